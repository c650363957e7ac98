"""Keccak-256 as Ethereum uses it: the padding is older than that of SHA3-256, so hashlib's gives other digests."""

from functools import lru_cache

_RATE = 136
_MASK = (1 << 64) - 1


@lru_cache(maxsize=1024)
def keccak256(data: bytes) -> bytes:
    """The digest of `data`, 32 bytes; remembered, since a text is looked through at every pause in typing."""
    lanes = [0] * 25
    padded = bytearray(data + bytes(_RATE - len(data) % _RATE))
    padded[len(data)] ^= 0x01
    padded[-1] ^= 0x80
    for start in range(0, len(padded), _RATE):
        for place in range(_RATE // 8):
            lanes[place] ^= int.from_bytes(padded[start + 8 * place : start + 8 * place + 8], "little")
        lanes = _permuted(lanes)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _permuted(lanes: list[int]) -> list[int]:
    """Keccak-f[1600]: 24 rounds over 5 by 5 lanes of 64 bits; the lane at column x, row y is number x + 5y."""
    shift = 1
    for _ in range(24):
        columns = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mixed = [columns[(x + 4) % 5] ^ _turned(columns[(x + 1) % 5], 1) for x in range(5)]
        lanes = [lane ^ mixed[place % 5] for place, lane in enumerate(lanes)]
        x, y, carried = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            carried, lanes[x + 5 * y] = lanes[x + 5 * y], _turned(carried, (step + 1) * (step + 2) // 2)
        lanes = [
            lanes[x + 5 * y] ^ (~lanes[(x + 1) % 5 + 5 * y] & lanes[(x + 2) % 5 + 5 * y])
            for y in range(5)
            for x in range(5)
        ]
        for place in range(7):
            # the round's constant comes out of a shift register, bit after bit
            lanes[0] ^= (shift & 1) << ((1 << place) - 1)
            shift = (shift << 1) ^ (0x171 if shift & 0x80 else 0)
    return lanes


def _turned(lane: int, by: int) -> int:
    by %= 64
    return (lane << by | lane >> (64 - by)) & _MASK
