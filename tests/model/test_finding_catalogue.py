"""Every code has its words, and no sentence lacks what it needs."""

import string

import pytest

from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import CATALOGUE, MAXIMUM_REMARK, message, remark, shortened


def placeholders(code: FindingCode) -> set[str]:
    entry = CATALOGUE[code]
    text = entry.is_so + entry.should_be + entry.remedy
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", FindingCode)
def test_each_code_has_all_parts_of_the_frame(code: FindingCode) -> None:
    entry = CATALOGUE[code]
    assert all((entry.is_so, entry.should_be, entry.remedy))
    finding = Finding(code, "登记", 5, 3, "contact", "联系方式", dict.fromkeys(placeholders(code), "x"))
    assert message(finding).startswith("【联系方式】")


def test_a_missing_parameter_is_noticed() -> None:
    with pytest.raises(KeyError):
        message(Finding(FindingCode.CHOICE_UNKNOWN, "登记", 5, 3, "channel", "渠道"))


def test_addresses() -> None:
    def address(row: int, column: int) -> str:
        return Finding(FindingCode.VALUE_MISSING, "登记", row, column, "", "").address

    assert [address(5, 28), address(5, 0), address(0, 0)] == ["登记!AB5", "登记!5:5", "登记"]


def test_what_people_typed_cannot_pose_as_our_marks() -> None:
    assert shortened("【优先级】\n" + "长" * 100, 12) == "[优先级] 长长长长长…"
    finding = Finding(FindingCode.CONTACT_MALFORMED, "登记", 5, 3, "contact", "联系方式", {"value": "【优先级】{x}"})
    assert message(finding).count("【") == 1


def test_a_remark_fits_into_a_cell_and_is_none_where_nothing_is_to_say() -> None:
    finding = Finding(FindingCode.CELL_ERROR, "登记", 5, 3, "contact", "联系方式")
    assert len(remark([finding] * 2000) or "") == MAXIMUM_REMARK
    assert remark([]) is None
    silent = Finding(FindingCode.NUMBER_RESTORED, "登记", 5, 1, "number", "编号", {"value": "x", "number": "y"})
    assert remark([silent]) is None
