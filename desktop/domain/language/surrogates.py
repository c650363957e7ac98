"""Texts with halves of surrogate pairs, as broken clipboards and foreign JSON have them, made encodable."""


def encodable(text: str) -> str:
    """`text` as UTF-8 can hold it: two halves of a surrogate pair are joined, lone ones become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def without_nul(text: str) -> str:
    """As `encodable`, and NUL becomes U+FFFD: SQLite's functions end a text there."""
    return encodable(text).replace("\0", "\ufffd")
