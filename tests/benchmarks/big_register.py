"""A register of many cases, made by the template builder and filled the way Excel files it.

The rows are put into the built template's sheet part as text: our own patcher is one of the racers and openpyxl is its
rival, so neither makes the track.
"""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from xltools.model.cell_address import column_letters
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_files import read_definition
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.template.template_building import build_template

START = datetime(2024, 1, 1, 8, 0)
NOW = datetime(2026, 11, 20, 9, 0)
_SYMPTOMS = (
    "开机十分钟后自动停机，面板显示 E-002",
    "脱水时剧烈晃动并移位",
    "点火三次才着火，出水忽冷忽热",
    "指示灯不亮，按键没有反应",
)
_EPOCH = datetime(1899, 12, 30)


def definition_25() -> RegisterDefinition:
    return read_definition(Path(__file__).with_name("register_25.toml"))


def case(number: int, dice: random.Random) -> dict[str, str | datetime | int]:
    """One good case; every fiftieth has a fault that a clerk would make."""
    received = START + timedelta(minutes=number * 13)
    completed = received + timedelta(hours=dice.randrange(4, 90))
    category, subcategory = dice.choice(
        (("产品类", "功能故障"), ("产品类", "外观缺陷"), ("服务类", "服务态度"), ("物流类", "配送延迟"))
    )
    faulty = number % 50 == 49
    return {
        "received_at": received,
        "channel": dice.choice(("电话", "在线客服", "公众号", "邮件", "工单系统")),
        "customer_name": f"示例客户{number % 30_000}有限公司",
        "contact_person": dice.choice(("张三", "李四", "王五", "赵六")),
        "contact": f"138{number:08d}" if not faulty else f"138{number % 1000}",
        "product_model": f"KF-{dice.randrange(20, 80)}GW",
        "fault_code": f"E-{dice.randrange(1, 60):03d}",
        "occurred_at": received - timedelta(hours=2),
        "problem_description": f"第{number}台{dice.choice(_SYMPTOMS)}，重新上电后仍出现",
        "priority": dice.choice(("一般", "重要", "紧急")),
        "category": category,
        "subcategory": subcategory if not faulty else "服务态度",
        "handler": dice.choice(("刘敏", "陈涛", "王强")),
        "first_response_at": received + timedelta(minutes=dice.randrange(5, 240)),
        "completed_at": completed,
        "result": "更换主板后连续试机两小时正常，客户现场确认",
        "informed_at": completed + timedelta(hours=3),
        "score": dice.randrange(3, 11),
        "note": "已按流程归档" if number % 3 else "",
    }


def big_register(rows: int, seed: int = 1) -> bytes:
    """The workbook: shared strings, styles by column, sheet part at zlib's usual level, as Excel saves it."""
    definition = definition_25()
    template = build_template(definition)
    package = open_package(template)
    part = next(sheet.part for sheet in package.sheets if sheet.name == definition.register_sheet.title)
    strings: dict[str, int] = {}
    dice = random.Random(seed)
    head, tail = package.part(part).split(b"</sheetData>")
    styles = _column_styles(head)
    data = b"".join(_row_xml(definition, styles, number, case(number, dice), strings) for number in range(rows))
    return _repacked(template, part, head + data + b"</sheetData>" + tail, strings)


def _column_styles(head: bytes) -> dict[int, str]:
    styles = {}
    for first, last, style in re.findall(rb'<col min="(\d+)" max="(\d+)" [^>]*style="(\d+)"', head):
        styles.update(dict.fromkeys(range(int(first), int(last) + 1), style.decode()))
    return styles


def _row_xml(
    definition: RegisterDefinition,
    styles: dict[int, str],
    number: int,
    values: dict[str, str | datetime | int],
    strings: dict[str, int],
) -> bytes:
    row = FIRST_DATA_ROW + number
    cells = []
    for column, field in enumerate(definition.register_sheet.fields, start=1):
        value = values.get(field.name, "")
        reference = f'r="{column_letters(column)}{row}" s="{styles[column]}"'
        if isinstance(value, datetime):
            serial = (value - _EPOCH) / timedelta(days=1)
            cells.append(f"<c {reference}><v>{serial!r}</v></c>")
        elif isinstance(value, int):
            cells.append(f"<c {reference}><v>{value}</v></c>")
        elif value:
            index = strings.setdefault(value, len(strings))
            cells.append(f'<c {reference} t="s"><v>@{index}@</v></c>')
    return f'<row r="{row}" spans="1:25">{"".join(cells)}</row>'.encode()


def _repacked(template: bytes, part: str, sheet: bytes, strings: dict[str, int]) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(template))
    shared = source.read("xl/sharedStrings.xml")
    offset = shared.count(b"<si>")
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings).encode()
    sheet = _numbered_strings(sheet, offset)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == part:
                data = sheet
            elif item.filename == "xl/sharedStrings.xml":
                data = shared.replace(b"</sst>", items + b"</sst>")
            target.writestr(item.filename, data)
    return buffer.getvalue()


def _numbered_strings(sheet: bytes, offset: int) -> bytes:
    """Indexes count from behind the strings that the template has already."""
    pieces = sheet.split(b"@")
    return b"".join(_shifted(pieces, offset))


def _shifted(pieces: list[bytes], offset: int) -> Iterator[bytes]:
    for place, piece in enumerate(pieces):
        yield str(int(piece) + offset).encode() if place % 2 else piece
