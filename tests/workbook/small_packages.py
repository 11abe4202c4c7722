"""Small packages written out part by part, so that a test shows the very bytes it is about."""

import io
import zipfile
from collections.abc import Mapping

import openpyxl

from xltools.model.cell_edit import CellEdit, CellValue
from xltools.workbook.patching import patch

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"
KINDS = {"xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings", "xl/chain.xml": "calcChain"}

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="22" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" applyAlignment="1"><alignment wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

# A number, a truth, a date; a gap; and a text: formats 2 and 1 are those of STYLES.
ROWS = (
    '<row r="1" spans="1:3"><c r="A1" s="2"><v>1</v></c><c r="B1" t="b"><v>1</v></c>'
    '<c r="C1" s="1"><v>45000</v></c></row>'
    '<row r="4"><c r="B4" t="inlineStr"><is><t>alt</t></is></c></row>'
)


def sheet(data: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet part around the content of its sheetData."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def relationships(*arrows: tuple[str, str], office: str = OFFICE) -> str:
    """A relationship part: kind and target of each arrow, ids counted from rId1."""
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(arrows, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def parts_of(
    sheets: Mapping[str, str | bytes],
    *,
    styles: str | None = STYLES,
    shared: str | None = None,
    workbook: str = "",
    properties: str = "",
    chain: bool = False,
    strict: bool = False,
) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets, by name.

    Args:
        sheets: The sheet parts by tab name, in the order of the tabs.
        styles: The styles part.
        shared: The content of the shared string table.
        workbook: What follows the list of sheets.
        properties: What precedes it.
        chain: Whether there is a calculation chain.
        strict: Whether the namespaces are those of Strict.
    """
    office, main = (STRICT_OFFICE, STRICT_MAIN) if strict else (OFFICE, MAIN)
    # No sheet is called xl/worksheets/sheetN.xml: only the relationships tell which is which (pitfall 11).
    files = {name: f"xl/tabs/t{number}.xml" for number, name in enumerate(sheets, 1)}
    arrows = [("worksheet", f"/{file}") for file in files.values()]
    extra: dict[str, str | bytes] = {}
    if styles is not None:
        arrows.append(("styles", "styles.xml"))
        extra["xl/styles.xml"] = styles
    if shared is not None:
        arrows.append(("sharedStrings", "sharedStrings.xml"))
        extra["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    if chain:
        arrows.append(("calcChain", "chain.xml"))
        extra["xl/chain.xml"] = f'<calcChain xmlns="{main}"><c r="A1" i="1"/></calcChain>'
    tabs = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    named = {"xl/workbook.xml": "sheet.main", **dict.fromkeys(files.values(), "worksheet")}
    named |= {name: KINDS[name] for name in extra}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{TYPE % kind}"/>' for name, kind in named.items())
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{CONTENT}"><Default Extension="rels" ContentType="{RELS_TYPE}"/>'
            f'<Default Extension="bin" ContentType="application/octet-stream"/>{overrides}</Types>'
        ),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml"), office=office),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>{tabs}</sheets>{workbook}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(*arrows, office=office),
        **extra,
        **{files[name]: text for name, text in sheets.items()},
        "media/picture.bin": bytes(range(256)) * 3,
    }


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 1, 9, 30, 0)), text, method)
    return buffer.getvalue()


def workbook(data: str, **options: object) -> bytes:
    """A workbook with one sheet ``S`` whose sheetData holds this."""
    before, after = str(options.pop("before", "")), str(options.pop("after", ""))
    return zipped(parts_of({"S": sheet(data, before, after)}, **options))  # type: ignore[arg-type]


def read_part(package: bytes, name: str) -> str:
    """One part of a package, read by the standard library."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name).decode()


def sheet_data(package: bytes, name: str = "xl/tabs/t1.xml") -> str:
    """What stands between the sheetData tags of a part."""
    return read_part(package, name).partition("<sheetData>")[2].partition("</sheetData>")[0]


def packed_members(package: bytes) -> dict[str, tuple[bytes, object]]:
    """The compressed bytes of every member, and what its directory entry says besides its place."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + int.from_bytes(package[info.header_offset + 26 :][:2], "little")
            start += int.from_bytes(package[info.header_offset + 28 :][:2], "little")
            facts = (info.date_time, info.compress_type, info.CRC, info.flag_bits, info.extra, info.external_attr)
            found[info.filename] = (package[start : start + info.compress_size], facts)
    return found


def set_cell(data: bytes, row: int, column: int, value: CellValue, name: str = "S") -> bytes:
    """The workbook with one cell patched."""
    return patch(data, [CellEdit(name, row, column, value)])


def value_of(data: bytes, row: int, column: int, name: str = "S") -> object:
    """One cell as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))[name].cell(row, column).value


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The members that are not byte for byte the same in both."""
    old, new = packed_members(before), packed_members(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def all_values(data: bytes) -> dict[tuple[int, int], object]:
    """Every cell of sheet ``S`` that holds something, as openpyxl reads it."""
    rows = openpyxl.load_workbook(io.BytesIO(data))["S"].iter_rows()
    return {(cell.row, cell.column): cell.value for row in rows for cell in row if cell.value is not None}
