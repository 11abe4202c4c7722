"""How is what was seen shown to whoever decides? A row a column: head, field, kind, how full, what stands there, why.

Invariant: what customers and staff are called and reached by is masked, and no text of theirs is shown.
"""

import re
from typing import NamedTuple

from xltools.model.field import FieldKind
from xltools.workbook.adopting.field_patterns import known_fields
from xltools.workbook.adopting.proposal import NUMBER, ColumnProposal, Proposal

_HIGH, _FAIR = 0.8, 0.5
_SHOWN_VALUES = 6
_OPEN = frozenset({FieldKind.DATE, FieldKind.DATETIME, FieldKind.TIME, FieldKind.INTEGER, FieldKind.NUMBER})
_STYLES = {
    "real": "real dates",
    "texts": "texts",
    "day_first": "texts, day first",
    "month_first": "texts, month first",
    "either": "texts of unknown order",
    "others": "no dates",
}


class EvidenceRow(NamedTuple):
    """One column, as text."""

    column: str
    head: str
    field: str
    kind: str
    filled: str
    values: str
    why: str
    confidence: str


def evidence_table(proposal: Proposal) -> tuple[EvidenceRow, ...]:
    """The rows, in the order of the sheet."""
    return tuple(_row(proposal, column) for column in proposal.columns)


def _row(proposal: Proposal, column: ColumnProposal) -> EvidenceRow:
    sure = "high" if column.confidence >= _HIGH else "fair" if column.confidence >= _FAIR else "asked"
    return EvidenceRow(
        column.letter,
        column.head,
        column.field or "-",
        column.kind.value if column.field else "-",
        f"{column.evidence.share:.0%}".replace("%", " %"),
        _values(proposal, column),
        column.why,
        sure if column.field and not column.field.startswith("own_") else "",
    )


def _values(proposal: Proposal, column: ColumnProposal) -> str:
    seen = column.evidence
    if column.field == NUMBER and proposal.numbering.found:
        return f"{proposal.numbering.pattern}, last {proposal.numbering.last}"
    if not seen.filled:
        return ""
    if column.kind in (FieldKind.DATE, FieldKind.DATETIME):
        counts = [(getattr(seen.styles, style), said) for style, said in _STYLES.items()]
        return ", ".join(f"{count} {said}" for count, said in counts if count)
    if column.kind is FieldKind.CHOICE:
        return _listed(column)
    if column.kind in _OPEN or column.field == NUMBER:
        return ", ".join(seen.samples())
    if column.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.ATTACHMENTS) and not _is_personal(column.field):
        return f"{seen.distinct} texts of up to {seen.longest} characters"
    return ", ".join(map(masked_example, seen.samples()))


def _listed(column: ColumnProposal) -> str:
    """Values of a list that somebody made; those that were only met may be names."""
    open_list = bool(column.evidence.offered) or not column.field.startswith("own_")
    shown = [value if open_list else masked_example(value) for value in column.list_values[:_SHOWN_VALUES]]
    return ", ".join(shown) + (" …" if len(column.list_values) > _SHOWN_VALUES else "")


def _is_personal(field: str) -> bool:
    known = known_fields().get(field)
    return known is not None and known.personal is not None


def masked_example(value: str) -> str:
    """A value that only shows its shape: 「张*」, ``138****5678``, ``u***@example.com``."""
    local, at, domain = value.partition("@")
    if at:
        return f"{local[:1]}***@{domain}"
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 7:
        return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 9 else f"****{digits[-4:]}"
    return f"{value[:1]}*" if value else ""
