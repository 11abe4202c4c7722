"""A folder with the register of the IT service desk, as the commands leave it after half a year's work."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.it_desk.incidents import ANSWER, CLOSING, FIRST, INCIDENT, REGISTER, RESOLVED, SIGNED
from tests.registers import SMALL, definition, heads_of, with_rows
from xltools.cli import main
from xltools.operations.files import replacing
from xltools.workbook.layout import FIRST_DATA_ROW

VAGUE = {
    "Opened at": "@2026-09-15 09:00",
    "Channel": "phone",
    "Requester": "Ben Krause",
    "Contact": "ask her",
    "Description": "it does not work",
    "Urgency": "lowest",
    "Asset model": "PRN-200",
    "Attachments": "photo.png",
}
EXPORT = """Opened,Requester,E-mail,Summary,Department,Impact,Urgency,Channel
14.09.2026 10:00,Eva Lind,eva.lind@example.com,The printer on floor 2 shows a paper jam,Sales,one team,low,portal
99.09.2026 10:00,Eva Lind,eva.lind@example.com,The printer on floor 3 shows a paper jam,Sales,one team,low,portal
"""


class Desk:
    """The folder, and how people and commands work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: dict[str, int] = {}

    @property
    def register(self) -> Path:
        return self.folder / f"{definition(REGISTER).title}.xlsx"

    def run(self, now: str, *words: object) -> int:
        code = main([str(word) for word in words], clock=lambda: datetime.fromisoformat(now))
        self.codes[f"{now} {words[0]}"] = code
        return code

    def type(self, key: str, *rows: dict[str, str]) -> None:
        sheet = definition(REGISTER).sheet(key)
        assert sheet is not None
        first, heads = FIRST_DATA_ROW + len(sheet.rows), heads_of(REGISTER, key)
        self.register.write_bytes(with_rows(self.register.read_bytes(), sheet.title, list(rows), heads, first))


@pytest.fixture(scope="module")
def worked_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """From `init` to `rollover`: every file that the tool leaves beside a register is there."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(replacing.time, "sleep", lambda _: None)
        work(desk)
        yield desk


def work(desk: Desk) -> None:
    desk.run("2026-09-14T07:00", "init", SMALL.with_name(f"{REGISTER}.toml"), desk.folder)
    (desk.folder / "xltools.toml").write_text('language = "en"\n', encoding="utf-8")
    desk.type("cases", INCIDENT, VAGUE)
    desk.run("2026-09-17T16:40", "refresh", desk.folder, "-q")
    (desk.folder / "portal.csv").write_text(EXPORT, encoding="utf-8")
    desk.run("2026-09-17T16:45", "import", desk.folder / "portal.csv", "--into", desk.register)
    desk.type("cases", {"First response at": "@2026-09-18 08:20", **RESOLVED})
    desk.type("confirmations", {**FIRST, **SIGNED, "What was confirmed": "e-mail works again"})
    desk.run("2026-09-22T10:20", "refresh", desk.folder, "-q")
    desk.type("cases", {"Resolved at": "@2026-09-22 10:30", "Requester told at": "@2026-09-22 10:40"})
    desk.type("survey_answers", {**FIRST, **ANSWER, "Answered at": "@2026-09-23 09:00", "Satisfaction": "satisfied"})
    desk.type("cases", CLOSING)
    desk.run("2026-09-24T16:05", "refresh", desk.folder, "-q")
    for words in ((), ("--outward",)):
        desk.run("2026-09-24T16:10", "report", desk.register, "INC-2026-00001", *words)
    desk.run("2026-09-24T16:15", "archive", desk.folder, "--no-pdf")
    desk.run("2026-10-05T09:00", "summary", desk.folder, "--month", "2026-09")
    desk.run("2026-10-05T09:05", "templates", "forms", desk.register)
    desk.run("2027-01-04T09:00", "rollover", desk.register)
