"""An archive is proved whole, or what is wrong with it is found: each byte, each file, each line. (FR-14, ST-12)"""

import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.archived import CATALOGUE_HEAD_NAME, FILES, MANIFEST_NAME, archive, listed
from xltools.language.speaking import speaking
from xltools.operations.archive_reading.archive_place import ArchivePlace
from xltools.operations.archive_reading.faults import Damage
from xltools.operations.archive_reading.index_file import bring_index_up_to_date
from xltools.operations.archive_reading.verifying import Verification, verify
from xltools.operations.archiving.catalogue import TEMPORARY_PREFIX

FIRST = "2024/苏州某公司/202405-001"


def checked(root: Path, head: str = "") -> Verification:
    return verify(ArchivePlace(root, None), head=head)


def found(root: Path) -> set[tuple[Damage, str]]:
    return {(fault.damage, fault.path) for fault in checked(root).faults}


def test_a_whole_archive(tmp_path: Path) -> None:
    lines = archive(tmp_path)
    told = checked(tmp_path)
    assert told.faults == ()
    assert (told.versions, told.files, told.lines) == (3, 3 * (len(FILES) + 1), 3)
    assert told.size == sum(path.stat().st_size for line in lines for path in (tmp_path / line.folder).rglob("*.*"))


def test_a_copy_of_the_folder_alone_is_as_good(tmp_path: Path) -> None:
    archive(tmp_path / "归档")
    shutil.copytree(tmp_path / "归档", tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / CATALOGUE_HEAD_NAME).unlink()
    assert checked(tmp_path / "elsewhere").faults == ()


def _write(name: str, data: bytes) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)

    return damage


def _remove(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def _link(root: Path) -> None:
    (root / FIRST / "报告.xlsx").unlink()
    (root / "报告.xlsx").write_bytes(FILES["报告.xlsx"])
    (root / FIRST / "报告.xlsx").symlink_to(root / "报告.xlsx")


@pytest.mark.parametrize(
    ("damage", "wrong"),
    [
        (_write(f"{FIRST}/报告.xlsx", b"rep0rt"), {(Damage.FILE_CHANGED, f"{FIRST}/报告.xlsx")}),
        (_write(f"{FIRST}/报告.xlsx", b"report "), {(Damage.FILE_CHANGED, f"{FIRST}/报告.xlsx")}),
        (_remove(f"{FIRST}/附件/照片.jpg"), {(Damage.FILE_MISSING, f"{FIRST}/附件/照片.jpg")}),
        (_write(f"{FIRST}/附件/x/新.txt", b""), {(Damage.FILE_EXTRA, f"{FIRST}/附件/x/新.txt")}),
        (_remove(f"{FIRST}/{MANIFEST_NAME}"), {(Damage.MANIFEST_MISSING, f"{FIRST}/{MANIFEST_NAME}")}),
        (_write("2024/note.txt", b""), {(Damage.FILE_EXTRA, "2024/note.txt")}),
        (_write("stray/deep/note.txt", b""), {(Damage.FILE_EXTRA, "stray/deep/note.txt")}),
        (_write(f"{TEMPORARY_PREFIX}17-abcd/a", b""), {(Damage.LEFT_BEHIND, f"{TEMPORARY_PREFIX}17-abcd")}),
        (_link, {(Damage.FILE_MISSING, f"{FIRST}/报告.xlsx"), (Damage.FILE_EXTRA, "报告.xlsx")}),
        (lambda root: shutil.rmtree(root / FIRST), {(Damage.FOLDER_MISSING, FIRST)}),
        (
            lambda root: (root / FIRST).rename(root / "2024/moved"),
            {(Damage.FOLDER_MISSING, FIRST), (Damage.FOLDER_UNLISTED, "2024/moved")},
        ),
    ],
)  # fmt: skip
def test_each_damage_is_found(tmp_path: Path, damage: Callable[[Path], None], wrong: set[tuple[Damage, str]]) -> None:
    archive(tmp_path)
    damage(tmp_path)
    assert found(tmp_path) == wrong


def test_every_single_byte_counts(tmp_path: Path) -> None:
    """Whichever byte of whichever file is changed, a fault is told; seeds make it the same each time."""
    archive(tmp_path)
    chosen = random.Random(6)
    files = [path for path in sorted(tmp_path.rglob("*")) if path.is_file() and path.name != CATALOGUE_HEAD_NAME]
    for path in files * 3:
        data = path.read_bytes()
        place = chosen.randrange(len(data))
        other = bytearray(data)
        other[place] ^= chosen.randrange(1, 256)
        path.write_bytes(other)
        assert checked(tmp_path).faults, (path, place)
        path.write_bytes(data)
    assert checked(tmp_path).faults == ()


def test_no_text_of_the_catalogue_leads_out_of_the_archive(tmp_path: Path) -> None:
    root = tmp_path / "归档"
    archive(root, listed(), listed("../elsewhere", number="202405-002"), listed(str(tmp_path / "abs"), number="3"))
    told = checked(root)
    assert {fault.damage for fault in told.faults} <= {Damage.CATALOGUE_DAMAGED, Damage.FOLDER_MISSING}
    assert (len(told.faults), told.files) == (2, len(FILES) + 1)


def test_two_lines_of_one_folder(tmp_path: Path) -> None:
    archive(tmp_path, listed(), listed())
    assert [fault.damage for fault in checked(tmp_path).faults] == [Damage.LISTED_TWICE]


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    archive(tmp_path)
    told: list[tuple[str, int, int]] = []
    verify(ArchivePlace(tmp_path, None), lambda *each: told.append(each))
    assert [each for each in told if each[0] == "checking"] == [("checking", done, 3) for done in range(4)]


def test_an_english_archive_is_whole_whatever_is_spoken(tmp_path: Path) -> None:  # issue 7
    with speaking("en"):
        lines = archive(tmp_path)
        bring_index_up_to_date(tmp_path, datetime(2026, 11, 22, 9, 30))
    assert (tmp_path / lines[0].folder / "manifest.json").is_file()
    assert checked(tmp_path).faults == ()
    (tmp_path / lines[0].folder / "manifest.json").write_bytes(b"{}")
    assert {damage for damage, _ in found(tmp_path)} == {Damage.MANIFEST_CHANGED, Damage.MANIFEST_UNREADABLE}
