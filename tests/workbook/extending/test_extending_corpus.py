"""Real workbooks of many programs: four columns and four sheets are added, everything else must stay (#7, shown by).

``XLTOOLS_OOXML_VALIDATOR`` names the Open XML SDK's validator; where it is set, it may find nothing new.
"""

import io
import json
import os
import subprocess
import warnings
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from tests.shared_material import shared_folder
from tests.workbook.small_packages import packed_members
from tests.workbook.test_patching_corpus import NO_WORKSHEET, UNREADABLE
from xltools.errors import PatchRefusedError, UnreadableWorkbookError
from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.extending.extending import extended
from xltools.workbook.packaging.package import Package, open_package

FILES = sorted((shared_folder() / "corpus").glob("[0-9]*.*"))
VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR", "")
NEW = ("编号（工具）", "来件时间（新）", "类别（新）", "校验提示")
LONGEST = 40
REFUSED = {
    "006": "the head is a formula",
    "007": "heads within a data table",
    "057": "the head is a formula",
    "067": "the head is a formula",
    "070": "the head is a formula",
    "071": "the head is a formula",
    "100": "the head is a formula",
    "134": "the head is a formula",
    "157": "the head is a formula",
    "065": "protected",
    "068": "protected",
    "079": "protected",
    "088": "the head is a formula",
    "091": "no cell formats",
    "099": "a table filled by a query",
    "101": "the head is a formula",
    "105": "a table filled by a query",
    "129": "the head is a formula",
    "141": "a table filled by a query",
    "142": "signed",
    "143": "signed",
    "166": "a table filled by a query",
    "231": "something stands right of a table with a filter",
}
BROKEN_BEFORE = {"146": "formats of the original lead to named looks that there are none of; ours are copies of them"}

pytestmark = pytest.mark.skipif(not FILES, reason=f"no corpus in {shared_folder()}")


def heads_in(rows: list[list[ReadValue]]) -> list[str]:
    """The first row with two cells or more that could be heads."""
    for row in rows[:50]:
        texts = {str(cell).strip().casefold(): str(cell).strip() for cell in row if cell != ""}
        heads = [text for text in texts.values() if 0 < len(text) <= LONGEST and text.isprintable()]
        heads = [text for text in heads if not set(text) & set("【】")]
        if len(heads) >= 2:
            return heads
    return []


def definition_for(package: Package) -> RegisterDefinition | None:
    """The first sheet that has something like heads, as a register that lacks four columns."""
    cells = WorkbookCells(package)
    for tab in package.sheets:
        if tab.kind == "worksheet" and package.has_part(tab.part):
            heads = heads_in([list(row) for row in cells.sheet(tab.name).rows])
            if heads:
                return register(tab.name, heads)
    return None


def register(tab: str, heads: list[str]) -> RegisterDefinition:
    fields = [{"name": f"own_{number}", "header": head, "kind": "text"} for number, head in enumerate(heads)]
    fields += [
        {"name": "number", "header": NEW[0], "kind": "case_number", "owner": "tool"},
        {"name": "received_at", "header": NEW[1], "kind": "datetime"},
        {"name": "kind", "header": NEW[2], "kind": "choice", "choices": "kinds"},
        {"name": "check_remark", "header": NEW[3], "kind": "long_text", "owner": "tool"},
    ]
    records = [
        {"name": "case_number", "header": "所属", "kind": "case_number"},
        {"name": "a", "header": "甲", "kind": "text"},
    ]
    days = [{"name": "day", "header": "日", "kind": "date"}, {"name": "b", "header": "乙", "kind": "text"}]
    return RegisterDefinition.model_validate(
        {
            "name": "corpus", "title": "试", "version": 1, "procedure": "试",
            "numbering": {"field": "number", "pattern": "T-{year}-{serial:4}", "dated_by": "received_at"},
            "lists": {"kinds": {"title": NEW[2], "values": ["甲", "乙"]}},
            "sheets": [
                {"key": "cases", "title": tab, "kind": "register", "fields": fields},
                {"key": "further", "title": "新记录", "kind": "records", "fields": records},
                {"key": "days", "title": "新设置", "kind": "settings", "fields": days, "rows": [{"day": "2024-05-01"}]},
            ],
        }
    )  # fmt: skip


def loads(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            openpyxl.load_workbook(io.BytesIO(data))
        except Exception:  # noqa: BLE001 - whatever it stumbles over, it must be the original's fault
            return False
    return True


def complaints(path: Path) -> Counter[str]:
    said = subprocess.run([*VALIDATOR.split(), str(path)], capture_output=True, text=True, check=False)
    return Counter(each["description"] for each in json.loads(said.stdout)["errors"])


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_what_is_not_extended_stays(path: Path, tmp_path: Path) -> None:
    number = path.name[:3]
    if number in UNREADABLE | NO_WORKSHEET:
        pytest.skip("no workbook with a worksheet")
    before = path.read_bytes()
    try:
        package = open_package(before)
        definition = definition_for(package)
    except (UnreadableWorkbookError, PatchRefusedError) as error:
        pytest.skip(f"its cells cannot be read: {error}")
    if definition is None:
        pytest.skip("nothing on it could be heads")
    if number in REFUSED:
        with pytest.raises(PatchRefusedError):
            extended(package, definition)
        return
    after, extension = extended(package, definition)
    assert [each.head for each in extension.columns] == list(NEW)
    assert set(extension.sheets) >= {"填写说明", "选项", "新记录", "新设置"}
    old, new = packed_members(before), packed_members(after)
    touched = {name for name in old if old[name] != new.get(name)}
    register_part = next(tab.part for tab in package.sheets if tab.name == definition.register_sheet.title)
    tables = {arrow.target for arrow in package.relationships(register_part) if arrow.kind == "table"}
    wiring = ("workbook.xml", "workbook.xml.rels", ".rels", "content_types].xml", "styles.xml")
    for name in touched:
        plain = name.replace("\\", "/").lower()
        is_sheet = plain in {tab.part.lower() for tab in package.sheets}  # a formula there may read a head
        assert is_sheet or plain in {table.lower() for table in tables} or plain.endswith(wiring) or "custom" in plain
    again = extended(open_package(after), definition)
    assert (again.extension.is_empty, again.data == after) == (True, True)
    assert loads(after) or not loads(before)
    if VALIDATOR and number not in BROKEN_BEFORE:
        copy = tmp_path / path.name
        copy.write_bytes(after)
        assert not complaints(copy) - complaints(path)
