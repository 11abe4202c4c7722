import importlib.util
import re
import shutil
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from tests.shared_material import shared_folder
from tests.workbook.template_samples import opened, parts, small_definition
from xltools.language.words import Tab
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions, templates_folder
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW, TEMPLATE_PROPERTY, VERSION_PROPERTY, list_columns
from xltools.workbook.template.template_building import build_template

every_shipped = pytest.mark.parametrize("name", shipped_definitions())


@every_shipped
def test_heads_stand_where_the_layout_says_and_say_what_the_fields_say(name: str) -> None:
    definition = shipped_definition(name)
    book = CalamineWorkbook.from_filelike(BytesIO(build_template(definition)))
    for sheet in definition.sheets:
        rows = book.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        assert rows[HEAD_ROW - 1][: len(sheet.fields)] == [field.header for field in sheet.fields]
        assert not any(rows[HEAD_ROW - 1][len(sheet.fields) :])
        filled = [row for row in rows[FIRST_DATA_ROW - 1 :] if any(cell != "" for cell in row)]
        assert len(filled) == len(sheet.rows)


@every_shipped
def test_lists_sheet_has_every_list(name: str) -> None:
    definition = shipped_definition(name)
    sheet = opened(definition)[Tab.LISTS.said]
    for number, (head, column) in enumerate(list_columns(definition).items(), start=1):
        assert sheet.cell(HEAD_ROW, number).value == head
        values = [sheet.cell(row, number).value for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + len(column.values))]
        assert tuple(values) == column.values
        assert sheet.cell(FIRST_DATA_ROW + len(column.values), number).value is None


@every_shipped
def test_no_cell_holds_a_formula(name: str) -> None:
    for part, content in parts(build_template(shipped_definition(name))).items():
        if part.startswith("xl/worksheets/sheet"):
            assert b"<f>" not in content
            assert b"<f " not in content


@every_shipped
def test_rules_fit_what_excel_allows(name: str) -> None:
    for sheet in opened(shipped_definition(name)):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.formula1 or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255


@every_shipped
def test_two_builds_are_the_same_bytes(name: str) -> None:
    assert build_template(shipped_definition(name)) == build_template(shipped_definition(name))


@every_shipped
def test_the_committed_workbook_is_what_its_definition_builds(name: str) -> None:
    committed = parts((templates_folder() / f"{name}.xlsx").read_bytes())
    built = parts(build_template(shipped_definition(name)))
    assert committed.keys() == built.keys()
    assert [part for part in built if built[part] != committed[part]] == []


def test_sheets_come_in_order_and_the_register_is_in_front() -> None:
    book = opened(small_definition())
    assert book.sheetnames == [Tab.GUIDE.said, "登记", "记录", Tab.LISTS.said, "时限", "人员"]
    assert book.active is not None
    assert book.active.title == "登记"


def test_workbook_says_which_template_it_is() -> None:
    book = opened(small_definition())
    stamps = {stamp.name: stamp.value for stamp in book.custom_doc_props.props}
    assert stamps == {TEMPLATE_PROPERTY: "small", VERSION_PROPERTY: "3"}
    assert book.properties.title == "小台账"


def test_nothing_depends_on_what_other_programs_drop() -> None:
    for part, content in parts(build_template(small_definition())).items():
        assert not part.startswith("xl/tables/")
        assert b"<extLst" not in content


class _Typist:
    """Types into the register sheet through a real keyboard path, and says what the program asked."""

    def __init__(self, clerk: object, definition: RegisterDefinition) -> None:
        self._clerk = clerk
        self._tab = definition.register_sheet.title
        self._letters = {
            field.name: get_column_letter(number)
            for number, field in enumerate(definition.register_sheet.fields, start=1)
        }

    def type(self, name: str, text: str, row: int = FIRST_DATA_ROW, answer: str | None = None) -> tuple[str, int]:
        """The text that stands in the cell afterwards, and how many messages came up."""
        cell = f"{self._tab}!{self._letters[name]}{row}"
        status = self._clerk.type(cell, text)["status"]  # type: ignore[attr-defined]
        messages = self._clerk.dismiss(answer) if status == "dialog" else []  # type: ignore[attr-defined]
        return self._clerk.text(cell)[0][0], len(messages)  # type: ignore[attr-defined]


@pytest.mark.libreoffice
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_typing_into_a_real_libreoffice(tmp_path: Path) -> None:
    definition = shipped_definition("feedback_report")
    with _clerk_module().Clerk() as clerk:
        clerk.open(str(_register_in_front(definition, tmp_path)), timeout=60)
        typist = _Typist(clerk, definition)
        assert typist.type("number", "202405-001") == ("", 1)
        assert typist.type("state", "已归档") == ("", 1)
        assert typist.type("channel", "邮件") == ("邮件", 0)
        assert typist.type("channel", "传真") == ("邮件", 1)
        assert typist.type("subcategory", "功能故障") == ("", 1)
        assert typist.type("category", "服务类") == ("服务类", 0)
        assert typist.type("subcategory", "功能故障") == ("", 1)
        assert typist.type("subcategory", "响应速度") == ("响应速度", 0)
        assert typist.type("category", "物流类") == ("物流类", 0)
        assert typist.type("subcategory", "服务态度") == ("响应速度", 1)
        assert typist.type("subcategory", "错发漏发") == ("错发漏发", 0)
        assert typist.type("handler", "王强") == ("王强", 0)
        assert typist.type("handler", "外单位李工", answer="OK") == ("外单位李工", 1)
        assert typist.type("received_at", "2024-05-01 09:30") == ("2024-05-01 09:30", 0)
        assert typist.type("received_at", "5 月 1 日上午", answer="OK") == ("5 月 1 日上午", 1)
        assert typist.type("first_response_at", "09:40") == ("09:40", 0)
        assert typist.type("score", "11") == ("", 1)
        assert typist.type("contact", "013800005678") == ("013800005678", 0)
        # A supervisor appends a value, then puts a column in front: both lists still work.
        lists = clerk.text(f"{Tab.LISTS.said}!A{HEAD_ROW}:Z{HEAD_ROW}")[0]
        column = lists.index(definition.lists["channel"].title) + 1
        below = FIRST_DATA_ROW + len(definition.lists["channel"].values)
        clerk.set(f"{Tab.LISTS.said}!{get_column_letter(column)}{below}", "传真")
        assert typist.type("channel", "传真", row=FIRST_DATA_ROW + 1) == ("传真", 0)
        clerk.command(".uno:GoToCell", ToPoint=f"${Tab.LISTS.said}.$A$1")
        clerk.command(".uno:InsertColumnsBefore")
        assert typist.type("channel", "传真", row=FIRST_DATA_ROW + 2) == ("传真", 0)
        assert typist.type("channel", "电报", row=FIRST_DATA_ROW + 2) == ("传真", 1)
        clerk.close()


def _clerk_module() -> ModuleType:
    path = shared_folder() / "tools" / "clerk.py"
    if not path.exists():
        pytest.skip(f"no keyboard driver at {path}; XLTOOLS_SHARED says where its folder is")
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice is installed")
    spec = importlib.util.spec_from_file_location("clerk", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _register_in_front(definition: RegisterDefinition, folder: Path) -> Path:
    """The keyboard driver types into the first tab only."""
    book = load_workbook(BytesIO(build_template(definition)))
    title = definition.register_sheet.title
    book.move_sheet(title, -book.sheetnames.index(title))
    book.active = 0
    for sheet in book:
        sheet.sheet_view.tabSelected = sheet.title == title
    path = folder / "register.xlsx"
    book.save(path)
    return path


def test_every_format_uses_the_one_font() -> None:
    styles = parts(build_template(small_definition()))["xl/styles.xml"].decode()
    fonts = styles[styles.index("<fonts") : styles.index("</fonts>")]
    assert len(set(re.findall(r'<name val="([^"]+)"', fonts))) == 1
    assert "<scheme" not in fonts
