"""What a definition has and a workbook lacks; what people took out on purpose is no lack."""

import pytest

from tests.registers import small_definition, template
from tests.workbook.extending.team_books import TAB, book, definition
from tests.workbook.small_packages import parts_of, read_part, sheet, zipped
from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import CellEdit
from xltools.workbook.extending.lacking import Lacking, lacking
from xltools.workbook.layout import list_columns
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch


def small(*edits: CellEdit) -> Lacking:
    """The small register's template, after somebody worked on it."""
    return lacking(open_package(patch(template(), edits)), small_definition())


def heads(lack: Lacking, tab: str) -> list[str]:
    return [column.head for column in lack.standing[tab].missing]


def test_a_template_lacks_nothing() -> None:
    lack = small()
    assert (lack.sheets, lack.renamed) == ((), ())
    assert not any(each.missing or each.parameters for each in lack.standing.values())


def test_a_column_that_lost_its_head_is_missing() -> None:
    lack = small(CellEdit("登记", 4, 12, None))
    assert (heads(lack, "登记"), lack.standing["登记"].head_row) == (["订单号"], 4)


def test_a_head_that_is_nearly_the_same_is_asked_about() -> None:
    changed = CellEdit("登记", 4, 12, "订单编号")
    asked = small(changed)
    assert [(each.wanted, each.nearest, each.letter) for each in asked.renamed] == [("订单号", "订单编号", "L")]
    assert heads(asked, "登记") == []
    data = patch(template(), [changed])
    assert heads(lacking(open_package(data), small_definition(), add_renamed=True), "登记") == ["订单号"]


def test_a_head_that_means_the_same_is_asked_about_however_unlike_it_is() -> None:
    fields = small_definition().register_sheet.fields
    place = next(at for at, field in enumerate(fields, start=1) if field.header == "联系方式")
    asked = small(CellEdit("登记", 4, place, "电话号码"))
    assert [(each.wanted, each.nearest) for each in asked.renamed] == [("联系方式", "电话号码")]
    assert heads(asked, "登记") == []


def test_a_list_is_missing_as_a_whole_or_not_at_all() -> None:
    """A part of a dependent list, like a value, may be taken out on purpose."""
    tab = "选项"
    titles = {column: head for head, column in list_heads().items()}
    part = next(column for column, head in titles.items() if head == "小类·服务类")
    assert heads(small(CellEdit(tab, 4, part, None)), tab) == []
    channel = next(column for column, head in titles.items() if head == "渠道")
    assert heads(small(CellEdit(tab, 4, channel, None)), tab) == ["渠道"]


def list_heads() -> dict[str, int]:
    return {head: place for place, head in enumerate(list_columns(small_definition()), start=1)}


def test_parameters_are_known_by_their_key() -> None:
    lack = small(CellEdit("设置", 6, 1, None))
    assert [row["key"] for row in lack.standing["设置"].parameters] == [small_definition().sheets[-1].rows[1]["key"]]
    assert not small(CellEdit("设置", 6, 3, "anything")).standing["设置"].parameters


def test_a_tab_of_that_name_that_holds_something_else_is_refused() -> None:
    other = zipped(parts_of({TAB: text_of_cases(), "过程": sheet("")}))
    with pytest.raises(PatchRefusedError, match="过程"):
        lacking(open_package(other), definition())


def text_of_cases() -> str:
    return read_part(book(), "xl/tabs/t1.xml").replace(' s="1"', "").replace(' s="2"', "")
