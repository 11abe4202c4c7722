"""What a version's folder holds: documents, rows, attachments, and a manifest of all of them. (FR-14, ST-12)"""

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl

from tests.operations.archiving.archived_register import NOW, Forms, MadeRegister, case, register
from xltools.operations.archiving.archive_names import Room
from xltools.operations.archiving.archiving_register import plan_archive
from xltools.operations.archiving.manifest import Manifest, read_manifest
from xltools.operations.archiving.version_writing import Source, write_version


def written(made: MadeRegister, forms: Forms | None = None) -> tuple[Path, Manifest]:
    root = made.path.parent / "归档"
    (copy,) = plan_archive(made, root, NOW).copies
    folder = made.path.parent / "copy"
    write_version(Source(made, forms or Forms(), NOW, Room(str(root))), copy, folder)
    return folder, read_manifest((folder / "清单.json").read_bytes())


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_all_that_belongs_to_a_case_is_there(tmp_path: Path) -> None:
    made = register(tmp_path, case(attachments="照片.jpg"))
    (tmp_path / "附件" / "照片.jpg").write_bytes(b"picture")
    folder, manifest = written(made, Forms(names=("报告.xlsx", "报告.pdf")))
    assert files(folder) == sorted(
        ["个案资料.xlsx", "个案资料/登记.csv", "报告.pdf", "报告.xlsx", "清单.json", "附件/照片.jpg"]
    )
    assert [file.path for file in manifest.files] == sorted(set(files(folder)) - {"清单.json"})
    assert manifest.register_sha256 == made.sha256
    assert (folder / "附件" / "照片.jpg").read_bytes() == b"picture"


def test_documents_are_for_the_team_and_link_to_the_copies(tmp_path: Path) -> None:
    made = register(tmp_path, case(attachments="A#1.jpg；a#1.JPG；b.jpg"))
    for name in ("A#1.jpg", "现场/a#1.jpg"):
        (tmp_path / "附件" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "附件" / name).write_bytes(name.encode())
    folder, manifest = written(made)
    told = (folder / "报告.xlsx").read_text(encoding="utf-8")
    assert "inward" in told
    assert "('a#1.jpg', '附件/A＃1.jpg')" in told
    assert [(file.path, file.source) for file in manifest.files if file.source] == [
        ("附件/A＃1.jpg", "A#1.jpg"), ("附件/a＃1 (2).jpg", "现场/a#1.jpg"),
    ]  # fmt: skip
    assert [each.name for each in manifest.missing] == ["b.jpg"]


def test_documents_of_any_name_take_nobody_s_place(tmp_path: Path) -> None:
    names = ("清单.json", "个案资料.xlsx", "附件", "../../x.xlsx", "CON.pdf", "X.xlsx", "x.xlsx")
    _, manifest = written(register(tmp_path, case()), Forms(names=names))
    assert len(manifest.files) == len(names) + 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "附件"]


def test_cells_that_look_like_formulas_are_quoted_and_told(tmp_path: Path) -> None:
    folder, manifest = written(register(tmp_path, case(customer_comment="=HYPERLINK(1)", contact="+86 138")))
    rows = list(csv.reader(io.StringIO((folder / "个案资料" / "登记.csv").read_text(encoding="utf-8-sig"))))
    told = dict(zip(*rows, strict=True))
    assert (told["评价"], told["联系方式"]) == ("'=HYPERLINK(1)", "'+86 138")
    assert sorted(manifest.quoted) == ["个案资料/登记.csv 第2行 联系方式", "个案资料/登记.csv 第2行 评价"]


def test_the_rows_are_those_of_the_register(tmp_path: Path) -> None:
    folder, _ = written(register(tmp_path, case(received_at=datetime(2024, 5, 1, 9, 30, 7))))
    sheet = openpyxl.load_workbook(folder / "个案资料.xlsx")["登记"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4)}
    assert (told["客户"], told["时间"]) == ("某公司", datetime(2024, 5, 1, 9, 30, 7))
