"""Puts codes into words: what happened, what is safe, what to do."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.accounts import Guarantee, StatusKind
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import PLACEHOLDER_SNIPPET, Delivery, RemoteState
from desktop.ui.language.bidi import file_name, isolate_line
from desktop.ui.language.formats import Formats, ltr

_PROBLEMS: Mapping[ErrorCode, object] = {
    ErrorCode.BAD_ADDRESS: QT_TRANSLATE_NOOP(
        "Problems", "This is not an address we can use. Enter one like https://help.example.com"
    ),
    ErrorCode.INSECURE_ADDRESS: QT_TRANSLATE_NOOP(
        "Problems", "This address is not protected, so your password was not sent. Use one that begins with https://"
    ),
    ErrorCode.NOT_A_HELP_DESK: QT_TRANSLATE_NOOP(
        "Problems", "There is no help desk at this address. Check it with your broker; what you typed is still here."
    ),
    ErrorCode.WRONG_PASSWORD: QT_TRANSLATE_NOOP(
        "Problems", "The help desk did not accept this user and password. Check both and try again."
    ),
    ErrorCode.TOO_MANY_ATTEMPTS: QT_TRANSLATE_NOOP(
        "Problems", "Too many attempts. Your account is safe; wait {wait} and try again."
    ),
    ErrorCode.OFFLINE: QT_TRANSLATE_NOOP(
        "Problems",
        "No connection to the help desk. Everything you write is kept; what you send goes out when it is back.",
    ),
    ErrorCode.TIMED_OUT: QT_TRANSLATE_NOOP(
        "Problems", "The help desk takes too long to answer. Nothing is lost; we keep trying."
    ),
    ErrorCode.SERVER_BUSY: QT_TRANSLATE_NOOP(
        "Problems", "Support is busy. Your messages are kept and go out by themselves."
    ),
    ErrorCode.SERVER_ERROR: QT_TRANSLATE_NOOP(
        "Problems", "The help desk has a fault on its side. Your messages are kept; we keep trying."
    ),
    ErrorCode.CERTIFICATE: QT_TRANSLATE_NOOP(
        "Problems",
        "The help desk’s identity could not be verified, so nothing was sent. "
        "Check this computer’s date, then ask your broker.",
    ),
    ErrorCode.SIGN_IN_TO_NETWORK: QT_TRANSLATE_NOOP(
        "Problems", "This network wants you to sign in first. Open a web page, sign in, and we go on by ourselves."
    ),
    ErrorCode.PROXY_REFUSED: QT_TRANSLATE_NOOP(
        "Problems",
        "This network’s proxy wants a name and password of its own. "
        "Enter them in the computer’s network settings; your messages are kept.",
    ),
    ErrorCode.SIGN_IN_AGAIN: QT_TRANSLATE_NOOP(
        "Problems", "Please sign in again to go on. Your drafts and waiting messages are kept."
    ),
    ErrorCode.REFUSED: QT_TRANSLATE_NOOP(
        "Problems", "Support did not accept this. Your text is kept; change it and send it again."
    ),
    ErrorCode.UNCONFIRMED: QT_TRANSLATE_NOOP(
        "Problems", "We could not confirm delivery and have stopped trying. Your text is safe here."
    ),
    ErrorCode.GAVE_UP: QT_TRANSLATE_NOOP(
        "Problems",
        "Support does not have this. The help desk failed every time we sent it, so we have stopped trying. "
        "Your text is safe here.",
    ),
    ErrorCode.REF_CONFLICT: QT_TRANSLATE_NOOP(
        "Problems",
        "Not delivered: support already has a different message under the same reference. "
        "Your text is safe here; edit it and send it again, and it goes out as a new message.",
    ),
    ErrorCode.TICKET_GONE: QT_TRANSLATE_NOOP(
        "Problems", "Support closed this ticket. Your text is kept; start a new ticket with it."
    ),
    ErrorCode.TOO_LARGE: QT_TRANSLATE_NOOP(
        "Problems", "This is larger than support accepts. Your text is kept; remove a file and send again."
    ),
    ErrorCode.CANCELLED: QT_TRANSLATE_NOOP("Problems", "Stopped, as you asked. Nothing was changed."),
    ErrorCode.PAUSED: QT_TRANSLATE_NOOP(
        "Problems", "Support does not have this yet. Resume it, and it goes on from where it is."
    ),
    ErrorCode.BLANK_FIELD: QT_TRANSLATE_NOOP("Problems", "Write a few words first."),
    ErrorCode.TEXT_TOO_LONG: QT_TRANSLATE_NOOP(
        "Problems", "Too long for support by {over} characters. Shorten it, or attach it as a file."
    ),
    ErrorCode.FILE_GONE: QT_TRANSLATE_NOOP("Problems", "{name} is no longer there. Your text is kept; pick it again."),
    ErrorCode.FILE_DAMAGED: QT_TRANSLATE_NOOP(
        "Problems",
        "Not sent: {name} has changed on this computer’s disk since you attached it. "
        "Your text is kept; remove the file, attach it again and send.",
    ),
    ErrorCode.FILE_NOT_REGULAR: QT_TRANSLATE_NOOP(
        "Problems", "Could not read {name}: it is not a normal file. Pick a file instead."
    ),
    ErrorCode.FILE_UNREADABLE: QT_TRANSLATE_NOOP(
        "Problems", "Could not read {name}. Close the program that uses it, or check that you may open it."
    ),
    ErrorCode.FILE_EMPTY: QT_TRANSLATE_NOOP("Problems", "{name} is empty, so it was not attached."),
    ErrorCode.FILE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Problems", "Support accepts files up to {limit_bytes}; {name} is {size_bytes}. The rest is kept."
    ),
    ErrorCode.TOO_MANY_FILES: QT_TRANSLATE_NOOP(
        "Problems", "Support accepts {limit} files in one message. Send the others in a second one."
    ),
    ErrorCode.DISK_FULL: QT_TRANSLATE_NOOP(
        "Problems", "Not saved: the disk is full. Your text is still here; free some space or copy it."
    ),
    ErrorCode.DISK_ERROR: QT_TRANSLATE_NOOP(
        "Problems", "Not saved: the disk did not take it. Your text is still here; copy it to be sure."
    ),
    ErrorCode.READ_ONLY: QT_TRANSLATE_NOOP(
        "Problems",
        "Opened for reading only: the data folder cannot be written. Check its permissions and start again.",
    ),
    ErrorCode.NEWER_DATABASE: QT_TRANSLATE_NOOP(
        "Problems",
        "Your data was made by a newer version, so it is open for reading only. Install that version to write.",
    ),
    ErrorCode.DATABASE_DAMAGED: QT_TRANSLATE_NOOP(
        "Problems",
        "Part of your data file is damaged. What you wrote is kept in a second copy. Quit and start again: it is "
        "repaired then.",
    ),
    ErrorCode.REPAIRED: QT_TRANSLATE_NOOP(
        "Problems",
        "Repaired: {drafts} and {sends} restored. The damaged file was kept at {name}; everything else comes again "
        "from support.",
    ),
    ErrorCode.SHARED_FOLDER: QT_TRANSLATE_NOOP(
        "Problems",
        "Your data folder is on a network or synchronised drive, where it can be damaged. "
        "Choose a folder on this computer with --data-dir.",
    ),
    ErrorCode.PROFILE_COPIED: QT_TRANSLATE_NOOP(
        "Problems",
        "Your data was restored from a copy, or comes from another computer. {drafts} and {sends} are here. "
        "Look at them before you send anything: some may have gone out already.",
    ),
    ErrorCode.ROLLED_BACK: QT_TRANSLATE_NOOP(
        "Problems",
        "The support server was restored from an older copy. {messages} may be missing there; all of them are still "
        "here, and nothing is sent until you have looked.",
    ),
    ErrorCode.RESTORED: QT_TRANSLATE_NOOP(
        "Problems",
        "The support server was restored from an older copy. None of your messages is missing, and everything goes on.",
    ),
    ErrorCode.KEY_STORE_UNAVAILABLE: QT_TRANSLATE_NOOP(
        "Problems",
        "Signed in for this session only: this computer’s key store did not keep your sign-in. "
        "You will be asked to sign in again at the next start.",
    ),
    ErrorCode.WRONG_SCHEME: QT_TRANSLATE_NOOP(
        "Problems", "There is no protected connection at this address, so your password was not sent."
    ),
    ErrorCode.OTHER_HELP_DESK: QT_TRANSLATE_NOOP(
        "Problems",
        "This is another help desk: it does not know the tickets of this account. "
        "Nothing was changed; check the address with your broker.",
    ),
    ErrorCode.ADDRESS_TAKEN: QT_TRANSLATE_NOOP(
        "Problems",
        "There is an account of yours at this address on this computer already. "
        "Sign out and choose it there; both keep what you wrote.",
    ),
    ErrorCode.CRASHED: QT_TRANSLATE_NOOP(
        "Problems", "The app ended unexpectedly last time. Nothing you wrote is lost."
    ),
    ErrorCode.NOT_YOUR_TICKET: QT_TRANSLATE_NOOP("Problems", "This link does not point to one of your tickets."),
    ErrorCode.TICKET_NOT_HERE: QT_TRANSLATE_NOOP(
        "Problems", "This ticket is not on this computer yet. It opens as soon as your tickets are up to date."
    ),
    ErrorCode.ALREADY_SENT: QT_TRANSLATE_NOOP(
        "Problems", "This has gone out already, so it cannot be taken back. You can write again on the same ticket."
    ),
    ErrorCode.BUILT_IN_DESK_FAILED: QT_TRANSLATE_NOOP(
        "Problems", "The built-in help desk did not start. Nothing is lost; try again, or restart the computer."
    ),
    ErrorCode.INTERNAL: QT_TRANSLATE_NOOP(
        "Problems", "Something went wrong on our side. What you wrote is kept; please start the app again."
    ),
    ErrorCode.FILE_EXISTS: QT_TRANSLATE_NOOP(
        "Problems", "There is a file called {name} already, and it was left as it is. Choose another name."
    ),
}
_ACTIONS: Mapping[ErrorCode, object] = {
    ErrorCode.OFFLINE: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.TIMED_OUT: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.SERVER_BUSY: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.SERVER_ERROR: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.CERTIFICATE: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.SIGN_IN_TO_NETWORK: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.PROXY_REFUSED: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.BUILT_IN_DESK_FAILED: QT_TRANSLATE_NOOP("Problems", "Try now"),
    ErrorCode.SIGN_IN_AGAIN: QT_TRANSLATE_NOOP("Problems", "Sign in"),
    ErrorCode.DATABASE_DAMAGED: QT_TRANSLATE_NOOP("Problems", "OK"),
    ErrorCode.REPAIRED: QT_TRANSLATE_NOOP("Problems", "OK"),
    ErrorCode.SHARED_FOLDER: QT_TRANSLATE_NOOP("Problems", "OK"),
    ErrorCode.RESTORED: QT_TRANSLATE_NOOP("Problems", "OK"),
    ErrorCode.CRASHED: QT_TRANSLATE_NOOP("Problems", "Show the report"),
    ErrorCode.PROFILE_COPIED: QT_TRANSLATE_NOOP("Problems", "OK"),
    ErrorCode.ROLLED_BACK: QT_TRANSLATE_NOOP("Problems", "Review"),
}
_GOES_ON = frozenset(
    map(
        ErrorCode,
        ["offline", "timed_out", "server_busy", "server_error", "sign_in_to_network", "proxy_refused", "cancelled"],
    )
)
"""Codes whose sentences promise, or take for granted, that we go on by ourselves."""
_MOST_WORDS = 300
_GRAVE = frozenset({ErrorCode.DISK_FULL, ErrorCode.DISK_ERROR, ErrorCode.DATABASE_DAMAGED, ErrorCode.INTERNAL})
_DELIVERIES: Mapping[Delivery, object] = {
    Delivery.WAITING: QT_TRANSLATE_NOOP("Delivery", "Waiting to send"),
    Delivery.SENDING: QT_TRANSLATE_NOOP("Delivery", "Sending…"),
    Delivery.CHECKING: QT_TRANSLATE_NOOP("Delivery", "Checking whether support received this…"),
    Delivery.SENT: QT_TRANSLATE_NOOP("Delivery", "Support has it"),
    Delivery.NEEDS_YOU: QT_TRANSLATE_NOOP("Delivery", "Needs you"),
}
_WAITS: Mapping[LinkState, object] = {
    LinkState.SLOW: QT_TRANSLATE_NOOP("Delivery", "The connection is slow. It goes out as soon as it can."),
    LinkState.OFFLINE: QT_TRANSLATE_NOOP("Delivery", "It goes out as soon as there is a connection."),
    LinkState.BUSY: QT_TRANSLATE_NOOP("Delivery", "Support is busy. It goes out by itself."),
    LinkState.SIGN_IN_AGAIN: QT_TRANSLATE_NOOP("Delivery", "It goes out when you have signed in again."),
    LinkState.STOPPED: QT_TRANSLATE_NOOP("Delivery", "It goes out as soon as the app is connected again."),
}
_ABSENCES: Mapping[RemoteState, object] = {
    RemoteState.REMOVED: QT_TRANSLATE_NOOP("Absence", "Removed by support"),
    RemoteState.ROLLED_BACK: QT_TRANSLATE_NOOP("Absence", "Only on this computer"),
}
_STATUSES: Mapping[StatusKind, object] = {
    StatusKind.OPEN: QT_TRANSLATE_NOOP("Status", "Open"),
    StatusKind.ANSWERED: QT_TRANSLATE_NOOP("Status", "Answered"),
    StatusKind.SOLVED: QT_TRANSLATE_NOOP("Status", "Solved"),
    StatusKind.CLOSED: QT_TRANSLATE_NOOP("Status", "Closed"),
}
_GUARANTEES: Mapping[Guarantee, object] = {
    Guarantee.A: QT_TRANSLATE_NOOP(
        "Guarantee", "Everything you send arrives exactly once: this help desk knows each message by its own key."
    ),
    Guarantee.B: QT_TRANSLATE_NOOP(
        "Guarantee", "Everything you send arrives exactly once, as long as the connection returns within a day."
    ),
    Guarantee.C: QT_TRANSLATE_NOOP(
        "Guarantee",
        "Everything you send arrives. After a broken connection we look first, so that nothing arrives twice.",
    ),
    Guarantee.D: QT_TRANSLATE_NOOP(
        "Guarantee", "This help desk cannot confirm what it received. After a broken connection we ask you."
    ),
}
_LANGUAGES: Mapping[str, object] = {
    "en": QT_TRANSLATE_NOOP("Languages", "English"),
    "fa": QT_TRANSLATE_NOOP("Languages", "Persian"),
    "ar": QT_TRANSLATE_NOOP("Languages", "Arabic"),
    "es": QT_TRANSLATE_NOOP("Languages", "Spanish"),
}
_LINKS: Mapping[LinkState, object] = {
    LinkState.STARTING: QT_TRANSLATE_NOOP("Sync", "Checking for answers…"),
    LinkState.SYNCING: QT_TRANSLATE_NOOP("Sync", "Checking for answers…"),
    LinkState.SLOW: QT_TRANSLATE_NOOP("Sync", "Slow connection"),
    LinkState.OFFLINE: QT_TRANSLATE_NOOP("Sync", "Offline"),
    LinkState.BUSY: QT_TRANSLATE_NOOP("Sync", "Support is busy"),
    LinkState.SIGN_IN_AGAIN: QT_TRANSLATE_NOOP("Sync", "Sign in again"),
    LinkState.STOPPED: QT_TRANSLATE_NOOP("Sync", "Not connected"),
}


def _translated(context: str, words: object) -> str:
    return QCoreApplication.translate(context, str(words))


def problem(what: Problem, formats: Formats) -> str:
    """The sentence for a problem, with what is known of it written for the reader, then the help desk's own words."""
    return _with_words(_sentence(what, formats), what)


def decision(what: Problem, formats: Formats) -> str:
    """The sentence for a problem over which a message needs the user: nothing in it says that we go on."""
    return problem(Problem(ErrorCode.UNCONFIRMED) if what.code in _GOES_ON else what, formats)


def _with_words(sentence: str, what: Problem) -> str:
    said_there = _words_of_server(what)
    if not said_there:
        return sentence
    both = QCoreApplication.translate("Problems", "{sentence} The help desk says: {words}")
    return both.format(sentence=sentence, words=isolate_line(said_there))


def _sentence(what: Problem, formats: Formats) -> str:
    sentence = _translated("Problems", _PROBLEMS[what.code])
    if what.code is ErrorCode.TOO_MANY_ATTEMPTS and what.retry_after_s is None:
        sentence = QCoreApplication.translate(
            "Problems", "Too many attempts. Your account is safe; wait a few minutes and try again."
        )
    if what.code is ErrorCode.UNCONFIRMED and what.is_copy:
        sentence = QCoreApplication.translate(
            "Problems",
            "This came with your restored or copied data, and may have gone out already. It is checked first.",
        )
    if what.code is ErrorCode.UNCONFIRMED and what.could_duplicate:
        sentence = QCoreApplication.translate(
            "Problems",
            "We could not confirm delivery. Support may have this already, so sending it again could bring it twice. "
            "Your text is safe here.",
        )
    if what.code is ErrorCode.PROXY_REFUSED and what.proxy == "socks":
        sentence = QCoreApplication.translate(
            "Problems",
            "This computer is set to a SOCKS proxy, which the app cannot use. "
            "Set an HTTP proxy in the network settings; your messages are kept.",
        )
    if what.code is ErrorCode.CERTIFICATE and what.is_outside_validity:
        sentence = QCoreApplication.translate(
            "Problems",
            "The help desk’s identity could not be verified, so nothing was sent. "
            "Check this computer’s date (shows {today}), then ask your broker.",
        )
    return sentence.format(**_values(what, formats)).strip()


def action(code: ErrorCode) -> str:
    """The one thing to do about it, as the words of a button; "" where there is none."""
    return _translated("Problems", _ACTIONS[code]) if code in _ACTIONS else ""


def is_grave(code: ErrorCode) -> bool:
    """Whether something may be lost, so that the notice is red rather than amber."""
    return code in _GRAVE


def delivery(state: Delivery, formats: Formats, percent: int | None = None) -> str:
    """How far an own message has come; `percent` of its bytes while it is being sent."""
    if state is Delivery.SENDING and percent is not None:
        words = QCoreApplication.translate("Delivery", "Sending {percent}")
        return words.format(percent=formats.percent(percent))
    return _translated("Delivery", _DELIVERIES[state])


def waiting_reason(state: LinkState) -> str:
    """Why a message waits that nothing is wrong with."""
    if state in _WAITS:
        return _translated("Delivery", _WAITS[state])
    return QCoreApplication.translate("Delivery", "It goes out after what you sent before it.")


def remote_state(kind: RemoteState) -> str:
    """Why something that is still here is not at support, "" where it is."""
    return _translated("Absence", _ABSENCES[kind]) if kind in _ABSENCES else ""


def placeholder() -> str:
    """What stands for a message that cannot be read."""
    return QCoreApplication.translate("Unreadable", "A message that this version cannot show")


def snippet(text: str) -> str:
    """The beginning of a ticket's newest message."""
    return placeholder() if text == PLACEHOLDER_SNIPPET else text


def status_kind(kind: StatusKind) -> str:
    """A status by what it means, for help desks that do not name it in the reader's language."""
    return _translated("Status", _STATUSES[kind])


def guarantee(level: Guarantee) -> str:
    """How surely a send arrives at this help desk."""
    return _translated("Guarantee", _GUARANTEES[level])


def language(code: str) -> str:
    """A language's name in the reader's language; the code itself where we have none."""
    return _translated("Languages", _LANGUAGES[code]) if code in _LANGUAGES else ltr(code)


def sync_status(status: SyncStatus, formats: Formats) -> str:
    """The sidebar's words, short enough for one or two lines."""
    waiting = formats.counts.waiting(status.waiting) if status.waiting else ""
    needs_you = formats.counts.needs_you(status.needs_you) if status.needs_you else ""
    if status.state is LinkState.BUSY and status.retry_ms > formats.now_ms():
        words = QCoreApplication.translate("Sync", "Support is busy, next try at {time}")
        return _listed(words.format(time=formats.time(status.retry_ms)), needs_you)
    if status.state is LinkState.UP_TO_DATE:
        words = QCoreApplication.translate("Sync", "Up to date {time}")
        if not status.is_watched:
            words = QCoreApplication.translate("Sync", "Last checked {time}")
        up_to_date = words.format(time=formats.as_of(status.synced_ms))
        unreadable = formats.counts.unreadable(status.unreadable) if status.unreadable else ""
        return _listed(_listed(waiting, needs_you) or up_to_date, unreadable)
    state = _translated("Sync", _LINKS[status.state])
    if status.state in {LinkState.STARTING, LinkState.SYNCING} and not status.synced_ms:
        state = QCoreApplication.translate("Sync", "Fetching your tickets…")
    if status.state not in {LinkState.BUSY, LinkState.SLOW, LinkState.OFFLINE, LinkState.STOPPED}:
        return _listed(state, needs_you)
    return _listed(_listed(state, waiting), needs_you)


def _listed(first: str, second: str) -> str:
    """Two parts of a state, either of which may be ""."""
    if not first or not second:
        return first or second
    # the dots at the end of what goes on do not stand before a comma
    return QCoreApplication.translate("Sync", "{state}, {waiting}").format(state=first.rstrip("…"), waiting=second)


def _words_of_server(what: Problem) -> str:
    """The help desk's own words on one line: bounded, and without signs that could turn our sentence round."""
    plain = "".join(char if char.isprintable() or char.isspace() else " " for char in what.said)
    words = " ".join(plain.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS].rstrip()}…"


def _values(what: Problem, formats: Formats) -> dict[str, str]:
    """What may stand in a sentence, by the name of its place there."""
    counts = formats.counts
    return {
        "name": file_name(what.name) if what.name else "",
        "size_bytes": formats.size(what.size_bytes),
        "limit_bytes": formats.size(what.limit_bytes),
        "limit": formats.number(what.limit),
        "over": formats.number(what.over),
        "drafts": formats.digits(counts.drafts(what.drafts)),
        "sends": formats.digits(counts.messages(what.sends)),
        "messages": formats.digits(counts.own_messages(what.messages)),
        "wait": formats.duration(-(-(what.retry_after_s or 0) // 60)),
        "today": formats.date(formats.now_ms()),
    }
