"""Makes the demo's attachments: real, small files of three kinds that every viewer opens."""

import struct
import zlib

WIDTH, HEIGHT = 360, 220
_PAPER, _GRID, _UP, _DOWN = (247, 250, 248), (222, 230, 225), (22, 130, 84), (196, 60, 52)
_CANDLES = (60, 74, 66, 82, 95, 88, 104, 99, 118, 110, 126, 139, 131, 148, 142, 160, 153, 171)


def make(name: str) -> tuple[str, bytes]:
    """The media type and bytes of one of the demo's attachments."""
    if name.endswith(".png"):
        return "image/png", chart_png()
    if name.endswith(".pdf"):
        return "application/pdf", bill_pdf()
    return "text/plain", _JOURNAL.encode()


def chart_png() -> bytes:
    """A picture of a price chart: candles on a grid."""
    rows = [[_GRID if x % 40 == 0 or y % 40 == 0 else _PAPER for x in range(WIDTH)] for y in range(HEIGHT)]
    for number, level in enumerate(_CANDLES):
        rising = number == 0 or level > _CANDLES[number - 1]
        before = _CANDLES[max(number - 1, 0)] if number else level - 8
        top, bottom = HEIGHT - max(level, before) - 10, HEIGHT - min(level, before) - 10
        left = 14 + number * 19
        for y in range(top - 7, bottom + 7):
            wide = top <= y <= bottom
            for x in range(left, left + 11) if wide else range(left + 5, left + 6):
                rows[y][x] = _UP if rising else _DOWN
    raw = b"".join(b"\0" + bytes(part for pixel in row for part in pixel) for row in rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bill_pdf() -> bytes:
    """A one-page document: an electricity bill as proof of address."""
    lines = ("Electricity bill", "Customer: Sara Ahmadi", "Address: 12 Valiasr Street, Tehran", "Paid. Thank you.")
    drawn = "".join(f"1 0 0 1 60 {760 - 26 * number} Tm ({line}) Tj\n" for number, line in enumerate(lines))
    stream = f"BT /F1 15 Tf\n{drawn}ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + tail


_JOURNAL = """\
0  07:02:11.418  Network  '51207': connecting to OtetMarkets-Live
2  07:02:21.430  Network  '51207': no connection to OtetMarkets-Live
0  07:02:26.441  Network  '51207': scanning network for access points
2  07:02:31.502  Network  '51207': connect failed [No connection]
0  07:03:02.117  Trades   '51207': 1 position, 0 orders (last known)
"""
