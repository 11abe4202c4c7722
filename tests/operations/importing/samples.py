"""Exports and registers for the tests of imports."""

from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from tests.registers import template
from xltools.operations.importing.export import Export, ExportRow

CSV = "渠道,昵称,手机,评价时间,评价内容\n"
GOOD_ROW = "电话,甲公司,13800005678,2024-05-09 08:30,开机十分钟后自动停机\n"
OTHER_ROW = "邮件,乙公司,13800005679,2024-05-09 09:00,洗衣机脱水时晃动\n"
BAD_ROW = "微信,丙公司,138,2024-13-01,冰箱压缩机整夜不停\n"


def register(folder: Path, name: str = "台账.xlsx", template_name: str = "small_register") -> Path:
    """An empty register; the definition of the small one lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(template(template_name))
    if template_name == "small_register":
        source = Path(__file__).parents[2] / "small_register.toml"
        (folder / "small_register.toml").write_bytes(source.read_bytes())
        common = Path(__file__).parents[3] / "workbook_templates" / "common.toml"
        (folder / "common.toml").write_bytes(common.read_bytes())
    return path


def workbook(*rows: list[object], title: str = "Sheet1", others: tuple[str, ...] = ()) -> bytes:
    """A workbook as an export writes it."""
    target = BytesIO()
    with Workbook(target, {"default_date_format": "yyyy-mm-dd hh:mm", "strings_to_formulas": False}) as book:
        for name in others:
            book.add_worksheet(name)
        sheet = book.add_worksheet(title)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return target.getvalue()


def export(heads: str, *rows: str, even: bool = False) -> Export:
    """An export of texts, cells parted by |."""
    lines = [ExportRow(line, row.split("|")) for line, row in enumerate(rows, start=2)]
    return Export("评价.csv", tuple(heads.split("|")), lines, 1, even)
