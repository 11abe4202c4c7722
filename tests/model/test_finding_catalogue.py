"""Every code has its words, and no sentence lacks what it needs."""

import string

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue
from xltools.language.speaking import speaking, texts
from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import CATALOGUE, MAXIMUM_REMARK, is_remark, message, remark, shortened

PARTS = ("is_so", "should_be", "remedy")


def placeholders(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
@pytest.mark.parametrize("code", FindingCode)
def test_each_code_has_all_parts_of_the_frame(code: FindingCode, language: str) -> None:
    parts = [catalogue(language)[f"findings.{code.lower()}.{part}"] for part in PARTS]
    assert all(parts)
    params = dict.fromkeys(set().union(*map(placeholders, parts)), "x")
    with speaking(language):
        told = message(Finding(code, "登记", 5, 3, "contact", "HEAD", params))
        assert is_remark(told)
        assert "HEAD" in told
        assert all(part.format_map(params) in told for part in parts)
    assert code in CATALOGUE


def test_no_words_are_kept_for_a_code_that_is_none() -> None:
    with speaking("zh-CN"):
        tables = {key.split(".")[0] for key in texts("findings")} - {"marks", "put_in"}
    assert tables == {code.lower() for code in FindingCode}


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
    with speaking("en"):
        assert shortened("[Priority]\nhigh") == "(Priority) high"
        assert not is_remark(shortened("[Priority]"))


def test_a_remark_fits_into_a_cell_and_is_none_where_nothing_is_to_say() -> None:
    finding = Finding(FindingCode.CELL_ERROR, "登记", 5, 3, "contact", "联系方式")
    assert len(remark([finding] * 2000) or "") == MAXIMUM_REMARK
    assert remark([]) is None
    silent = Finding(FindingCode.NUMBER_RESTORED, "登记", 5, 1, "number", "编号", {"value": "x", "number": "y"})
    assert remark([silent]) is None
