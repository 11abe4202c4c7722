"""Names beside a workbook that say: somebody has it open (clients.md, section 1)."""

from pathlib import Path

import pytest

from xltools.errors import WorkbookBusyError
from xltools.operations.files.open_elsewhere import refuse_if_open
from xltools.operations.watching.lock_signs import locked_names

BOOKS = ("售后台账.xlsx", "后台账.xlsx", "其他.xlsx")


@pytest.mark.parametrize(
    ("sign", "of"),
    [
        (".~lock.售后台账.xlsx#", {"售后台账.xlsx"}),
        ("~$售后台账.xlsx", {"售后台账.xlsx"}),
        (".~售后台账.xlsx", {"售后台账.xlsx"}),
        ("~$后台账.xlsx", {"后台账.xlsx"}),  # the shorter name is a workbook itself: the lock is its own
        ("~$台账.xlsx", {"售后台账.xlsx", "后台账.xlsx"}),  # one or two characters dropped
        (".~他.xlsx", {"其他.xlsx"}),
        (".~lock.他.xlsx#", set()),  # LibreOffice drops nothing
        (".~xlt-812-ab.tmp", set()),
        ("lu28012lne7.tmp", set()),
        ("~$别的.xlsx", set()),
    ],
)
def test_a_sign_names_its_workbook_as_the_protocol_does(tmp_path: Path, sign: str, of: set[str]) -> None:
    for name in (*BOOKS, sign):
        (tmp_path / name).write_bytes(b"")
    names = {path.name for path in tmp_path.iterdir()}
    assert locked_names(names, set(BOOKS)) == of
    assert {name for name in BOOKS if refused(tmp_path / name)} == of  # one knowledge, two ways to ask for it


def refused(path: Path) -> bool:
    try:
        refuse_if_open(path)
    except WorkbookBusyError:
        return True
    return False
