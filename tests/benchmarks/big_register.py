"""A register of many cases, made by the template builder and filled the way Excel files it.

The rows are put into the built template's sheet part as text: our own patcher is one of the racers and openpyxl is its
rival, so neither makes the track.
"""

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from xltools.model.cell_address import column_letters
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.workbook.definition_files import read_definition
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.template.template_building import build_template

START = datetime(2024, 1, 1, 8, 0)
NOW = datetime(2026, 11, 20, 9, 0)
REGISTER_25 = Path(__file__).with_name("register_25.toml")
_SYMPTOMS = (
    "开机十分钟后自动停机，面板显示 E-002",
    "脱水时剧烈晃动并移位",
    "点火三次才着火，出水忽冷忽热",
    "指示灯不亮，按键没有反应",
)
_EPOCH = datetime(1899, 12, 30)
Values = dict[str, str | datetime | int]


def definition_25() -> RegisterDefinition:
    return read_definition(REGISTER_25)


def case(number: int, dice: random.Random) -> Values:
    """One good case; every fiftieth has a fault that a clerk would make, every thirtieth is not finished yet."""
    received = START + timedelta(minutes=number * 13)
    completed = received + timedelta(hours=dice.randrange(4, 90))
    category, subcategory = dice.choice(
        (("产品类", "功能故障"), ("产品类", "外观缺陷"), ("服务类", "服务态度"), ("物流类", "配送延迟"))
    )
    faulty, is_open, guessed = number % 50 == 49, number % 30 == 29, number % 5 == 4
    values: Values = {
        "received_at": received,
        "channel": dice.choice(("电话", "在线客服", "公众号", "邮件", "工单系统")),
        "customer_name": f"示例客户{number % 30_000}有限公司",
        "contact": f"138{number:08d}" if not faulty else f"138{number % 1000}",
        "product_model": f"KF-{dice.randrange(20, 80)}GW",
        "problem_description": f"第{number}台{dice.choice(_SYMPTOMS)}，重新上电后仍出现",
        "priority": dice.choice(("一般", "重要", "紧急")),
        "category": category if not guessed else "",
        "subcategory": "" if guessed else subcategory if not faulty else "服务态度",
        "handler": dice.choice(("刘敏", "陈涛", "王强")) if not guessed or not is_open else "",
        "first_response_at": received + timedelta(minutes=dice.randrange(5, 240)),
    }
    if is_open:
        return values
    result = "更换主板后连续试机两小时正常，客户现场确认"
    return {**values, "completed_at": completed, "result": result, "informed_at": completed + timedelta(hours=3)}


def log_entry(number: int, case_number: str) -> Values:
    """One entry of the log."""
    return {
        "case_number": case_number,
        "logged_at": START + timedelta(minutes=number * 13, hours=2),
        "participants": "刘敏、王强",
        "log_kind": ("客户沟通", "调查", "客户沟通", "其他")[number // 2 % 4],
        "content": f"电话与客户确认第{number}次，约定上门时间",
    }


def case_numbers(rows: int, filling: "Filling") -> Iterator[str]:
    """The numbers that the cases will get, in their order."""
    serials: Counter[str] = Counter()
    for number in range(rows):
        month = f"{filling.received_at(number):%Y%m}"
        serials[month] += 1
        yield f"{month}-{serials[month]:0{filling.digits}}"


@dataclass(frozen=True)
class Filling:
    """What a big register is filled with.

    Attributes:
        definition: Of the register.
        case: Makes the case of a number.
        log_entry: Makes an entry of the log for the case of a number.
        received_at: When the case of a number came in.
        digits: Of a case number's serial.
        log_every: So many cases have one entry of the log.
    """

    definition: RegisterDefinition
    case: Callable[[int, random.Random], Values]
    log_entry: Callable[[int, str], Values]
    received_at: Callable[[int], datetime]
    digits: int
    log_every: int = 2


def wide_filling() -> Filling:
    """25 columns, cases 13 minutes apart."""
    return Filling(definition_25(), case, log_entry, lambda number: START + timedelta(minutes=number * 13), 5)


def big_register(rows: int, seed: int = 1, filling: Filling | None = None) -> bytes:
    """The workbook, with entries of the log: shared strings, styles by column, as Excel saves it."""
    chosen = filling or wide_filling()
    template = build_template(chosen.definition)
    package = open_package(template)
    strings: dict[str, int] = {}
    dice = random.Random(seed)
    numbers = list(case_numbers(rows, chosen))
    tables = {
        "cases": (chosen.case(number, dice) for number in range(rows)),
        "log": (chosen.log_entry(number, numbers[number]) for number in range(0, rows, chosen.log_every)),
    }
    parts: dict[str, bytes] = {}
    for key, table in tables.items():
        sheet = next(sheet for sheet in chosen.definition.sheets if sheet.key == key)
        part = next(each.part for each in package.sheets if each.name == sheet.title)
        head, tail = package.part(part).split(b"</sheetData>")
        styles = _column_styles(head)
        data = b"".join(_row_xml(sheet, styles, place, values, strings) for place, values in enumerate(table))
        parts[part] = head + data + b"</sheetData>" + tail
    return _repacked(template, parts, strings)


def _column_styles(head: bytes) -> dict[int, str]:
    styles = {}
    for first, last, style in re.findall(rb'<col min="(\d+)" max="(\d+)" [^>]*style="(\d+)"', head):
        styles.update(dict.fromkeys(range(int(first), int(last) + 1), style.decode()))
    return styles


def _row_xml(
    sheet: SheetDefinition,
    styles: dict[int, str],
    number: int,
    values: Values,
    strings: dict[str, int],
) -> bytes:
    row = FIRST_DATA_ROW + number
    cells = []
    for column, field in enumerate(sheet.fields, start=1):
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
    return f'<row r="{row}" spans="1:{len(sheet.fields)}">{"".join(cells)}</row>'.encode()


def _repacked(template: bytes, parts: dict[str, bytes], strings: dict[str, int]) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(template))
    shared = source.read("xl/sharedStrings.xml")
    offset = shared.count(b"<si>")
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename in parts:
                data = _numbered_strings(parts[item.filename], offset)
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
