"""A team's own workbook wins over the shipped one, and a further one is a further form."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.registers import small_definition
from xltools.errors import DefinitionError
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.forms.building.layout_files import forms_folder
from xltools.workbook.forms.form_definition import FormDefinition
from xltools.workbook.forms.form_files import form_file, form_places, forms_of, own_form

TICKET = "售后服务工单结案报告"


def put(folder: Path, name: str, data: bytes = b"mine") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


def data_of(form: FormDefinition, definition: RegisterDefinition, places: Sequence[Path]) -> bytes:
    return form_file(form, definition, places).data


def titles(name: str, *places: Path) -> list[str]:
    return [form.title for form in forms_of(shipped_definition(name), places)]


def test_a_register_has_its_shipped_forms_the_main_one_first(tmp_path: Path) -> None:
    assert titles("service_ticket", tmp_path / "none") == [TICKET, "问题确认单", "问题处理方案表"]
    assert [form.main for form in forms_of(shipped_definition("service_ticket"), ())] == [True, False, False]


def test_a_further_workbook_is_a_further_form(tmp_path: Path) -> None:
    put(tmp_path, "维修单.xlsx")
    put(tmp_path, "上门单.XLSM")
    for name in ("~$维修单.xlsx", ".隐藏.xlsx", "说明.docx", "快速响应问题反馈表.xlsx", f"{TICKET}.xlsx"):
        put(tmp_path, name)
    (tmp_path / "文件夹.xlsx").mkdir()
    assert titles("service_ticket", tmp_path)[3:] == ["上门单", "维修单"]
    further = forms_of(shipped_definition("service_ticket"), [tmp_path])[3]
    assert further == FormDefinition("上门单", "上门单", "service_ticket")


def test_what_is_for_one_register_comes_before_what_is_for_the_folder(tmp_path: Path) -> None:
    own, shared = places = form_places(tmp_path / "工单.xlsx")
    assert (own, shared) == (tmp_path / "表单" / "工单", tmp_path / "表单")
    definition = shipped_definition("service_ticket")
    main = forms_of(definition, places)[0]
    shipped = (forms_folder() / f"{TICKET}.xlsx").read_bytes()
    assert data_of(main, definition, places) == shipped
    put(shared, f"{TICKET}.xlsx", b"for all")
    assert data_of(main, definition, places) == b"for all"
    put(own, f"{TICKET}.xlsm", b"for one")
    assert form_file(main, definition, places) == (f"{TICKET}.xlsm", b"for one")
    put(shared, "维修单.xlsx")
    put(own, "维修单.xlsx")
    assert titles("service_ticket", *places)[3:] == ["维修单"]


def test_a_name_that_a_mac_wrote_is_the_same_name(tmp_path: Path) -> None:
    path = put(tmp_path, unicodedata.normalize("NFD", "Überprüfung.xlsx"))
    form = FormDefinition(*["Überprüfung"] * 2, "service_ticket")
    assert forms_of(shipped_definition("service_ticket"), [tmp_path])[3] == form
    assert own_form(form, [tmp_path]) == path


def test_a_register_without_forms_has_one_built_from_its_definition(tmp_path: Path) -> None:
    definition = small_definition()
    (only,) = forms_of(definition, [tmp_path])
    assert (only.register, only.main) == (definition.name, True)
    assert data_of(only, definition, [tmp_path])[:2] == b"PK"
    put(tmp_path, f"{only.title}.xlsx")
    assert forms_of(definition, [tmp_path]) == (only,)
    assert data_of(only, definition, [tmp_path]) == b"mine"


def test_the_report_of_another_register_of_the_folder_is_left_out(tmp_path: Path) -> None:
    (other,) = forms_of(small_definition(), ())
    put(tmp_path, f"{other.title}.xlsx")
    assert len(titles("service_ticket", tmp_path)) == 3


def test_a_register_of_a_shipped_name_with_other_columns_has_the_forms_that_fit(tmp_path: Path) -> None:
    definition = shipped_definition("service_ticket")
    content, heads = definition.model_dump(), {"lessons": "心得"}
    for sheet in content["sheets"]:
        sheet["fields"] = [{**field, "header": heads.get(field["name"], field["header"])} for field in sheet["fields"]]
    own = RegisterDefinition.model_validate(content)
    forms = forms_of(own, [tmp_path])
    assert [(form.key, form.main) for form in forms] == [
        ("generic", True),
        ("ticket_confirmation", False),
        ("ticket_plan", False),
    ]
    assert data_of(forms[0], own, [tmp_path])[:2] == b"PK"
    put(tmp_path, f"{TICKET}.xlsx")
    assert forms_of(own, [tmp_path])[0].key == "ticket_closing"


def test_a_form_that_was_taken_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as refused:
        data_of(FormDefinition("维修单", "维修单", "service_ticket"), shipped_definition("service_ticket"), [tmp_path])
    assert "维修单.xlsx" in str(refused.value)


def test_a_form_full_of_pictures_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, f"{TICKET}.xlsx")
    with path.open("r+b") as file:
        file.truncate(21 * 1024 * 1024)
    definition = shipped_definition("service_ticket")
    with pytest.raises(DefinitionError):
        data_of(forms_of(definition, ())[0], definition, [tmp_path])
