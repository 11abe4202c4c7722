"""Which rows of sheet settings does a definition bring that no rule reads, or that rules could not work with?

The built register falls back on these very rows, so that nothing later would tell. Invariant: what a parameter must be
is what the shipped registers have under its key, and is asked for as a supervisor's own row is.
"""

from collections.abc import Iterator

from xltools.model.finding import Severity
from xltools.model.nearest_word import what_would_do
from xltools.model.register_definition import RegisterDefinition
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.workbook.definition_checks.definition_problem import Flaw
from xltools.workbook.definition_checks.shipped_columns import shipped_columns
from xltools.workbook.settings.parameters import expected_parameter
from xltools.workbook.typed_values import normalised


def setting_flaws(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Parameters that nothing reads, and values that do not fit; the definition's language must be spoken."""
    known = shipped_columns().parameters
    for place, sheet in enumerate(definition.sheets):
        for number, row in enumerate(sheet.rows if sheet.key == SETTINGS_SHEET else ()):
            key, value = str(row["key"]), normalised(str(row["value"]))
            if key not in known:
                is_so = f"{key!r} is no parameter that the tool reads"
                yield Flaw(("sheets", place, "rows", number, "key"), is_so, what_would_do(key, sorted(known)))
                continue
            fits, expected = expected_parameter(key, known[key], {})
            if not fits(value):
                yield Flaw(("sheets", place, "rows", number, "value"), f"is {value!r}", expected, Severity.ERROR)
