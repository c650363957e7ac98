"""What went wrong while signing in, in words: it speaks of signing in, and of what is safe."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.language import texts
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import Formats

_SENTENCES: Mapping[ErrorCode, object] = {
    ErrorCode.TIMED_OUT: QT_TRANSLATE_NOOP(
        "SignIn", "The help desk takes too long to answer. Try again in a minute; what you typed is still here."
    ),
    ErrorCode.SERVER_BUSY: QT_TRANSLATE_NOOP(
        "SignIn", "The help desk cannot sign anybody in just now. Wait a minute and try again."
    ),
    ErrorCode.SERVER_ERROR: QT_TRANSLATE_NOOP(
        "SignIn", "The help desk cannot sign anybody in just now. Wait a minute and try again."
    ),
    ErrorCode.SIGN_IN_TO_NETWORK: QT_TRANSLATE_NOOP(
        "SignIn", "This network wants you to sign in first. Open a web page, sign in there, and try again."
    ),
    ErrorCode.DISK_FULL: QT_TRANSLATE_NOOP(
        "SignIn", "You could not be signed in: the disk is full. Free some space and try again."
    ),
    ErrorCode.DISK_ERROR: QT_TRANSLATE_NOOP(
        "SignIn", "You could not be signed in: the disk does not take anything. Check it and try again."
    ),
    ErrorCode.CANCELLED: QT_TRANSLATE_NOOP("SignIn", "Signing in was stopped. Nothing was changed."),
}
_AS_ELSEWHERE = frozenset(
    {
        ErrorCode.BAD_ADDRESS,
        ErrorCode.INSECURE_ADDRESS,
        ErrorCode.NOT_A_HELP_DESK,
        ErrorCode.WRONG_PASSWORD,
        ErrorCode.TOO_MANY_ATTEMPTS,
        ErrorCode.CERTIFICATE,
        ErrorCode.PROXY_REFUSED,
        ErrorCode.OTHER_HELP_DESK,
        ErrorCode.ADDRESS_TAKEN,
        ErrorCode.READ_ONLY,
        ErrorCode.NEWER_DATABASE,
        ErrorCode.DATABASE_DAMAGED,
        ErrorCode.BUILT_IN_DESK_FAILED,
        ErrorCode.INTERNAL,
    }
)
"""Their usual sentence is about the sign-in already. Every other one is about a message, and is not shown here."""


def sign_in_problem(what: Problem, formats: Formats) -> str:
    """The sentence for a problem met while signing in."""
    if what.code is ErrorCode.WRONG_SCHEME:
        return _wrong_scheme(what)
    if what.code is ErrorCode.OFFLINE:
        return _nothing_answers(what)
    if what.code in _SENTENCES:
        return QCoreApplication.translate("SignIn", str(_SENTENCES[what.code]))
    return texts.problem(what, formats) if what.code in _AS_ELSEWHERE else _refused(what)


def _nothing_answers(what: Problem) -> str:
    reason = what.reason
    if reason == "gaierror":
        return QCoreApplication.translate(
            "SignIn", "There is no computer of this name. Check how it is written, and your connection."
        )
    if reason == "ConnectionRefusedError":
        return QCoreApplication.translate(
            "SignIn", "No help desk answers at this address. Check the address with its port, and your connection."
        )
    return QCoreApplication.translate(
        "SignIn", "Nothing answers at this address. Check it and your connection; what you typed is still here."
    )


def _refused(what: Problem) -> str:
    if words := what.said.strip():
        sentence = QCoreApplication.translate(
            "SignIn", "The help desk did not let you sign in: {words} Everything on this computer is kept."
        )
        return sentence.format(words=isolate_line(words))
    return QCoreApplication.translate(
        "SignIn", "The help desk did not let you sign in. Ask your broker; everything on this computer is kept."
    )


def _wrong_scheme(what: Problem) -> str:
    if what.speaks_https:
        return QCoreApplication.translate(
            "SignIn", "This address wants a protected connection. Write https:// in front of it."
        )
    if what.is_loopback:
        return QCoreApplication.translate(
            "SignIn",
            "There is no protected connection at this address, so nothing was sent. Write http:// in front of it.",
        )
    return QCoreApplication.translate(
        "SignIn",
        "There is no protected connection at this address, so nothing was sent. "
        "Ask your broker for its protected address.",
    )
