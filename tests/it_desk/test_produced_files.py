"""Every file that the tool leaves beside the English register is in English: names, cells, messages, feet of pages."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tests.it_desk.conftest import Desk
from tests.it_desk.incidents import INCIDENT, REGISTER, desk, until_told
from tests.registers import SMALL, template, workbook
from xltools.language.speaking import speaking
from xltools.operations.passes.companion import show_companion
from xltools.operations.passes.deciding import read_and_decide
from xltools.operations.passes.waiting import Waiting

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff60]+")
FONTS = "xl/theme/"  # Office's own theme names a font for each script, in that script
KINDS = {
    "register": "IT service desk incidents.xlsx",
    "next register": "IT service desk incidents*2027.xlsx",
    "form": "Case forms/*.xlsx",
    "report form": "[!.]*/**/*case report*.xlsx",
    "archived case": "[!.]*/**/Case data.xlsx",
    "summary": "[!.]*/**/2026-09*.xlsx",
    "archive index": "[!.]*/*ndex*.xlsx",
    "returned rows": "[!.]*/**/portal*.xlsx",
}


def chinese_in(path: Path) -> set[tuple[str, str]]:
    """(part, text) of everything Chinese in a workbook, whatever part holds it."""
    with zipfile.ZipFile(path) as package:
        return {
            (name, found)
            for name in package.namelist()
            if name.endswith((".xml", ".rels", ".vml")) and not name.startswith(FONTS)
            for found in CHINESE.findall(package.read(name).decode("utf-8"))
        }


def test_the_commands_went_through(worked_desk: Desk) -> None:
    unfinished = {words: code for words, code in worked_desk.codes.items() if code not in (0, 1)}
    assert unfinished == {}


@pytest.mark.parametrize("kind", KINDS)
def test_workbooks_hold_no_chinese_sign(worked_desk: Desk, kind: str) -> None:
    files = sorted(worked_desk.folder.glob(KINDS[kind]))
    assert files, sorted(path.name for path in worked_desk.folder.rglob("*.xlsx"))
    assert {path.name: found for path in files if (found := chinese_in(path))} == {}


def test_neither_do_other_files(worked_desk: Desk) -> None:
    files = [path for path in worked_desk.folder.rglob("*") if path.suffix in (".csv", ".json", ".txt", ".md")]
    files = [path for path in files if ".xltools" not in path.parts]
    assert files
    assert {path.name: found for path in files if (found := CHINESE.findall(path.read_text("utf-8-sig")))} == {}


def test_nor_names_of_files_and_folders(worked_desk: Desk) -> None:
    names = {str(path.relative_to(worked_desk.folder)) for path in worked_desk.folder.rglob("*")}
    assert {name for name in names if CHINESE.search(name)} == set()


def test_the_built_template_holds_none(tmp_path: Path) -> None:
    path = tmp_path / "desk.xlsx"
    path.write_bytes(template("it_service_desk"))
    assert chinese_in(path) == set()


def test_neither_does_what_is_shown_while_somebody_has_it_open(tmp_path: Path) -> None:
    definition = SMALL.with_name(f"{REGISTER}.toml")
    (tmp_path / definition.name).write_bytes(definition.read_bytes())
    path = tmp_path / "desk.xlsx"
    path.write_bytes(workbook([INCIDENT], REGISTER))
    now = datetime(2026, 9, 17, 16, 40)
    waiting = Waiting("by Jonas Weber", datetime(2026, 9, 17, 8, 12))
    with speaking("en"):  # as the pass does
        companion = show_companion(read_and_decide(path, now), waiting, now)
    assert companion is not None
    assert CHINESE.search(companion.name) is None
    assert chinese_in(companion) == set()


def test_the_definition_itself_holds_none() -> None:
    assert CHINESE.findall(SMALL.with_name("it_service_desk.toml").read_text(encoding="utf-8")) == []


def test_notices_and_explanations_are_in_english() -> None:
    life = desk()
    until_told(life)
    life.refresh("2026-11-30 10:00")
    with speaking("en"):
        said = [f"{each.subject} {each.reason} {each.kind.said}" for each in life.notices]
    assert said
    assert [each for each in said if CHINESE.search(each)] == []
