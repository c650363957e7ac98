"""Which addresses are taken, and what becomes of them."""

import pytest

from desktop.connectors.address import parse_address
from desktop.connectors.registry import connect
from desktop.domain.errors import ErrorCode, OtetError


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("help.example.com", "https://help.example.com"),
        ("  help.example.com/ ", "https://help.example.com"),
        ("Help.Example.COM./desk/", "https://help.example.com/desk"),
        ("help.example.com:8443/desk", "https://help.example.com:8443/desk"),
        ("https://help.example.com:443/desk//", "https://help.example.com/desk"),
        ("HTTPS://help.example.com/a/b~c", "https://help.example.com/a/b~c"),
        ("\u200ehelp.example.com\u200f", "https://help.example.com"),
        ("https://پشتیبانی.example/میز", "https://xn--mgbbf3b2fqpisd.example/%D9%85%DB%8C%D8%B2"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://аррӏе.com", "https://xn--80ak6aa92e.com"),
        ("192.168.1.7:8080", "https://192.168.1.7:8080"),
        ("https://[2001:DB8::1]/desk", "https://[2001:db8::1]/desk"),
        ("http://127.0.0.1:43121/desk", "http://127.0.0.1:43121/desk"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://localhost:80/", "http://localhost"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_taken(typed: str, url: str) -> None:
    address = parse_address(typed)
    assert address.url == url
    assert parse_address(address.url) == address
    assert address.url.startswith(address.origin)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "https://",
        "https:///desk",
        "ftp://help.example.com",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@b.example",
        "https://user@help.example.com",
        "https://user:secret@help.example.com",
        "user:secret@help.example.com",
        "https://help.example.com@evil.example",
        "https://help.example.com?x=1",
        "https://help.example.com/?",
        "https://help.example.com/#top",
        "https://help .example.com",
        "help.example.com\nevil.example",
        "https://help.example.com\\@evil.example",
        "https://help.example.com:0",
        "https://help.example.com:65536",
        "https://help.example.com:99999999999999999999",
        "https://help.example.com:port",
        "https://-help.example.com",
        "https://help..example.com",
        "https://" + "a" * 64 + ".example",
        "https://1.2.3.999",
        "https://127.1",
        "https://2130706433",
        "https://0x7f.0.0.1",
        "https://0x7f.1",
        "https://[::1%25eth0]",
        "https://[not-v6]",
        "https://help.example.com/%2e%2e/x",
        "https://help.example.com/../x",
        "https://help.example.com/./x",
        "https://help.example.com/a//b",
        "https://help.example.com/%zz",
        "https://help.example.com/%2fx",
        "https://help.example.com/%0d%0aX",
        "https://help%2eexample.com",
        "https://help.example.com/" + "a" * 3000,
    ],
)
def test_refused(typed: str) -> None:
    with pytest.raises(OtetError) as raised:
        parse_address(typed)
    assert raised.value.code is ErrorCode.BAD_ADDRESS
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "typed", ["http://help.example.com", "http://127.0.0.1.example.com", "http://192.168.1.7", "http://[2001:db8::1]"]
)
def test_plain_http_only_to_this_computer(typed: str) -> None:
    with pytest.raises(OtetError) as raised:
        connect("roundup", typed)
    assert raised.value.code is ErrorCode.INSECURE_ADDRESS


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://help.example.com/x", True),
        ("https://help.example.com:443/x", True),
        ("https://HELP.example.com/x", True),
        ("http://help.example.com/x", False),
        ("https://help.example.com:444/x", False),
        ("https://help.example.com.evil.example/x", False),
        ("https://help.example.com:port/x", False),
        ("//help.example.com/x", False),
    ],
)
def test_same_origin(url: str, same: bool) -> None:
    assert parse_address("help.example.com").is_origin_of(url) is same
