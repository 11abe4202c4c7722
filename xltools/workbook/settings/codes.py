"""Which code stands in a number for which name? The sheet that the number scheme names, 部门代码 for instance (RR-2).

Invariant: a code is of capital letters and digits, and each name has one.
"""

import re

from xltools.language.speaking import text
from xltools.workbook.settings.settings_rows import SettingsRows

_CODE = re.compile(r"[A-Z0-9]{1,10}")


def read_codes(rows: SettingsRows) -> dict[str, str]:
    """Codes by name; a row without either is reported by the ordinary checks."""
    codes: dict[str, str] = {}
    for index in rows.indexes():
        name, code = rows.text(index, "name"), rows.text(index, "code")
        if not name or not code:
            continue
        if _CODE.fullmatch(code):
            codes.setdefault(name, code)
        else:
            rows.unusable(index, "code", text("settings.expected.code"), text("settings.in_force.no_code"))
    return codes
