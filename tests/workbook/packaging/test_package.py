"""A package is opened by relationship, bounded in size, and rebuilt with untouched members kept (ECMA-376 part 2)."""

import io
import struct
import zipfile

import pytest

from tests.workbook.small_packages import (
    MAIN,
    OFFICE,
    packed_members,
    parts_of,
    relationships,
    sheet,
    workbook,
    zipped,
)
from xltools.errors import EncryptedWorkbookError, NotAWorkbookError, UnsafeWorkbookError
from xltools.workbook.packaging import zip_directory
from xltools.workbook.packaging.package import open_package

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_sheets_come_in_the_order_of_the_tabs_with_their_state() -> None:
    parts = parts_of({"二": sheet(ROW), "一 & 1": sheet(ROW)} | {})
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="一 &amp; 1" sheetId="9" r:id="rId2"/>'
        '<sheet name="二" sheetId="4" state="veryHidden" r:id="rId1"/></sheets></workbook>'
    )
    found = [(tab.name, tab.part, tab.state, tab.kind) for tab in open_package(zipped(parts)).sheets]
    assert found == [
        ("一 & 1", "xl/tabs/t2.xml", "visible", "worksheet"),
        ("二", "xl/tabs/t1.xml", "veryHidden", "worksheet"),
    ]


@pytest.mark.parametrize("strict", [False, True])
def test_parts_are_found_in_both_dialects(strict: bool) -> None:
    package = open_package(zipped(parts_of({"S": sheet(ROW)}, strict=strict)))
    assert package.workbook_part == "xl/workbook.xml"
    assert package.related(package.workbook_part, "styles") == "xl/styles.xml"
    assert package.part(package.sheets[0].part) == sheet(ROW).encode()


@pytest.mark.parametrize(("text", "expected"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_date1904(text: str, expected: bool) -> None:
    properties = f'<workbookPr date1904="{text}"/>' if text else "<workbookPr/>"
    assert open_package(workbook(ROW, properties=properties)).date1904 is expected


@pytest.mark.parametrize(
    ("core", "name"),
    [
        ("<p><lastModifiedBy xmlns='x'> 刘敏 </lastModifiedBy></p>", "刘敏"),
        ("<p/>", ""),
        ("<p", ""),
        (None, ""),
    ],
)
def test_who_saved_it_last(core: str | None, name: str) -> None:
    parts = parts_of({"S": sheet(ROW)})
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "xl/workbook.xml"), ("core-properties", "docProps/core.xml")
    )
    if core is not None:
        parts["docProps/core.xml"] = core
    assert open_package(zipped(parts)).last_modified_by() == name


def test_custom_properties() -> None:
    parts = parts_of({"S": sheet(ROW)})
    parts["_rels/.rels"] = relationships(
        ("officeDocument", "xl/workbook.xml"), ("custom-properties", "docProps/own.xml")
    )
    parts["docProps/own.xml"] = (
        '<Properties xmlns="p" xmlns:vt="v">'
        '<property pid="2" name="template"><vt:lpwstr>反馈 &amp; 1</vt:lpwstr></property>'
        '<property pid="3" name="n"><vt:i4>7</vt:i4></property></Properties>'
    )
    assert open_package(zipped(parts)).custom_properties() == {"template": "反馈 & 1", "n": "7"}
    assert open_package(workbook(ROW)).custom_properties() == {}


def test_an_inflated_part_is_kept() -> None:
    package = open_package(workbook(ROW))
    assert package.part("xl/tabs/t1.xml") is package.part("/XL/TABS/T1.XML")


# pitfall 11: names in another case, with backslashes, or spelled with percent signs


@pytest.mark.parametrize("name", ["xl\\tabs\\t1.xml", "Xl/Tabs/T1.xml"])
def test_odd_spellings_of_part_names(name: str) -> None:
    parts = parts_of({"S": sheet(ROW)})
    parts[name] = parts.pop("xl/tabs/t1.xml")
    package = open_package(zipped(parts))
    assert package.part(package.sheets[0].part) == sheet(ROW).encode()
    rebuilt = package.replaced({package.sheets[0].part: b"<new/>"})
    assert zipfile.ZipFile(io.BytesIO(rebuilt)).namelist().count(name.replace("\\", "/")) <= 1
    assert open_package(rebuilt).part(package.sheets[0].part) == b"<new/>"


def test_two_parts_of_one_name_are_refused() -> None:
    parts = parts_of({"S": sheet(ROW)})
    with pytest.raises(NotAWorkbookError):
        open_package(zipped(parts | {"XL/TABS/T1.xml": b"<other/>"}))


# Rebuilding


def test_other_members_keep_bytes_order_and_facts() -> None:
    data = workbook(ROW)
    rebuilt = open_package(data).replaced(
        {"xl/tabs/t1.xml": b"<n/>" * 1000, "new/part.xml": b"<x/>"}, ["xl/styles.xml"]
    )
    before, after = packed_members(data), packed_members(rebuilt)
    assert list(after) == [name for name in before if name != "xl/styles.xml"] + ["new/part.xml"]
    assert {name: after[name] for name in before if name in after and name != "xl/tabs/t1.xml"} == {
        name: value for name, value in before.items() if name not in {"xl/tabs/t1.xml", "xl/styles.xml"}
    }
    archive = zipfile.ZipFile(io.BytesIO(rebuilt))
    assert archive.testzip() is None
    assert archive.read("xl/tabs/t1.xml") == b"<n/>" * 1000
    assert archive.read("new/part.xml") == b"<x/>"
    assert archive.getinfo("xl/tabs/t1.xml").date_time == (2024, 5, 1, 9, 30, 0)


def test_removing_a_missing_part_is_an_error() -> None:
    with pytest.raises(NotAWorkbookError):
        open_package(workbook(ROW)).replaced({}, ["no/such.xml"])


def test_stored_members_and_a_comment_stay() -> None:
    buffer = io.BytesIO(zipped(parts_of({"S": sheet(ROW)}), zipfile.ZIP_STORED))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"of the archive"
    rebuilt = open_package(buffer.getvalue()).replaced({"xl/tabs/t1.xml": b"<n/>"})
    archive = zipfile.ZipFile(io.BytesIO(rebuilt))
    assert archive.comment == b"of the archive"
    assert archive.getinfo("media/picture.bin").compress_type == zipfile.ZIP_STORED
    assert archive.getinfo("xl/tabs/t1.xml").compress_type == zipfile.ZIP_DEFLATED


def streamed(parts: dict[str, str | bytes]) -> bytes:
    """Written without seeking, so that every member has a data descriptor (APPNOTE 4.3.9)."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return pipe.getvalue()


def test_data_descriptors() -> None:
    data = streamed(parts_of({"S": sheet(ROW)}))
    assert zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/tabs/t1.xml").flag_bits & 8
    rebuilt = open_package(data).replaced({"xl/tabs/t1.xml": b"<n/>"})
    archive = zipfile.ZipFile(io.BytesIO(rebuilt))
    assert archive.read("xl/tabs/t1.xml") == b"<n/>"
    assert not archive.getinfo("xl/tabs/t1.xml").flag_bits & 8
    assert packed_members(rebuilt)["xl/styles.xml"] == packed_members(data)["xl/styles.xml"]


@pytest.mark.parametrize(("before", "after"), [(b"#!junk\n" * 9, b""), (b"", b"\0" * 33), (b"PK junk", b"tail")])
def test_junk_around_the_archive(before: bytes, after: bytes) -> None:
    data = before + workbook(ROW) + after
    rebuilt = open_package(data).replaced({"xl/tabs/t1.xml": b"<n/>"})
    assert rebuilt.startswith(before)
    assert open_package(rebuilt).part("xl/tabs/t1.xml") == b"<n/>"
    assert open_package(rebuilt).part("media/picture.bin") == bytes(range(256)) * 3


def test_zip64_sizes_and_directory() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts_of({"S": sheet(ROW)}).items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(text.encode() if isinstance(text, str) else text)
    data = as_zip64(buffer.getvalue())
    package = open_package(data)
    rebuilt = package.replaced({"xl/tabs/t1.xml": b"<n/>" * 50})
    assert zipfile.ZipFile(io.BytesIO(rebuilt)).testzip() is None
    assert zipfile.ZipFile(io.BytesIO(rebuilt)).read("xl/tabs/t1.xml") == b"<n/>" * 50
    assert open_package(rebuilt).part("xl/styles.xml") == package.part("xl/styles.xml")


def as_zip64(data: bytes) -> bytes:
    """The same archive with ZIP64 end records and every offset and size in extra fields (APPNOTE 4.3.14, 4.5.3)."""
    end = data.rfind(b"PK\x05\x06")
    count, _, start = struct.unpack_from("<HLL", data, end + 10)
    entries, position = b"", start
    for _ in range(count):
        name_length, extra_length = struct.unpack_from("<HH", data, position + 28)
        packed, plain, offset = (
            *struct.unpack_from("<LL", data, position + 20),
            *struct.unpack_from("<L", data, position + 42),
        )
        extra = struct.pack("<HHQQQ", 1, 24, plain, packed, offset)
        fixed = bytearray(data[position : position + 46])
        struct.pack_into("<LL", fixed, 20, 0xFFFFFFFF, 0xFFFFFFFF)
        struct.pack_into("<H", fixed, 30, len(extra))
        struct.pack_into("<L", fixed, 42, 0xFFFFFFFF)
        entries += bytes(fixed) + data[position + 46 : position + 46 + name_length] + extra
        position += 46 + name_length + extra_length
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(entries), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(entries), 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:start] + entries + record + locator + last


# What is refused


def test_ole_containers_are_encrypted_workbooks() -> None:
    with pytest.raises(EncryptedWorkbookError):
        open_package(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_encrypted_zip_members() -> None:
    data = bytearray(workbook(ROW))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 8] |= 1
    with pytest.raises(EncryptedWorkbookError):
        open_package(bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK", b"a,b\n1,2\n", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(99)])
def test_what_is_no_package(data: bytes) -> None:
    with pytest.raises(NotAWorkbookError):
        open_package(data)


def test_every_truncation_is_refused_and_never_crashes() -> None:
    data = workbook(ROW)
    for length in range(0, len(data), 7):
        with pytest.raises((NotAWorkbookError, UnsafeWorkbookError)):
            open_package(data[:length])


def test_a_zip_without_a_workbook() -> None:
    with pytest.raises(NotAWorkbookError):
        open_package(zipped({"hello.txt": "hello"}))


def test_a_word_document_is_no_workbook() -> None:
    parts = {"_rels/.rels": relationships(("officeDocument", "word/document.xml")), "word/document.xml": "<document/>"}
    with pytest.raises(NotAWorkbookError):
        open_package(zipped(parts))


def test_damaged_data_is_noticed() -> None:
    data = bytearray(workbook(ROW))
    place = data.find(b"xl/tabs/t1.xml") + len("xl/tabs/t1.xml") + 5
    data[place] ^= 0xFF
    package = open_package(bytes(data))
    with pytest.raises((NotAWorkbookError, UnsafeWorkbookError)):
        package.part("xl/tabs/t1.xml")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "_rels/.rels"])
def test_a_document_type_is_refused(part: str) -> None:
    # The billion laughs need a document type; OPC forbids it (ECMA-376 part 2, §8.1.4).
    parts = parts_of({"S": sheet(ROW)})
    parts[part] = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + str(parts[part])
    with pytest.raises(UnsafeWorkbookError):
        open_package(zipped(parts))


def test_a_bomb_by_declared_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_directory, "MAX_UNPACKED_BYTES", 100_000)
    with pytest.raises(UnsafeWorkbookError):
        open_package(zipped(parts_of({"S": sheet(ROW)}) | {"big.bin": bytes(100_001)}))


def test_a_bomb_by_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_directory, "RATIO_MATTERS_FROM_BYTES", 50_000)
    with pytest.raises(UnsafeWorkbookError):
        open_package(zipped(parts_of({"S": sheet(ROW)}) | {"big.bin": bytes(1_000_000)}))


def test_a_bomb_that_lies_about_its_size() -> None:
    data = bytearray(zipped(parts_of({"S": sheet(ROW)}) | {"big.bin": bytes(1_000_000)}))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 1000)
    with pytest.raises(UnsafeWorkbookError):
        open_package(bytes(data)).part("big.bin")


def test_members_that_share_their_bytes() -> None:
    # The quoted-overlap bomb: two entries point at one record.
    data = bytearray(workbook(ROW))
    last = data.rfind(b"PK\x01\x02")
    first = data.find(b"PK\x01\x02")
    data[last + 42 : last + 46] = data[first + 42 : first + 46]
    with pytest.raises((UnsafeWorkbookError, NotAWorkbookError)):
        open_package(bytes(data))


def test_a_large_part_deflated_in_two_halves_inflates_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    import zlib

    from xltools.workbook.packaging import zip_rewriting

    monkeypatch.setattr(zip_rewriting, "_WORTH_TWO_THREADS", 10)
    for text in (b"x" * 11, bytes(range(256)) * 1000, b'<c r="A1"/>' * 5001):
        assert zlib.decompress(zip_rewriting._deflated(text), -15) == text
