"""Mails within containers: S/MIME, and Outlook's winmail.dat."""

import base64
import struct
from collections.abc import Callable

import pytest
from asn1crypto import cms

from desktop.desk.tracker.mail import html_text, rtf
from tests.desk.mail_bytes import attached, joined, names, part, read, several, typed

PDF, SHOT = b"%PDF-1.7 passport", b"\x89PNG" + bytes(4000)


def signed(content: bytes) -> bytes:
    """An S/MIME container with this content and no signature."""
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [],
            "encap_content_info": {"content_type": "data", "content": content},
            "signer_infos": [],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump())


def in_pieces(content: bytes) -> bytes:
    """The same as programs that stream write it: lengths that are not known, the content in pieces."""
    octets = b"".join(b"\x04" + bytes([len(one)]) + one for one in (content[:40], content[40:]))
    inner = bytes.fromhex("06092a864886f70d010701a0802480") + octets + bytes(4)
    body = bytes.fromhex("0201013100") + b"\x30\x80" + inner + bytes(2) + b"\x31\x00"
    return bytes.fromhex("308006092a864886f70d010702a0803080") + body + bytes(6)


@pytest.mark.parametrize("wrap", [signed, in_pieces])
@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; smime-type=signed-data", "application/x-pkcs7-mime", "application/octet-stream"]
)
def test_a_signed_mail_shows_its_content_and_keeps_the_file(kind: str, wrap: Callable[[bytes], bytes]) -> None:
    container = wrap(b"Content-Type: text/plain; charset=utf-8\r\n\r\nMy withdrawal 7731 is missing.\r\n")
    headers = ('Content-Disposition: attachment; filename="smime.p7m"', "Content-Transfer-Encoding: base64")
    found = read(typed(kind, base64.encodebytes(container), *headers))
    assert found.text == "My withdrawal 7731 is missing."
    assert found.files == [("smime.p7m", kind.partition(";")[0], container)]


def test_a_signed_mail_with_a_file_within_and_one_that_is_encrypted() -> None:
    body = joined(part("Words"), attached(PDF, "attachment; filename=a.pdf"))
    content = signed(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + body)
    twice = base64.encodebytes(signed(b"Content-Type: application/pkcs7-mime\r\n\r\n" + content))
    found = read(typed("application/pkcs7-mime", twice, "Content-Transfer-Encoding: base64"))
    assert (found.text, names(found)[0]) == ("Words", "a.pdf")
    found = read(typed("application/pkcs7-mime; smime-type=enveloped-data", b"\x30\x03abc"))
    assert (found.text, names(found)) == ("", ["smime.p7m"])


def test_a_signature_beside_the_text() -> None:
    found = read(
        several(
            part("Words"),
            attached(b"sig", "attachment; filename=smime.p7s", "application/pkcs7-signature"),
            kind="signed",
        )
    )
    assert (found.text, names(found)) == ("Words", ["smime.p7s"])


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    data = b"".join(struct.pack("<BHHI", 1, name, 6, len(one)) + one + b"\0\0" for name, one in attributes)
    return b"\x78\x9f\x3e\x22\x01\x00" + data


def properties(*found: tuple[int, int, bytes]) -> bytes:
    data = b"".join(
        struct.pack("<HHII", kind, name, 1, len(one)) + one + bytes(-len(one) % 4) for kind, name, one in found
    )
    return struct.pack("<I", len(found)) + data


def winmail(content: bytes) -> bytes:
    return several(part(" "), attached(content, 'attachment; filename="winmail.dat"', "application/ms-tnef"))


FILE = ((0x9002, b"\x01"), (0x8010, b"a.pdf\0"), (0x800F, PDF + b"\0\0"))
RTF = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)


@pytest.mark.parametrize(
    ("attributes", "text", "files"),
    [
        (((0x800C, b"My withdrawal\0"), *FILE), "My withdrawal", ["a.pdf"]),
        (((0x9007, struct.pack("<II", 1256, 0)), (0x800C, "سلام".encode("cp1256"))), "سلام", []),
        (((0x9003, properties((0x1F, 0x1000, "سلام".encode("utf-16-le") + b"\0\0"))),), "سلام", []),
        (((0x9003, properties((0x102, 0x1013, b"<p>Page<br>two"))), *FILE), "Page\ntwo", ["a.pdf"]),
        (((0x9003, properties((0x102, 0x1009, RTF))),), "hello world", []),
        ((*FILE, (0x9005, properties((0x1F, 0x3707, "رسید.pdf".encode("utf-16-le"))))), "", ["رسید.pdf"]),
        (
            (*FILE, *FILE[:1], (0x9005, properties((0x1E, 0x3707, b"b.png\0"), (0x102, 0x3701, SHOT)))),
            "",
            ["a.pdf", "b.png"],
        ),
    ],
)  # fmt: skip
def test_winmail_dat_is_unpacked(attributes: tuple[tuple[int, bytes], ...], text: str, files: list[str]) -> None:
    found = read(winmail(tnef(*attributes)), "fa")
    assert (found.text.strip(), names(found)) == (text, files)
    assert all(content in (PDF + b"\0\0", SHOT) for _, _, content in found.files), "zero bytes at the end stay"


@pytest.mark.parametrize(
    "spoilt", [tnef((0x800C, b"Words"), *FILE)[:-9], tnef((0x800C, b"Words"), (0x9003, b"\x09\0\0\0x"))]
)
def test_a_winmail_dat_that_is_cut_off_is_kept_too(spoilt: bytes) -> None:
    found = read(winmail(spoilt))
    assert found.text == "Words"
    assert ("winmail.dat", "application/ms-tnef", spoilt) in found.files


def test_something_that_is_no_winmail_dat() -> None:
    assert read(winmail(b"nothing")).files == [("winmail.dat", "application/ms-tnef", b"nothing")]


def test_rtf_that_wraps_a_page() -> None:
    wrapped = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 250 {\*\htmltag84 <b>}USD"
    wrapped += rb"{\*\htmltag92 </b>}\'80}"
    assert html_text.text_of(rtf.text_of(wrapped, wants_html=True)) == "250 USD€"
