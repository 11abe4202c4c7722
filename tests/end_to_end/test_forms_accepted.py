"""The shipped forms, and one that is built from a team's own register, are accepted by others."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.registers import small_definition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.forms.form_files import form_file, forms_of

VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR", "")
FORMS = [
    (definition, form)
    for definition in (small_definition(), *map(shipped_definition, shipped_definitions()))
    for form in forms_of(definition, ())
]


@pytest.mark.skipif(not VALIDATOR, reason="XLTOOLS_OOXML_VALIDATOR does not name the Open XML SDK's validator")
def test_the_open_xml_sdk_finds_no_fault_in_any_form(tmp_path: Path) -> None:
    for definition, form in FORMS:
        file = form_file(form, definition, ())
        path = tmp_path / file.name
        path.write_bytes(file.data)
        command = [VALIDATOR, str(path)]
        ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
        assert json.loads(ended.stdout)["errors"] == [], form.title
        assert ended.returncode == 0
