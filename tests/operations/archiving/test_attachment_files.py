"""Files are found by their names, and never out of their folder. (FR-1, RR-7)"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.operations.archiving.archived_register import case
from xltools.operations.archiving import attachment_files
from xltools.operations.archiving.attachment_files import AttachmentFiles

ARCHIVE = Path("/srv/工单/归档")


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def named(folder: Path | None, text: str) -> tuple[list[str], list[str]]:
    files = AttachmentFiles(folder, ARCHIVE).of(case(attachments=text))
    return [file.relative for file in files.found], [each.name for each in files.missing]


def test_names_are_found_whatever_their_case(tmp_path: Path) -> None:
    put(tmp_path, "现场照片.JPG", "通话/录音.mp3", "别的.txt")
    assert named(tmp_path, "现场照片.jpg；录音.mp3；缺.png") == (["现场照片.JPG", "通话/录音.mp3"], ["缺.png"])


def test_all_files_of_one_name_belong_to_it(tmp_path: Path) -> None:
    put(tmp_path, "b/a.jpg", "a.jpg", "a/a.jpg")
    assert named(tmp_path, "a.jpg;A.JPG") == (["a.jpg", "a/a.jpg", "b/a.jpg"], [])


@pytest.mark.parametrize("name", ["../secret.txt", "sub/a.jpg", "/etc/passwd", "C:\\x.txt", "..", "sub"])
def test_no_name_is_a_path(tmp_path: Path, name: str) -> None:
    put(tmp_path, "secret.txt", "附件/sub/a.jpg")
    assert named(tmp_path / "附件", name) == ([], [name])


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_no_link_leads_out(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.txt", "附件/a.jpg")
    folder = tmp_path / "附件"
    (folder / "secret.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (folder / "inside.jpg").symlink_to(folder / "a.jpg")
    (folder / "gone.jpg").symlink_to(folder / "nothing")
    assert named(folder, "secret.txt;inside.jpg;gone.jpg") == (["inside.jpg"], ["secret.txt", "gone.jpg"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert named(tmp_path, "pipe.jpg") == ([], ["pipe.jpg"])


def test_a_file_that_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.jpg", "long-name.jpg")
    monkeypatch.setattr(attachment_files, "LARGEST_BYTES", 8)
    assert named(tmp_path, "a.jpg;long-name.jpg") == (["a.jpg"], ["long-name.jpg"])


def test_without_a_folder_all_is_missing(tmp_path: Path) -> None:
    assert named(None, "a.jpg") == ([], ["a.jpg"])
    assert named(tmp_path / "nothing", "a.jpg") == ([], ["a.jpg"])
    assert named(tmp_path, "") == ([], [])


def test_rows_of_other_sheets_name_files_too(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    definition = case().definition
    log = definition.sheet("log")
    assert log is not None
    attachments = definition.register_sheet.by_name["attachments"]
    sheet = log.model_copy(update={"fields": (*log.fields, attachments)})
    sheets = tuple(sheet if each.key == "log" else each for each in definition.sheets)
    with_files = replace(
        case(),
        definition=definition.model_copy(update={"sheets": sheets}),
        records={"log": ({"attachments": "a.jpg"}, {"attachments": None})},
    )
    assert [file.name for file in AttachmentFiles(tmp_path, ARCHIVE).of(with_files).found] == ["a.jpg"]


def test_copies_in_an_archive_and_what_is_hidden_are_no_attachments(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a.jpg",
        "归档/2024/甲/1/附件/a.jpg",
        "旧档案/归档目录.jsonl",
        "旧档案/2024/甲/1/附件/a.jpg",
        ".xltools/a.jpg",
    )
    found = AttachmentFiles(tmp_path, tmp_path / "归档").of(case(attachments="a.jpg")).found
    assert [file.relative for file in found] == ["a.jpg"]


def test_an_attachments_folder_in_the_archive_is_none(tmp_path: Path) -> None:
    put(tmp_path, "归档/a.jpg", "归档/2024/a.jpg")
    for folder in (tmp_path / "归档", tmp_path / "归档" / "2024"):
        files = AttachmentFiles(folder, tmp_path / "归档")
        assert files.of(case(attachments="a.jpg")).found == ()
        assert files.trouble is not None


def test_a_folder_that_is_not_there_is_told_apart_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = [AttachmentFiles(folder, ARCHIVE).trouble for folder in (None, tmp_path, tmp_path / "x", tmp_path / "file")]
    assert [None if trouble is None else trouble.passing for trouble in told] == [None, None, False, True]


@pytest.mark.skipif(os.name != "posix", reason="links need no rights here")
def test_a_link_to_a_server_that_is_off_line_will_be_there_again(tmp_path: Path) -> None:
    (tmp_path / "附件").symlink_to(tmp_path / "offline", target_is_directory=True)
    trouble = AttachmentFiles(tmp_path / "附件", ARCHIVE).trouble
    assert trouble is not None
    assert trouble.passing
