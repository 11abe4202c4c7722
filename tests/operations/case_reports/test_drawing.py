"""Forms are filled with a case; a team's own form is used as it is. (FR-12, ST-6, ST-9, ST-11, RR-12)"""

from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook, load_workbook

from tests.operations.case_reports.closed_cases import NOW, case, register_of
from tests.registers import definition, read, template
from xltools.errors import FormError, ReportError
from xltools.language.speaking import speaking
from xltools.model.case_file import CaseFile
from xltools.model.form_values import Audience
from xltools.model.policy import Policy
from xltools.operations.case_reports.case_register import read_case_register
from xltools.operations.case_reports.drawing import CaseForms, Document
from xltools.reports.form_pdf import printing
from xltools.reports.typesetting.fonts import ReportFonts
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.forms.form_files import form_places

REPORT = "售后服务反馈及处理结果报告"


def texts(document: Document) -> set[str]:
    sheet = load_workbook(BytesIO(document.data)).worksheets[0]
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def drawn(path: Path, audience: Audience = Audience.INWARD) -> tuple[Document, ...]:
    register = read_case_register(path, NOW)
    forms = CaseForms(register.definition, form_places(path))
    return forms.documents(register.files.of("202405-001"), register.policy, audience, NOW, {})


def own_form(folder: Path, title: str, text: str) -> None:
    (folder / "表单").mkdir()
    book = Workbook()
    book.worksheets[0]["B2"] = text
    book.save(folder / "表单" / f"{title}.xlsx")


def test_a_case_has_its_report(tmp_path: Path) -> None:
    (document,) = drawn(register_of(tmp_path, case("202405-001", "张三丰")))
    assert document.name == f"{REPORT}.xlsx"
    assert texts(document) >= {"202405-001", "张三丰", "13800005678", "2024-05-01", "更换主板，连续试机 2 小时正常。"}


def test_outward_nobody_is_named(tmp_path: Path) -> None:  # FR-13
    (document,) = drawn(register_of(tmp_path, case("202405-001", "张三丰")), Audience.OUTWARD)
    told = texts(document)
    assert {"张*", "138****5678"} <= told
    assert not any("张三丰" in text or "13800005678" in text for text in told)


def test_who_asked_for_it_is_nobody(tmp_path: Path) -> None:  # FR-2
    path = register_of(tmp_path, case("202405-001", "红星机械厂", 匿名="是"))
    assert "某客户" in texts(drawn(path, Audience.OUTWARD)[0])
    assert "红星机械厂" in texts(drawn(path)[0])


def test_a_form_of_the_teams_own_is_used_as_it_is(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    own_form(tmp_path, REPORT, "{{反馈编号}}：{{处理结果}}")
    assert texts(drawn(path)[0]) == {"202405-001：更换主板，连续试机 2 小时正常。"}


def test_a_form_that_asks_for_what_is_not_there_says_where(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    own_form(tmp_path, REPORT, "{{处理结课}}")
    with pytest.raises(FormError, match=r"B2.*处理结果"):
        drawn(path)


@pytest.mark.parametrize("name", shipped_definitions())
def test_each_register_has_one_report_and_fills_all_its_forms(name: str) -> None:
    own = shipped_definition(name)
    policy = read_policy(name)
    forms = CaseForms(own, ())
    empty = CaseFile(own, "202405-001", 5, {})
    assert [form.main for form in forms.forms].count(True) == 1
    documents = forms.documents(empty, policy, Audience.OUTWARD, NOW, {}, forms.forms)
    assert [document.title for document in documents] == [form.title for form in forms.forms]
    assert not any("{{" in text for document in documents for text in texts(document))


def read_policy(name: str) -> Policy:

    return read(template(name), NOW, name).policy


def test_a_built_report_has_tables_for_what_the_case_has() -> None:
    desk = definition("it_service_desk")
    asked = CaseFile(desk, "1", 5, {}, {"extensions": ({"reason": "spare part late"},)})
    bare = CaseFile(desk, "2", 6, {})
    policy = read(template(desk.name), NOW, desk.name).policy
    with speaking(desk.language):
        forms = CaseForms(desk, ())
        one, other = (forms.documents(each, policy, Audience.INWARD, NOW, {})[0] for each in (asked, bare))
    assert {"Extensions", "spare part late"} <= texts(one)
    assert "Extensions" not in texts(other)
    assert any("Extensions, Team tasks" in said for said in texts(other))


def test_a_form_is_found_by_a_part_of_its_name() -> None:
    forms = CaseForms(shipped_definition("service_ticket"), ())
    assert forms.named("《问题确认单》").title == forms.named("确认单").title == "问题确认单"
    with pytest.raises(ReportError):
        forms.named("发票")


def test_only_forms_that_the_case_has_rows_for_are_worth_keeping() -> None:  # ST-12
    own = shipped_definition("service_ticket")
    forms = CaseForms(own, ())
    bare = CaseFile(own, "1", 5, {})
    planned = CaseFile(own, "1", 5, {}, {"plans": ({"plan": "更换"},)})
    assert [form.title for form in forms.worth_keeping(bare)] == ["售后服务工单结案报告"]
    assert [form.title for form in forms.worth_keeping(planned)] == ["售后服务工单结案报告", "问题处理方案表"]


def test_no_printer_is_made_where_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(printing, "FormPrinter", made.append)
    forms = CaseForms(shipped_definition("service_ticket"), (), cast("ReportFonts", object()))
    forms.close()
    assert not made
