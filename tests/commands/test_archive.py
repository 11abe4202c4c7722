"""`xltools archive`: cases are archived; the archive is asked, on a copy of its folder alone."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.archived import archive, listed
from tests.commands.conftest import Call
from tests.registers import NOW
from xltools.commands.archive_outcome import exit_code_of
from xltools.errors import ArchiveBusyError, NotAWorkbookError
from xltools.operations.archive_reading.index_file import IndexOutcome, IndexPlacing
from xltools.operations.archiving import archiving_folder
from xltools.operations.archiving.archive_run import ArchivedCopy, ArchiveRun, SkippedCase
from xltools.operations.reporting.gathering import Gap

FIRST = "2024/苏州某公司/202405-001"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    archive(tmp_path / "made")
    return Path(shutil.copytree(tmp_path / "made", tmp_path / "copied"))


def test_a_whole_archive_is_proved_and_its_head_told(call: Call, root: Path) -> None:
    said = call("archive", root, "--verify")
    assert (said.code, said.err) == (0, "")
    head = json.loads(call("archive", root, "--verify", "--json").out)["head"]
    assert head in said.out
    assert call("archive", root, "--verify", "--noted", head[:16]).code == 0
    assert call("archive", root, "--verify", "--noted", "0" * 16).code == 1
    assert call("archive", root, "--verify", "-q").out == ""


def test_a_changed_byte_is_found(call: Call, root: Path) -> None:
    (root / FIRST / "附件/照片.jpg").write_bytes(b"\xff\xd8 pictura")
    said = call("archive", root, "--verify", "-q")
    assert said.code == 1
    assert f"{FIRST}/附件/照片.jpg" in said.out
    (fault,) = json.loads(call("archive", root, "--verify", "--json").out)["faults"]
    assert (fault["damage"], fault["number"]) == ("file changed", "202405-001")


@pytest.mark.skipif(os.name != "posix", reason="Windows takes no such name")
def test_a_name_in_the_archive_moves_no_cursor(call: Call, root: Path) -> None:
    (root / "a\x1b[2J\nb").write_bytes(b"")
    said = call("archive", root, "--verify")
    assert said.code == 1
    assert "\x1b" not in said.out


def test_a_case_is_found_with_the_folder_to_open(call: Call, root: Path) -> None:
    said = call("archive", root, "--find", "２０２４０５－２")
    assert (said.code, str(root / "2024/无锡某厂/202405-002") in said.out) == (0, True)
    told = json.loads(call("archive", root, "--find", "苏州 压缩机", "--json").out)["found"]
    assert [(each["number"], each["version"]) for each in told] == [("202405-001", 2), ("202405-001", 1)]
    assert all(Path(each["folder"]).is_dir() for each in told)
    assert json.loads(call("archive", root, "--find", "没有", "--json").out)["found"] == []


def test_what_need_not_be_kept_is_listed_and_nothing_goes(call: Call, root: Path) -> None:
    before = sorted(root.rglob("*"))
    assert json.loads(call("archive", root, "--due", "--json", "--now", "2027-05-10").out)["due"] == []
    said = call("archive", root, "--due", "--now", "2027-05-11")
    assert (said.code, said.out.count("2027-05-10")) == (0, 3)
    assert sorted(root.rglob("*")) == before


def test_a_damaged_line_is_told_with_every_answer(call: Call, root: Path) -> None:
    catalogue = root / "归档目录.jsonl"
    first, *others = catalogue.read_bytes().splitlines(keepends=True)
    catalogue.write_bytes(b"".join([b"#" + first, *others]))
    for words in (("--find", "202405-002"), ("--due",)):
        said = call("archive", root, *words)
        assert (said.code, "line 1" in said.err) == (1, True)


def test_the_index_is_made(call: Call, root: Path) -> None:
    assert call("archive", root, "--index", "-n").code == 0
    assert not (root / "归档索引.xlsx").exists()
    assert call("archive", root, "--index").code == 0
    assert (root / "归档索引.xlsx").exists()
    assert json.loads(call("archive", root, "--index", "--json").out)["result"] == "unchanged"
    archive(root, listed(number="202405-099"))
    (root / ".~lock.归档索引.xlsx#").write_text("李娜,lina,PC-7,22.11.2026 09:00,file:///x;", encoding="utf-8")
    assert call("archive", root, "--index").code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("--verify", "--due"),
        ("--find", "x", "--index"),
        ("--noted", "0" * 16),
        ("--verify", "--noted", "0"),
        ("--due", "--pdf"),
    ],
)
def test_options_that_contradict_each_other(call: Call, root: Path, words: tuple[str, ...]) -> None:
    assert call("archive", root, *words).code == 2


def test_where_there_is_no_archive(call: Call, tmp_path: Path) -> None:
    for words in (("--verify",), ("--find", "x"), ("--due",), ("--index",)):
        said = call("archive", tmp_path, *words)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("xltools: ")


RUN = ArchiveRun(
    Path("归档"),
    made=(ArchivedCopy("台账.xlsx", "202405-001", 2, f"{FIRST} 第2版"),),
    skipped=(SkippedCase("台账.xlsx", "202405-003", "its folder\nis taken"),),
    missing=(SkippedCase("台账.xlsx", "202405-004", "照片.jpg"),),
    gaps=(Gap(Path("坏.xlsx"), NotAWorkbookError()),),
    waiting=("台账.xlsx",),
    warnings=("no PDFs",),
    index=IndexOutcome(Path("归档索引.xlsx"), IndexPlacing.LATER, "it is open"),
)
BUSY = Gap(Path("台账.xlsx"), ArchiveBusyError(Path("归档")))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What the operation was asked; it answers with `RUN`."""
    asked: list[tuple[object, ...]] = []

    def answered(*order: object) -> ArchiveRun:
        asked.append(order)
        return RUN

    monkeypatch.setattr(archiving_folder, "archive_folder", answered)
    return asked


@pytest.mark.parametrize(
    ("words", "pdf", "dry_run"),
    [((), None, False), (("--pdf",), True, False), (("--no-pdf", "-n"), False, True)],
)
def test_the_run_is_asked_as_the_words_say(
    call: Call, tmp_path: Path, runs: list[tuple[object, ...]], words: tuple[str, ...], pdf: bool | None, dry_run: bool
) -> None:
    call("archive", tmp_path, *words)
    ((path, now, _, *others),) = runs
    assert (path, now, others) == (tmp_path, NOW, [pdf, dry_run])


@pytest.mark.usefixtures("runs")
def test_what_could_not_be_archived_is_told_even_quietly(call: Call, tmp_path: Path) -> None:
    said = call("archive", tmp_path, "-q")
    assert (said.code, said.out) == (1, "")
    for told in ("202405-003: its folder is taken", "202405-004", "坏.xlsx", "no PDFs", "it is open"):
        assert told in said.err
    assert f"{FIRST} 第2版" in call("archive", tmp_path).out


@pytest.mark.parametrize("words", [("--find", "苏州"), ("--due",), ("--verify",)])
def test_a_version_that_no_computer_counts_to_is_a_damaged_line(call: Call, root: Path, words: tuple[str, ...]) -> None:
    lines = root / "归档目录.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b'"version":1', b'"version":1e999', 1))
    assert call("archive", root, *words).code == 1


@pytest.mark.usefixtures("runs")
def test_a_run_as_data(call: Call, tmp_path: Path) -> None:
    told = json.loads(call("archive", tmp_path, "--json").out)
    assert told["made"] == [
        {"register": "台账.xlsx", "number": "202405-001", "version": 2, "folder": f"{FIRST} 第2版"},
    ]
    assert {name: len(told[name]) for name in ("skipped", "missing", "gaps", "adopted")} == {
        "skipped": 1, "missing": 1, "gaps": 1, "adopted": 0,
    }  # fmt: skip
    assert told["index"]["result"] == "later"


@pytest.mark.parametrize(
    ("run", "code"),
    [
        (ArchiveRun(Path("归档")), 0),
        (replace(RUN, skipped=(), gaps=()), 0),  # a missing attachment, an open register or index wait for nobody
        (replace(RUN, skipped=()), 1),
        (replace(RUN, gaps=()), 1),
        (ArchiveRun(Path("归档"), gaps=(BUSY,)), 4),
        (ArchiveRun(Path("归档"), gaps=(BUSY, *RUN.gaps)), 1),
        (ArchiveRun(Path("归档"), gaps=(BUSY,), skipped=RUN.skipped), 1),
        (ArchiveRun(Path("归档"), damaged=(3,)), 1),
        (ArchiveRun(Path("归档"), index=IndexOutcome(Path("x"), IndexPlacing.UNWRITABLE, "disk full")), 1),
    ],
)
def test_exit_codes_of_a_run(run: ArchiveRun, code: int) -> None:
    assert exit_code_of(run) == code
