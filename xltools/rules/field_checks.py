"""Is every cell of a table fit for its field? One small check a question, whole columns at a time.

Invariant: a check only yields findings; all findings of a row are found, not the first only.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, cast

from xltools.language.speaking import text
from xltools.model.field import NUMERIC_KINDS, TEXT_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.finding import Finding, FindingCode
from xltools.model.nearest_word import nearest
from xltools.model.policy import Policy
from xltools.model.register import SheetTable, Value
from xltools.rules.contacts import is_mobile, strange_contact
from xltools.rules.moment_order import moments_out_of_order
from xltools.rules.typed_moments import future_from, shown
from xltools.rules.vague_wording import vague_advice

_SHOWN_CHOICES = 12
_SEARCHED_CHOICES = 500


class Checked(NamedTuple):
    """What a check works on.

    Attributes:
        table: The sheet's rows.
        policy: The workbook's settings.
        now: The moment of the pass.
    """

    table: SheetTable
    policy: Policy
    now: datetime

    def fields(self) -> Iterator[tuple[FieldDefinition, Sequence[Value]]]:
        """Columns that people may type in, with their values."""
        for field in self.table.present():
            if field.typed_by_people:
                yield field, self.table.values[field.name]


def check_required(checked: Checked) -> Iterator[Finding]:
    """Required cells are filled, also those required only under a condition, once the tool has proposed (FA-5)."""
    table = checked.table
    for field, values in checked.fields():
        if not (field.required or field.required_when) or None not in values:
            continue
        unreadable = table.unreadable.get(field.name, frozenset())
        empty = [index for index, value in enumerate(values) if value is None and index not in unreadable]
        always = _always_required(field)
        for index in empty:
            why = always or _condition_met(table, field, index)
            if why:
                yield table.finding(FindingCode.VALUE_MISSING, index, field.name, why=why)


def _always_required(field: FieldDefinition) -> str:
    if not field.required:
        return ""
    # Whoever was told that the tool fills it wants to know why it did not.
    key = "not_proposed" if field.owner is Owner.PROPOSED else "always"
    return text(f"findings.put_in.required.{key}")


def _condition_met(table: SheetTable, field: FieldDefinition, index: int) -> str:
    for condition in field.required_when:
        column = table.values.get(condition.field)
        value = column[index] if column is not None else None
        if value is not None and (not condition.values or str(value) in condition.values):
            other = table.definition.by_name[condition.field].header
            if condition.values:
                return text("findings.put_in.required.where_it_says", head=other, value=value)
            return text("findings.put_in.required.where_filled", head=other)
    return ""


def check_choices(checked: Checked) -> Iterator[Finding]:
    """A choice comes from its list; a dependent one from the part that its parent selects (RR-5)."""
    table, policy = checked.table, checked.policy
    for field, values in checked.fields():
        if field.choices is None:
            continue
        if field.depends_on is None:
            allowed = policy.lists[field.choices]
            strange = set(values).difference(allowed, (None,))
            if strange:
                for index, value in enumerate(values):
                    if value in strange:
                        yield _unknown_choice(table, field, index, str(value), allowed)
        elif field.depends_on in table.values:
            yield from _dependent_choices(checked, field, values, table.values[field.depends_on])


def _unknown_choice(
    table: SheetTable, field: FieldDefinition, index: int, value: str, allowed: Sequence[str]
) -> Finding:
    near = _nearest(value, tuple(allowed[:_SEARCHED_CHOICES]))
    return table.finding(
        FindingCode.CHOICE_UNKNOWN,
        index,
        field.name,
        value=value,
        allowed=_listed(allowed),
        nearest=text("findings.put_in.nearest.choice", word=near) if near else "",
    )


@lru_cache(maxsize=1000)
def _nearest(value: str, allowed: tuple[str, ...]) -> str | None:
    return nearest(value[:100], allowed, 0.4)


def _listed(values: Sequence[str]) -> str:
    return text("signs.list_separator").join(values[:_SHOWN_CHOICES]) + ("…" if len(values) > _SHOWN_CHOICES else "")


def _dependent_choices(
    checked: Checked, field: FieldDefinition, values: Sequence[Value], parents: Sequence[Value]
) -> Iterator[Finding]:
    parts = checked.policy.dependent_lists[field.choices or ""]
    parent = checked.table.definition.by_name[field.depends_on or ""]
    everything = {value for part in parts.values() for value in part}
    pairs = {(part, value) for part, part_values in parts.items() for value in part_values}
    strange = {pair for pair in set(zip(parents, values, strict=True)) - pairs if pair[1] is not None}
    if not strange:
        return
    for index, pair in enumerate(zip(parents, values, strict=True)):
        if pair not in strange or (pair[0] not in parts and pair[1] in everything):
            continue  # an unknown parent is reported at the parent
        part = parts.get(str(pair[0]))
        if part is None and pair[0] in checked.policy.lists.get(parent.choices or "", ()):
            continue  # its column on 选项 is missing, which is reported there
        if part is None or pair[1] not in everything:
            yield _unknown_choice(checked.table, field, index, str(pair[1]), part or sorted(everything))
        else:
            params = {"value": pair[1], "parent": pair[0], "allowed": _listed(part), "parent_header": parent.header}
            yield checked.table.finding(FindingCode.CHOICE_OF_OTHER_PARENT, index, field.name, **params)


def check_texts(checked: Checked) -> Iterator[Finding]:
    """Texts are long enough to act on, short enough for a cell, and say something (FR-16, FA-10, RR-6)."""
    for field, values in checked.fields():
        if field.kind not in TEXT_KINDS or field.kind is FieldKind.CHOICE:
            continue
        texts = cast("Sequence[str | None]", values)
        if max(map(len, filter(None, texts)), default=0) > field.max_length:
            for index, typed in enumerate(texts):
                if typed is not None and len(typed) > field.max_length:
                    params = {"length": len(typed), "maximum": field.max_length}
                    yield checked.table.finding(FindingCode.TEXT_TOO_LONG, index, field.name, **params)
        if field.min_length or field.vague_words:
            yield from _thin_texts(checked, field, texts)


def _thin_texts(checked: Checked, field: FieldDefinition, texts: Sequence[str | None]) -> Iterator[Finding]:
    advice = vague_advice(checked.policy.vague_words, field) if field.vague_words else None
    longest = max(field.min_length - 1, advice.longest if advice else 0)
    short = [typed for typed in set(texts) if typed is not None and len(typed) <= longest]
    vague = {typed: hint for typed in short if advice and (hint := advice.on(typed)) is not None}
    thin = vague.keys() | {typed for typed in short if len(typed) < field.min_length}
    for index, typed in enumerate(texts) if thin else ():
        if typed is None or typed not in thin:
            continue
        if typed in vague:
            yield checked.table.finding(FindingCode.TEXT_VAGUE, index, field.name, value=typed, advice=vague[typed])
        else:
            params = {"value": typed, "length": len(typed), "minimum": field.min_length}
            yield checked.table.finding(FindingCode.TEXT_TOO_SHORT, index, field.name, **params)


def check_numbers(checked: Checked) -> Iterator[Finding]:
    """Numbers lie between their bounds."""
    for field, values in checked.fields():
        if field.kind not in NUMERIC_KINDS or (field.minimum is None and field.maximum is None):
            continue
        least, most = field.minimum, field.maximum
        allowed = _range(least, most)
        for index, value in enumerate(values):
            if isinstance(value, (int, float)) and not (
                (least is None or value >= least) and (most is None or value <= most)
            ):
                params = {"value": f"{value:g}", "allowed": allowed}
                yield checked.table.finding(FindingCode.NUMERIC_OUT_OF_RANGE, index, field.name, **params)


def _range(least: float | None, most: float | None) -> str:
    if least is None:
        return text("findings.put_in.range.at_most", most=f"{most:g}")
    if most is None:
        return text("findings.put_in.range.at_least", least=f"{least:g}")
    return text("findings.put_in.range.between", least=f"{least:g}", most=f"{most:g}")


def check_order(checked: Checked) -> Iterator[Finding]:
    """What happens later is not dated earlier; a day alone is compared by days."""
    return moments_out_of_order(checked.table)


def check_future(checked: Checked) -> Iterator[Finding]:
    """Nobody gives feedback tomorrow: the date of receipt is not beyond now."""
    values = checked.table.values.get("received_at", ())
    limit = future_from(checked.policy, checked.now)
    future = [(index, value) for index, value in enumerate(values) if isinstance(value, datetime) and value > limit]
    for index, value in future:
        yield checked.table.finding(FindingCode.DATE_IN_FUTURE, index, "received_at", value=shown(value))


def check_contacts(checked: Checked) -> Iterator[Finding]:
    """Each contact looks like a telephone number, an e-mail address or a named account."""
    for field, values in checked.fields():
        if field.kind is not FieldKind.CONTACT:
            continue
        texts = cast("Sequence[str | None]", values)
        others = [(index, typed) for index, typed in enumerate(texts) if typed is not None and not is_mobile(typed)]
        for index, typed in others:
            if strange := strange_contact(typed):
                yield checked.table.finding(FindingCode.CONTACT_MALFORMED, index, field.name, value=strange)


def check_unique(checked: Checked) -> Iterator[Finding]:
    """A column of names or keys holds each value once."""
    for field, values in checked.fields():
        if not field.unique:
            continue
        first: dict[Value, int] = {}
        for index, value in enumerate(values):
            if value is not None and first.setdefault(value, index) != index:
                params = {"value": value, "other_row": checked.table.rows[first[value]]}
                yield checked.table.finding(FindingCode.VALUE_DOUBLED, index, field.name, **params)


CHECKS: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    check_required,
    check_choices,
    check_texts,
    check_numbers,
    check_order,
    check_future,
    check_contacts,
    check_unique,
)


def check_fields(table: SheetTable, policy: Policy, now: datetime) -> list[Finding]:
    """All findings of one table, check by check."""
    checked = Checked(table, policy, now)
    return [finding for check in CHECKS for finding in check(checked)]
