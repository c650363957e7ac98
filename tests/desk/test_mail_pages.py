"""HTML of mails as text: no figure changes its place or its meaning, no word is lost, and pictures become files."""

import base64

import pytest

from desktop.desk.tracker.mail import html_text
from tests.desk.mail_bytes import names, page, part, read, several, typed

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def shown(html: str) -> str:
    """What the text of a mail with this page is."""
    return str(read(typed("text/html; charset=utf-8", html)).text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<div style="white-space: pre-wrap">Order 1: 99.01 USD\nOrder 2: 12.50\n</div>',
            "Order 1: 99.01 USD\nOrder 2: 12.50",
        ),
        ("<p style='WHITE-SPACE:PRE'>a  1\n  b</p>", "a  1\n  b"),
        ("<p style='white-space:pre-line'>a  1\n  b</p>", "a 1\nb"),
        ("<p style='white-space:break-spaces !important'>a\nb</p>", "a\nb"),
        ("<style>.c{white-space:pre-wrap}</style><p class='x c'>a\nb<b>c\nd</b></p>e\nf", "a\nbc\nd\n\ne f"),
        ("<style>div.c, td {white-space:pre}</style><div class=c>a\nb</div><p class=c>c\nd</p>", "a\nb\n\nc d"),
        ("<pre>\na\n  b</pre>", "a\n  b"),
        ("<textarea>a\nb</textarea>", "a\nb"),
        ("<pre>a<span style='white-space:normal'>b\nc</span></pre>", "ab c"),
        ("<p style='white-space:nowrap'>a\nb</p>", "a b"),
    ],
)
def test_lines_that_a_page_keeps(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ol><li>Where?</li><li>Why?</li></ol><p>Question 2", "1. Where?\n2. Why?\n\nQuestion 2"),
        ("<ol start=4><li>a<li value=9>b<li>c</ol>", "4. a\n9. b\n10. c"),
        ("<ol><li><p>a</p></li><li><p>b</p></li></ol>", "1. a\n\n2. b"),
        ("<ol type=a><li>x<li>y</ol>", "a. x\nb. y"),
        ("<ol type=I><li>x<li>y<li>z<li>w</ol>", "I. x\nII. y\nIII. z\nIV. w"),
        ("<ol style='list-style-type:lower-alpha'><li>x<li>y</ol>", "a. x\nb. y"),
        ("<ol start=27 type=a><li>x</ol>", "aa. x"),
        ("<ol><li>a<ul><li>b<li>c</ul><li>d<ol><li>e</ol></ol>f", "1. a\n  - b\n  - c\n2. d\n  1. e\n\nf"),
        ("<ol start=3 reversed><li>a<li>b</ol>", "3. a\n2. b"),
        ("<ol reversed><li>a<li>b</ol>", "- a\n- b"),
        ("<ul style='list-style:none'><li>a<li>b</ul>", "a\nb"),
        ("<ol><li></li><li>b</ol>", "2. b"),
        ("<ol start=x><li>a</ol><ol start=99999999999><li>b</ol>", "1. a\n\n1. b"),
        ("<li>a<li>b", "- a\n- b"),
        ("<ol><li>a<br>b</ol>", "1. a\n  b"),
        ("<dl><dt>Fee<dd>2 USD<dt>Sum<dd>9</dl>", "Fee\n2 USD\nSum\n9"),
    ],
)
def test_lists_are_numbered_as_shown(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>Sum</td><td>250</td></tr><tr><td>Fee</td><td>2</td></tr></table>", "Sum | 250\nFee | 2"),
        (
            "<table><tr><th>In<th>Out<th>Left<tr><td><td>5<td>9<tr><td>7<td><td>16</table>",
            "In | Out | Left\n| 5 | 9\n7 | | 16",
        ),
        ("<table><tr><td rowspan=2>May<td>1<td>2<tr><td>3<td>4</table>", "May | 1 | 2\n| 3 | 4"),
        ("<table><tr><td colspan=2>Both<td>9<tr><td>1<td>2<td>3</table>", "Both | | 9\n1 | 2 | 3"),
        ("<table><tr><td></td><td>a</td></tr><tr><td></td><td>b</td></tr></table>", "a\nb"),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a / b | c"),
        ("<table><tr><td><table><tr><td>1<td>2</table></td></tr></table>x", "1 | 2\n\nx"),
        ("<table><tr><td><b>1</b><td><i>2</i></table>", "1 | 2"),
        ("<table><thead><tr><th>A<th>B</thead><tbody><tr><td>1<td>2</tbody></table>", "A | B\n1 | 2"),
        ("<table><tr><td>" + "long " * 200 + "<td>x</table>", ("long " * 200).strip() + "\nx"),
        ("<td>1<td>2", "1 | 2"),
        ("<table><td>1<td>2", "1 | 2"),
        ("a<table><tr><td>1</table>b", "a\n\n1\n\nb"),
        ("<blockquote><table><tr><td>1<td>2</table></blockquote>", "> 1 | 2"),
    ],
)
def test_columns_stay_apart_and_in_their_places(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Pay <del>100</del> 250 USD", "Pay ~100~ 250 USD"),
        ("Pay <s> 100 </s>250", "Pay ~100~ 250"),
        ("<strike>1<b>00</b></strike> 2", "~100~ 2"),
        ("<span style='text-decoration:line-through'>100</span> 2", "~100~ 2"),
        ("<span style='text-decoration-line: underline line-through'>1</span>", "~1~"),
        ("<style>.old{text-decoration:line-through}</style><p class=old>100<br>200</p>300", "~100~\n~200~\n\n300"),
        ("<del><p>100</p><p>200</p></del>300", "~100~\n\n~200~\n\n300"),
        ("<del>1<p>2</del>3", "~1~\n\n~2~3"),
        ("<del></del>5<s> </s>6", "5 6"),
        ("<ins>250</ins>", "250"),
        ("10<sup>6</sup> USD", "10^6 USD"),
        ("99<sup>50</sup> USD", "99^50 USD"),
        ("10<sup>-3</sup>", "10^-3"),
        ("the 1<sup>st</sup> of May", "the 1st of May"),
        ("12<sub>34</sub> H<sub>2</sub>O", "12_34 H2O"),
        ("a <sup>1</sup>", "a 1"),
    ],
)
def test_struck_out_and_raised_figures(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c<BR />d</br>e", "a\nb\nc\nd\ne"),
        ("a<p>b<p>c<div>d</div>e", "a\n\nb\n\nc\n\nd\ne"),
        ("<blockquote>q<blockquote>r</blockquote>s</blockquote>t", "> q\n>\n> > r\n>\n> s\n\nt"),
        ("a &lt;b&gt; &amp;amp; 5 &#x20AC; &euro; &nbsp;x&zwnj;y", "a <b> &amp; 5 € € x\u200cy"),
        ("5 < 6 and 7 > 2 <3", "5 < 6 and 7 > 2 <3"),
        ('See <a href="https://e.example/tx?a=1&amp;b=2">this</a>.', "See this (https://e.example/tx?a=1&b=2)."),
        ('<a href="https://e.example/">https://e.example</a>', "https://e.example"),
        ('<a href="https://e.example"><div>this</div></a>x', "this (https://e.example)\nx"),
        ('<a href="javascript:x">y</a>', "y"),
        ("<q>yes</q>", '"yes"'),
        ("<img alt='a smile'> x", "a smile x"),
        ("<input value='typed'><input type=hidden value=no>", "typed"),
        ("<title>no</title><style>no</style><script>no</script><!-- no -->yes", "yes"),
        ("<!--[if mso]>no<![endif]--><![if !mso]>yes<![endif]>", "yes"),
        ("<p>one</p><!-- never closed <p>two</p>", "one\n\n<!-- never closed\n\ntwo"),
        ("<b>never closed <i>x", "never closed x"),
        ("just words, no tag\nand a line", "just words, no tag\nand a line"),
        ("words of <sara@otet.example>\nand a line", "words of <sara@otet.example>\nand a line"),
        (
            "<p>On 3 May Rachel <support@otet.example> wrote <https://e.example/tx>:",
            "On 3 May Rachel <support@otet.example> wrote <https://e.example/tx>:",
        ),
        ("<p>Call <mailto:sara@otet.example>", "Call <mailto:sara@otet.example>"),
        ("<p><o:p>x</o:p> <my-tag>y</my-tag>", "x y"),
        ("<span style='display:block'>a</span><b style='display:block'>b</b>c", "a\nb\nc"),
        ("<select><option>a<option>b</select>", "a\nb"),
        ("سلام<br dir=rtl>۲۵۰ <span dir=ltr>USD</span>", "سلام\n۲۵۰ USD"),
    ],
)
def test_the_rest_of_a_page(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    "hides",
    [
        'style="display:none"',
        "style='DISPLAY : none !important'",
        "hidden",
        "style=visibility:hidden",
        "style='mso-hide:all'",
        "class=h",
    ],
)
def test_what_a_page_hides_is_not_shown_and_stays_in_the_file(hides: str) -> None:
    html = f"<style>.h{{display:none}}</style><div {hides}>preview <b>words</b></div><p>The letter"
    found = read(typed("text/html", html))
    assert found.text == "The letter"
    assert found.files == [("message.html", "text/html", html.encode())]
    assert read(typed("text/html", f"<style>.h{{display:none}}</style><p {hides}>letter</p><p>The letter")).files == []


def test_a_page_that_hides_everything_is_shown() -> None:
    assert shown("<div style='display:none'>the only words") == "the only words"


@pytest.mark.parametrize(
    ("html", "text", "kind"),
    [
        ('<p>See:</p><img src="data:image/png;base64,{}">end', "See:\n\nend", "image/png"),
        ("<img alt='a chart' src='data:image/jpeg;charset=x;base64,{}'>", "a chart", "image/jpeg"),
        ("<img src=data:image/gif;base64,{}>x", "x", "image/gif"),
        ('<div style="background:url(data:image/png;base64,{})">x</div>', "x", "image/png"),
        ("<div style='background:url(&quot;data:image/png;base64,{}&quot;)'>x</div>", "x", "image/png"),
        ('<a href="data:application/pdf;base64,{}">receipt</a>', "receipt", "application/pdf"),
    ],
)
def test_data_addresses_become_files(html: str, text: str, kind: str) -> None:
    found = read(typed("text/html", html.format(base64.b64encode(PNG).decode())))
    assert found.text == text
    assert [(media_type, content) for _, media_type, content in found.files] == [(kind, PNG)]


def test_data_addresses_in_lines_and_percent() -> None:
    lines = base64.encodebytes(PNG).decode()
    assert read(typed("text/html", f'<img src="data:image/png;base64,{lines}">x')).files[0][2] == PNG
    found = read(typed("text/html", "<img src='data:image/svg+xml,%3Csvg%3E'>x"))
    assert found.files == [("picture-1.svg", "image/svg+xml", b"<svg>")]
    assert shown("<p>data:text/plain,no address") == "data:text/plain,no address"


def test_a_page_said_to_be_plain_and_the_other_way_round() -> None:
    assert read(typed("text/plain", "<!DOCTYPE html>\n<html><body><p>a<br>b</html>")).text == "a\nb"
    assert read(typed("text/html", "a\nb & c")).text == "a\nb & c"


@pytest.mark.parametrize(
    ("plain", "html", "text", "files"),
    [
        ("The same words.", "<p>The <b>same</b> words.", "The same words.", []),
        ("This message is in HTML.", "<p>My withdrawal 7731", "My withdrawal 7731", ["message.txt"]),
        ("", "<p>Page", "Page", []),
        (" \n", "<p>Page", "Page", []),
        ("Plain", "", "Plain", []),
        ("Plain", "<p>&nbsp;</p><img src=cid:x>", "Plain", []),
        ("Withdrawal", "<p>Withdrawal 7731", "Withdrawal 7731", []),
        ("Withdrawal 7731", "<p>Withdrawal", "Withdrawal 7731", []),
        ("Pay 100 250", "Pay <del>100</del> 250", "Pay ~100~ 250", []),
        ("[image: x.png]\nWords", "<p>Words", "[image: x.png]\nWords", []),
        ("see this", '<a href="https://e.example/tx9">see this</a>', "see this (https://e.example/tx9)", []),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_of_two_versions_no_word_is_lost(plain: str, html: str, text: str, files: list[str], is_turned: bool) -> None:
    parts = [part(plain, "Content-Type: text/plain; charset=utf-8"), page(html)]
    found = read(several(*(reversed(parts) if is_turned else parts), kind="alternative"))
    assert (found.text, names(found)) == (text, files)
    if files:
        assert found.files == [("message.txt", "text/plain", plain.encode())]


def test_a_long_page_is_kept_as_a_file() -> None:
    html = "<p>first words</p>" + "<p>x</p>" * 70_000
    found = read(typed("text/html", html))
    assert found.text.startswith("first words")
    assert found.files == [("message.html", "text/html", html.encode())]


@pytest.mark.parametrize(
    "filling",
    ["<", "<!--", "<a href='", "</", "<li>", "<i><td><b></i>", "<b><p>", "<table><tr><td>", "<del>x", "<p style='"],
)
def test_a_spoilt_page_costs_time_in_proportion_to_its_length(filling: str) -> None:
    few, many = (html_text.read("<p>words</p>" + filling * count) for count in (10, 30_000 // len(filling)))
    assert few.text.startswith("words")
    assert many.text.startswith("words")
