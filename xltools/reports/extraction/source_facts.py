"""What is the register that facts come from, and what does it not keep? For sheet 口径.

Invariant: the same settings sheets give the same fingerprint in every process.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import orjson

from xltools.model.field import Owner
from xltools.model.register import Register, SheetTable, Value
from xltools.model.register_definition import SheetKind
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.extraction.case_facts import FIRST_RESPONSE, dimension_fields
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.rating_facts import is_rating
from xltools.reports.extraction.record_facts import UNITS
from xltools.reports.facts import NO_RATING, RegisterSource
from xltools.rules.extensions import SHEET as EXTENSIONS
from xltools.rules.masking import masked_text
from xltools.rules.rolled_over import POINTERS

_FINGERPRINT_BYTES = 8
_WANTED_SHEETS = (UNITS, EXTENSIONS)
_WANTED_FIELDS = (FIRST_RESPONSE, ("completed_at",), ("handler",))


def source_of(cases: CasesAtHand, file: str, sha256: str) -> RegisterSource:
    """Tell of the register.

    Args:
        cases: Its cases.
        file: Its path within the folder.
        sha256: Of the file's bytes.
    """
    definition, policy = cases.definition, cases.policy
    return RegisterSource(
        file,
        definition.title,
        definition.name,
        sha256,
        rows=cases.rows,
        unnumbered=cases.view.numbers.count(None),
        undated=cases.rows - len(cases.view),
        policy=policy_fingerprint(cases.register),
        missing=tuple(_missing(cases)),
        settings={key: masked_text(value) for key, value in policy.settings.items()},
        report_titles=dict(definition.report_titles),
        language=definition.language,
        heads={cases.view.table.definition.by_name[name].header: key for key, name in dimension_fields(cases).items()},
    )


def policy_fingerprint(register: Register) -> str:
    """Sixteen letters that change with what people change on the settings sheets, and with the official holidays.

    Where a register goes on at a year's end is no policy.
    """
    sheets = {
        key: {field.name: _settled(table, field.name) for field in table.present() if field.owner is not Owner.TOOL}
        for key, table in register.tables.items()
        if table.definition.kind is SheetKind.SETTINGS
    }
    policy = register.policy
    known_until = policy.calendar.known_until if policy.calendar else None
    told = (sheets, policy.lists, policy.dependent_lists, known_until)
    return blake2b(orjson.dumps(told, default=list), digest_size=_FINGERPRINT_BYTES).hexdigest()


def _settled(table: SheetTable, name: str) -> Sequence[Value]:
    """A column without the rows that `xltools rollover` writes."""
    keys, cells = table.values.get("key"), table.values[name]
    if table.definition.key != SETTINGS_SHEET or keys is None or POINTERS.isdisjoint(keys):
        return cells
    return [cell for key, cell in zip(keys, cells, strict=True) if key not in POINTERS]


def _missing(cases: CasesAtHand) -> Iterator[str]:
    tables, view = cases.register.tables, cases.view
    for key in _WANTED_SHEETS:
        if key not in tables:
            yield f"no_sheet.{key}"
        elif not tables[key].rows:
            yield f"empty_sheet.{key}"
    if not any(map(is_rating, view.table.present())):
        yield NO_RATING
    if cases.policy.calendar is None:
        yield "no_shifts"
    if not cases.policy.timers:
        yield "no_timers"
    yield from (f"no_field.{names[0]}" for names in _WANTED_FIELDS if not any(map(view.has, names)))
    for dimension in DIMENSIONS:
        fields = (*dimension.fields, "handler") if dimension.key == "department" else dimension.fields
        if fields and dimension.causal and not any(map(view.has, fields)):
            yield f"no_dimension.{dimension.key}"
