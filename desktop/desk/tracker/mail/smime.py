"""Takes the signed content out of S/MIME mails (CMS). Signatures are not checked: nothing here vouches for a sender."""

from asn1crypto import cms

MOST_LEVELS = 3
_ERRORS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OverflowError)


def signed_content(raw: bytes) -> bytes:
    """Return the bytes that a CMS `signed-data` holds; b"" where there are none to read."""
    try:
        message = cms.ContentInfo.load(raw)
        if message["content_type"].native != "signed_data":
            return b""
        content = message["content"]["encap_content_info"]["content"].native
    except _ERRORS:
        return b""
    return content if isinstance(content, bytes) else b""
