"""Closed cases are archived once, and again when they change; nothing in an archive is ever replaced. (FR-14, ST-12)"""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.operations.archiving.archive_reading_back import assert_sound, lines, version_folders
from tests.operations.archiving.archived_register import (
    CLOSED,
    NOW,
    Forms,
    MadeRegister,
    case,
    many,
    mark_rows,
    register,
)
from tests.operations.archiving.test_archive_names import HOSTILE
from xltools.errors import EXIT_BUSY, ArchiveBusyError, ArchiveError, XltoolsError
from xltools.operations.archiving import archiving_register, batch
from xltools.operations.archiving.archiving_register import ArchiveOutcome, archive_register, plan_archive
from xltools.operations.archiving.catalogue import LOCK_NAME, catalogue_path
from xltools.operations.files.one_at_a_time import one_at_a_time

LATER = NOW + timedelta(days=1)
FIRST = "2024/某公司/202405-001"


class Usage(NamedTuple):
    """As `shutil.disk_usage` answers."""

    total: int
    used: int
    free: int


def archived(made: MadeRegister, now: datetime = NOW, forms: Forms | None = None) -> ArchiveOutcome:
    outcome = archive_register(made, root_of(made), forms or Forms(), now)
    assert_sound(root_of(made))
    return outcome


def root_of(made: MadeRegister) -> Path:
    return made.path.parent / "归档"


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def told(outcome: ArchiveOutcome) -> tuple[int, int, int, int, int]:
    """(made, adopted, kept, skipped, left)."""
    return len(outcome.made), len(outcome.adopted), outcome.kept, len(outcome.skipped), outcome.left


def test_closed_cases_are_archived_and_open_ones_are_not(tmp_path: Path) -> None:
    made = register(tmp_path, case(archived_at=None, archive_location=None), case("202405-002", closed_at=None))
    outcome = archived(made)
    assert told(outcome) == (1, 0, 0, 0, 0)
    assert version_folders(root_of(made)) == [FIRST]
    assert outcome.marks == {"202405-001": (NOW, f"归档/{FIRST}")}
    assert outcome.made[0].case.retain_until.isoformat() == "2027-05-03"


def test_nothing_is_archived_twice(tmp_path: Path) -> None:
    made = register(tmp_path, case(archived_at=None, archive_location=None), case("202405-002"))
    archived(made)
    before = contents(root_of(made))
    again = archived(made, LATER)
    assert told(again) == (0, 0, 2, 0, 0)
    assert contents(root_of(made)) == before
    assert list(again.marks) == ["202405-001"]  # the row still does not say it


def test_the_marks_make_no_new_version(tmp_path: Path) -> None:
    made = register(tmp_path, case(archived_at=None, archive_location=None))
    mark = archived(made).marks["202405-001"]
    made.change("202405-001", archived_at=mark.at, archive_location=mark.location)
    again = archived(made, LATER)
    assert (told(again), again.marks) == ((0, 0, 1, 0, 0), {})


def test_a_change_and_a_reopening_are_further_versions_beside_the_first(tmp_path: Path) -> None:
    made = register(tmp_path, case(archived_at=None, archive_location=None))
    mark_rows(made, archived(made).marks)
    before = contents(root_of(made))
    made.change("202405-001", customer_name="某某公司", received_at=NOW)
    assert told(archived(made, LATER)) == (1, 0, 0, 0, 0)
    made.change("202405-001", closed_at=LATER, customer_comment="又坏了")
    assert told(archived(made, LATER + timedelta(days=1))) == (1, 0, 0, 0, 0)
    assert version_folders(root_of(made)) == [FIRST, f"{FIRST} 第2版", f"{FIRST} 第3版"]
    assert [line["reason"] for line in lines(root_of(made))] == ["first", "changed", "reopened"]
    assert before.items() - {("归档目录.jsonl", before["归档目录.jsonl"])} <= {
        *contents(root_of(made)).items(), ("归档目录.head", before["归档目录.head"])
    }  # fmt: skip
    assert told(archived(made, LATER)) == (0, 0, 1, 0, 0)


def test_an_attachment_that_comes_later_makes_a_version(tmp_path: Path) -> None:
    made = register(tmp_path, case(attachments="照片.jpg；CON.txt"))
    (tmp_path / "附件" / "照片.jpg").write_bytes(b"picture")
    assert [each.number for each in archived(made).missing] == ["202405-001"]
    (tmp_path / "附件" / "CON.txt").write_bytes(b"text")
    assert archived(made, LATER).missing == ()
    assert (root_of(made) / f"{FIRST} 第2版" / "附件" / "_CON.txt").read_bytes() == b"text"


def with_picture(folder: Path) -> MadeRegister:
    """A case that names a picture, which is there."""
    made = register(folder, case(attachments="照片.jpg", archived_at=None, archive_location=None))
    (folder / "附件" / "照片.jpg").write_bytes(b"picture")
    return made


def test_attachments_that_go_away_and_come_back_make_no_versions(tmp_path: Path) -> None:
    made = with_picture(tmp_path)
    mark_rows(made, archived(made).marks)
    away = tmp_path / "附件_away"
    for day in range(1, 5):
        (tmp_path / "附件").rename(away) if day % 2 else away.rename(tmp_path / "附件")
        outcome = archived(made, NOW + timedelta(days=day))
        assert (told(outcome), outcome.marks) == ((0, 0, 1, 0, 0), {})
        assert bool(outcome.warnings) is bool(day % 2)  # that the folder is away is said


def test_a_picture_that_was_tidied_away_goes_along_into_the_next_version(tmp_path: Path) -> None:
    made = with_picture(tmp_path)
    archived(made)
    (tmp_path / "附件" / "照片.jpg").unlink()
    made.change("202405-001", customer_comment="好")
    outcome = archived(made, LATER)
    assert (told(outcome), outcome.missing) == ((1, 0, 0, 0, 0), ())
    assert (root_of(made) / f"{FIRST} 第2版" / "附件" / "照片.jpg").read_bytes() == b"picture"
    assert told(archived(made, LATER)) == (0, 0, 1, 0, 0)


def test_a_copy_that_was_changed_goes_along_into_no_version(tmp_path: Path) -> None:
    made = with_picture(tmp_path)
    archived(made)
    (tmp_path / "附件" / "照片.jpg").unlink()
    (root_of(made) / FIRST / "附件" / "照片.jpg").write_bytes(b"forged!")
    made.change("202405-001", customer_comment="好")
    outcome = archive_register(made, root_of(made), Forms(), LATER)
    assert told(outcome) == (0, 0, 0, 1, 0)
    assert version_folders(root_of(made)) == [FIRST]


def test_a_picture_that_was_exchanged_for_one_of_its_size_makes_one_version(tmp_path: Path) -> None:
    made = with_picture(tmp_path)
    archived(made)
    picture = tmp_path / "附件" / "照片.jpg"
    picture.write_bytes(b"another")
    os.utime(picture, (1, 1))
    assert told(archived(made, LATER)) == (1, 0, 0, 0, 0)
    assert told(archived(made, LATER)) == (0, 0, 1, 0, 0)


def test_an_attachments_folder_that_holds_the_archive_does_not_let_it_grow(tmp_path: Path) -> None:
    made = with_picture(tmp_path)
    made.attachments_folder = tmp_path
    archived(made)
    assert told(archived(made, LATER)) == (0, 0, 1, 0, 0)
    for name in ("归档目录.jsonl", "归档目录.head"):  # what tells that it is an archive
        (root_of(made) / name).unlink()
    assert told(archived(made, LATER)) == (0, 1, 1, 0, 0)


def test_cases_wait_for_a_folder_that_cannot_be_read_and_others_do_not(tmp_path: Path) -> None:
    made = register(tmp_path, case(attachments="照片.jpg"), case("202405-002"), case("202405-003", attachments="b.jpg"))
    (tmp_path / "附件").rmdir()
    (tmp_path / "附件").touch()
    outcome = archived(made)
    assert [version.case.number for version in outcome.made] == ["202405-002"]
    assert [each.number for each in outcome.skipped] == [""]  # said once, of both
    (tmp_path / "附件").unlink()
    (tmp_path / "附件").mkdir()
    assert told(archived(made, LATER)) == (2, 0, 1, 0, 0)


def test_two_workspaces_that_share_an_archive_keep_their_cases_apart(tmp_path: Path) -> None:
    first, second = (register(tmp_path / team, case(customer_name=f"{team}公司")) for team in "甲乙")
    root = tmp_path / "共享档案"
    for made in (first, second):
        assert told(archive_register(made, root, Forms(), NOW)) == (1, 0, 0, 0, 0)
    assert version_folders(root) == ["2024/乙公司/202405-001", "2024/甲公司/202405-001"]


def test_a_case_that_the_memory_knows_is_known_though_its_row_says_nothing(tmp_path: Path) -> None:
    made = register(tmp_path, case(archived_at=None, archive_location=None))  # open all day: its mark waits
    places = {number: mark.location for number, mark in archived(made).marks.items()}
    made.change("202405-001", customer_name="某某公司")
    outcome = archive_register(made, root_of(made), Forms(), LATER, places=places)
    assert [version.folder for version in outcome.made] == [f"{FIRST} 第2版"]


def test_lines_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002"))
    archived(made)
    path = catalogue_path(root_of(made))
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":1e999', 1))
    outcome = archive_register(made, root_of(made), Forms(), LATER)
    assert (told(outcome), outcome.damaged) == ((0, 1, 2, 0, 0), (1,))


def test_hostile_customers_and_numbers_stay_in_the_archive(tmp_path: Path) -> None:
    cases = [case(f"202405-{place:03}", customer_name=text) for place, text in enumerate(HOSTILE)]
    cases += [case(text or "空", customer_name="某公司", problem_description=str(place))
              for place, text in enumerate(HOSTILE)]  # fmt: skip
    made = register(tmp_path, *cases)
    outcome = archived(made)
    assert len(outcome.made) + len(outcome.skipped) == len({each.number for each in cases})
    assert len(outcome.skipped) < len(HOSTILE) / 2  # numbers of which nothing is left share one name
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["归档", "附件"])
    assert {len(Path(folder).parts) for folder in version_folders(root_of(made))} == {3}
    again = archived(made, LATER)
    assert (len(again.made), again.kept) == (0, len(outcome.made))


def test_another_case_of_the_same_name_goes_beside(tmp_path: Path) -> None:
    first, second = register(tmp_path, case()), register(tmp_path, case(received_at=datetime(2024, 5, 2)))
    second.register_id = "二组/台账乙.xlsx"
    archived(first)
    archived(second)
    assert version_folders(root_of(first)) == [FIRST, f"{FIRST} 台账乙"]
    assert told(archived(first, LATER))[2] == told(archived(second, LATER))[2] == 1


def test_customers_that_windows_takes_for_one_share_a_folder(tmp_path: Path) -> None:
    made = register(tmp_path, case(customer_name="ABC"), case("202405-002", customer_name="abc"))
    archived(made)
    assert [Path(folder).parts[1] for folder in version_folders(root_of(made))] == ["ABC", "ABC"]


def test_what_people_put_there_is_left_and_gone_around(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002"))
    theirs = root_of(made) / FIRST / "note.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine")
    (root_of(made) / f"{FIRST} 台账").mkdir()
    outcome = archive_register(made, root_of(made), Forms(), NOW)
    assert [each.number for each in outcome.skipped] == ["202405-001"]
    assert theirs.read_text() == "mine"
    assert [each.case.number for each in outcome.made] == ["202405-002"]


def test_a_file_in_the_place_of_a_folder_stops_that_case_only(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002", customer_name="另一家"))
    (root_of(made) / "2024").mkdir(parents=True)
    (root_of(made) / "2024" / "某公司").write_text("a file")
    outcome = archived(made)
    assert ([each.number for each in outcome.skipped], len(outcome.made)) == (["202405-001"], 1)


def test_a_case_that_cannot_be_drawn_stops_no_other(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002"))
    outcome = archived(made, forms=Forms(failing=frozenset({"202405-001"})))
    assert ([each.number for each in outcome.skipped], outcome.stopped, outcome.left) == (["202405-001"], "", 0)
    assert told(archived(made, LATER)) == (1, 0, 1, 0, 0)


def test_what_is_in_the_way_of_all_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST_COPIES", 2)
    made = many(tmp_path, 6)
    outcome = archive_register(made, root_of(made), _NoForm(), NOW)
    assert outcome.stopped
    assert told(outcome) == (0, 0, 0, 2, 4)


class _NoForm(Forms):
    def documents(self, *_: object) -> list[object]:  # type: ignore[override]
        raise ArchiveError("the form cannot be read.")


def test_without_closed_cases_nothing_is_made(tmp_path: Path) -> None:
    made = register(tmp_path, case(closed_at=None))
    archive_register(made, root_of(made), Forms(), NOW)
    assert not root_of(made).exists()


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002"))
    plan = plan_archive(made, root_of(made), NOW)
    assert [(copy.case.number, copy.folder) for copy in plan.copies] == [
        ("202405-001", FIRST), ("202405-002", "2024/某公司/202405-002"),
    ]  # fmt: skip
    assert not root_of(made).exists()


def test_progress_limit_and_stopping_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST_COPIES", 2)
    made, seen = many(tmp_path, 7), list[tuple[int, int]]()
    outcome = archive_register(made, root_of(made), Forms(), NOW, lambda *step: seen.append(step), limit=5)
    assert (seen, told(outcome)) == ([(place, 5) for place in range(1, 6)], (5, 0, 0, 0, 2))
    answers = iter([True, False])
    rest = archive_register(many(tmp_path, 10), root_of(made), Forms(), NOW, between=lambda: next(answers))
    assert told(rest) == (2, 0, 5, 0, 3)
    assert_sound(root_of(made))


def test_two_runs_at_once_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving_register, "_WAIT_SECONDS", 0)
    made = register(tmp_path, case())
    archived(made)
    with one_at_a_time(root_of(made) / LOCK_NAME, 0, tmp_path, "a test"), pytest.raises(ArchiveBusyError) as busy:
        archive_register(made, root_of(made), Forms(), LATER)
    assert busy.value.exit_code == EXIT_BUSY


def test_too_little_room_is_told_before_anything_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = many(tmp_path, 3)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, 1000))
    with pytest.raises(ArchiveError):
        archive_register(made, root_of(made), Forms(), NOW)
    assert version_folders(root_of(made)) == []


def _failing(call: Callable[..., object], after: int, code: int) -> Callable[..., object]:
    """A call to the system that fails from then on."""
    left = after

    def failing(*arguments: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(code, os.strerror(code))
        return call(*arguments, **named)

    return failing


@pytest.mark.parametrize("name", ["write_bytes", "rename", "mkdir", "open"])
@pytest.mark.parametrize("after", [0, 1, 3, 7, 12, 20])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_gives_up_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: int, code: int
) -> None:
    monkeypatch.setattr(batch, "MOST_COPIES", 2)
    made = many(tmp_path, 5)
    (tmp_path / "附件" / "a.jpg").write_bytes(b"x")
    with monkeypatch.context() as broken:
        broken.setattr(Path, name, _failing(getattr(Path, name), after, code))
        try:
            archive_register(made, root_of(made), Forms(), NOW)
        except OSError:
            pytest.fail("a bare error of the system")
        except XltoolsError:  # there is not even an archive
            assert version_folders(root_of(made)) == []
    rest = archived(made, LATER)
    assert len(rest.made) + rest.kept == 5
    assert len(lines(root_of(made))) == 5


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_archive_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    made = register(tmp_path, case())
    root_of(made).mkdir(mode=0o555)
    with pytest.raises(ArchiveError):
        archive_register(made, root_of(made), Forms(), NOW)


def test_lines_that_were_lost_come_back(tmp_path: Path) -> None:
    made = register(tmp_path, case(), case("202405-002"))
    archived(made)
    made.change("202405-001", customer_comment="好")
    archived(made, LATER)
    before = lines(root_of(made))
    for name in ("归档目录.jsonl", "归档目录.head"):
        (root_of(made) / name).unlink()
    outcome = archived(made, LATER)
    assert told(outcome) == (0, 3, 2, 0, 0)
    assert {line["folder"]: line["manifest"] for line in lines(root_of(made))} == {
        line["folder"]: line["manifest"] for line in before
    }


def test_a_folder_without_a_line_that_people_changed_is_not_taken_for_ours(tmp_path: Path) -> None:
    made = register(tmp_path, case())
    archived(made)
    catalogue_path(root_of(made)).unlink()
    (root_of(made) / FIRST / "note.txt").touch()
    outcome = archive_register(made, root_of(made), Forms(), LATER)
    assert [version.folder for version in outcome.made] == [f"{FIRST} 台账"]
    assert (root_of(made) / FIRST / "note.txt").exists()


def test_a_renamed_register_does_not_archive_again(tmp_path: Path) -> None:
    made = register(tmp_path, case())
    archived(made)
    made.register_id = "2025/新台账.xlsx"
    assert told(archived(made, LATER)) == (0, 0, 1, 0, 0)


def test_the_year_is_that_of_receipt_or_else_of_closing(tmp_path: Path) -> None:
    made = register(tmp_path, case(received_at=datetime(2019, 12, 31)), case("2", received_at=None, customer_name=None))
    archived(made)
    assert version_folders(root_of(made)) == ["2019/某公司/202405-001", f"{CLOSED.year}/未填客户/2"]
