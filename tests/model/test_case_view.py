"""The cases as rules see them: read, and over it what was decided."""

from tests.registers import GOOD, read, workbook
from xltools.model.case_view import CaseView
from xltools.model.finding import FindingCode


def view() -> CaseView:
    table = read(workbook([GOOD, {**GOOD, "描述": "洗衣机脱水时剧烈晃动"}])).cases
    return CaseView(table, ["202405-001", None], table.values)


def test_a_decided_column_hides_the_one_that_was_read_and_the_view_before_stays() -> None:
    before = view()
    after = before.extended({"channel": ["邮件", "邮件"], "reopened": ["是", None]})
    assert (before.column("channel"), after.column("channel")) == (["电话", "电话"], ["邮件", "邮件"])
    assert (before.has("reopened"), after.column("reopened")) == (False, ["是", None])


def test_an_absent_field_is_empty_in_every_case() -> None:
    assert (len(view()), view().column("satisfaction"), view().field("satisfaction")) == (2, [None, None], None)


def test_positions_are_known_by_number() -> None:
    assert view().index_of() == {"202405-001": 0}


def test_a_finding_carries_the_cell() -> None:
    finding = view().finding(FindingCode.VALUE_MISSING, 1, "contact", why="此栏")
    assert (finding.row, finding.header) == (6, "联系方式")
