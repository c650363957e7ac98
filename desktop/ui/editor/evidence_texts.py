"""Evidence and the numbers in a text, said to the reader."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.money.arithmetic import kept
from desktop.domain.references.detection import BITCOIN, ETHEREUM, TRON, CheckResult, Reference, ReferenceKind
from desktop.domain.references.evidence import Evidence, EvidenceKind
from desktop.domain.references.suggestions import Advice, Suggestion
from desktop.ui.language.formats import Formats, isolate, ltr

_WRONG: Mapping[CheckResult, object] = {
    CheckResult.WRONG_SUM: QT_TRANSLATE_NOOP(
        "Evidence", "This looks like {what}, but a letter or digit in it is wrong: {value}"
    ),
    CheckResult.WRONG_LENGTH: QT_TRANSLATE_NOOP("Evidence", "This looks like {what}, but its length is wrong: {value}"),
    CheckResult.INVALID_CHARACTER: QT_TRANSLATE_NOOP(
        "Evidence", "This looks like {what}, but it holds a sign that does not belong there: {value}"
    ),
}
_WHAT: Mapping[str, object] = {
    ReferenceKind.TXID: QT_TRANSLATE_NOOP("Evidence", "a transaction ID (TXID)"),
    ReferenceKind.IBAN: QT_TRANSLATE_NOOP("Evidence", "an IBAN"),
    ReferenceKind.CARD: QT_TRANSLATE_NOOP("Evidence", "a card number"),
    ReferenceKind.ORDER: QT_TRANSLATE_NOOP("Evidence", "an order number"),
    TRON: QT_TRANSLATE_NOOP("Evidence", "a TRC-20 address"),
    ETHEREUM: QT_TRANSLATE_NOOP("Evidence", "an ERC-20 address"),
    BITCOIN: QT_TRANSLATE_NOOP("Evidence", "a Bitcoin address"),
}
_LABELS: Mapping[str, object] = {
    "reference": QT_TRANSLATE_NOOP("Evidence", "Reference"),
    "date": QT_TRANSLATE_NOOP("Evidence", "Date"),
    "wallet": QT_TRANSLATE_NOOP("Evidence", "Wallet"),
    "account": QT_TRANSLATE_NOOP("Evidence", "Account"),
    "method": QT_TRANSLATE_NOOP("Evidence", "Method"),
    "kind": QT_TRANSLATE_NOOP("Evidence", "Kind"),
    "amount": QT_TRANSLATE_NOOP("Evidence", "Amount"),
    "fee": QT_TRANSLATE_NOOP("Evidence", "Transaction fee"),
    "state": QT_TRANSLATE_NOOP("Evidence", "State"),
    "value": QT_TRANSLATE_NOOP("Evidence", "Number"),
    "network": QT_TRANSLATE_NOOP("Evidence", "Network, country or bank"),
}
ICONS: Mapping[EvidenceKind, str] = {
    EvidenceKind.TRANSACTION: "wallet",
    EvidenceKind.TXID: "file-text",
    EvidenceKind.ADDRESS: "wallet",
    EvidenceKind.IBAN: "landmark",
    EvidenceKind.CARD: "landmark",
    EvidenceKind.ORDER: "file-text",
}
_SHORT = 26


def _tr(words: object) -> str:
    return QCoreApplication.translate("Evidence", str(words))


def title(evidence: Evidence) -> str:
    """What it is, in a few words."""
    name, network = ltr(evidence.name), ltr(evidence.fact("network"))
    translate = QCoreApplication.translate
    if evidence.kind is EvidenceKind.TRANSACTION:
        return translate("Evidence", "Transaction {name}").format(name=name)
    if evidence.kind is EvidenceKind.ORDER:
        return translate("Evidence", "Order {name}").format(name=name)
    if evidence.kind is EvidenceKind.TXID:
        return translate("Evidence", "Transaction ID (TXID)")
    if evidence.kind is EvidenceKind.IBAN:
        return translate("Evidence", "IBAN")
    if evidence.kind is EvidenceKind.CARD:
        return translate("Evidence", "Card, last four digits")
    return translate("Evidence", "{network} address").format(network=network)


def facts(evidence: Evidence, formats: Formats) -> str:
    """The facts that matter most, on one line."""
    if evidence.kind is EvidenceKind.TRANSACTION:
        parts = [_said("amount", evidence, formats), _said("date", evidence, formats), isolate(evidence.fact("method"))]
        return " · ".join(part for part in parts if part)
    if evidence.kind is EvidenceKind.ORDER:
        return ltr(evidence.fact("network"))
    number = ltr(evidence.fact("value").replace("*", "•"))
    is_bank = evidence.kind is EvidenceKind.CARD and bool(evidence.fact("network"))
    return f"{number} · {_bank(evidence.fact('network'))}" if is_bank else number


def all_facts(evidence: Evidence, formats: Formats) -> str:
    """Everything, each fact on its line, for the tooltip and for whoever listens."""
    said = ((name, _said(name, evidence, formats)) for name, _ in evidence.facts if name in _LABELS)
    lines = (f"{_tr(_LABELS[name])}: {value}" for name, value in said if value)
    return "\n".join([title(evidence), *lines])


def what(reference: Reference) -> str:
    """What a number or address is, as it stands in a sentence."""
    is_address = reference.kind is ReferenceKind.ADDRESS
    return _tr(_WHAT[reference.network if is_address else reference.kind])


def advice(suggestion: Suggestion, formats: Formats) -> str:
    """What is said below the text."""
    reference, evidence, translate = suggestion.reference, suggestion.evidence, QCoreApplication.translate
    if suggestion.advice is Advice.CARD:
        return translate(
            "Evidence", "Never send a whole card number, not even to support. Its last four digits are enough."
        )
    if suggestion.advice is Advice.WRONG:
        return _tr(_WRONG[reference.verdict]).format(what=what(reference), value=ltr(_short(reference.value)))
    if evidence is not None and evidence.kind is EvidenceKind.TRANSACTION:
        words = translate("Evidence", "This is your transaction {name}: {facts}")
        return words.format(name=ltr(evidence.name), facts=facts(evidence, formats))
    words = translate("Evidence", "This is {what}: {value}")
    return words.format(what=what(reference), value=ltr(_short(reference.value)))


def button(suggestion: Suggestion) -> str:
    """What pressing the advice's button does."""
    if suggestion.advice is Advice.CARD:
        return QCoreApplication.translate("Evidence", "Add only the last four digits")
    return QCoreApplication.translate("Evidence", "Add as evidence")


def _short(value: str) -> str:
    return value if len(value) <= _SHORT else f"{value[:12]}…{value[-10:]}"


def _bank(network: str) -> str:
    return QCoreApplication.translate("Evidence", "Iranian card") if network == "Iranian card" else ltr(network)


def _said(name: str, evidence: Evidence, formats: Formats) -> str:
    value = evidence.fact(name)
    if not value:
        return ""
    if name == "date":
        return formats.date_time(int(value))
    if name in ("amount", "fee"):
        return formats.money(kept(value), evidence.fact("currency"))
    if name == "network" and evidence.kind is EvidenceKind.CARD:
        return _bank(value)
    return ltr(value) if name in ("reference", "value", "network") else isolate(value)
