"""Models and fault codes are known again however they are spelled. (ST-11)"""

import pytest

from xltools.language.speaking import speaking
from xltools.rules.fault_traits import fault_codes, models_in, of_other_faults, plain_model


@pytest.mark.parametrize("spelled", ["BZ-200", "bz 200", "ＢＺ－２００", "BZ–200", "BZ200", " Bz_200 "])
def test_a_model_has_one_plain_name(spelled: str) -> None:
    assert plain_model(spelled) == "bz200"


def test_models_of_a_list_are_parted() -> None:
    assert models_in("BZ-200、FX 50，TB-80;  ") == {"bz200", "fx50", "tb80"}
    assert models_in(None) == models_in("、") == frozenset()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("设备无法启动，报警代码E-002", {"e2"}),
        ("报警 e 002，后来是Ｅ－０１４。", {"e2", "e14"}),
        ("E002/B-07", {"e2", "b7"}),
        ("故障码：012", {"12"}),
        ("错误代码 1603，ERR 12", {"1603", "err12", "12"}),
        ("面板亮 2 秒即灭，24V 只有 17.3V", set()),
        ("报警 3 次后停机", set()),
        ("升级到 V2.4.1，WIN10 系统，AC220，DC24，主控板 x2", set()),
        ("批次 B20251218", set()),
        ("BZ-200 与 kf35GW 停机", set()),
        ("没有代码", set()),
    ],
)
def test_codes_of_faults_are_told_from_other_numbers(text: str, codes: set[str]) -> None:
    assert fault_codes(text, {"bz200"}) == codes


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"e2"}, {"e14"}, True),
        ({"e2", "e3"}, {"e3"}, False),
        ({"e2"}, {"zk200"}, False),
        ({"12"}, {"13"}, True),
        ({"e2"}, set(), False),
        (set(), set(), False),
    ],
)
def test_codes_of_one_kind_tell_faults_apart(one: set[str], other: set[str], *, differ: bool) -> None:
    assert of_other_faults(one, other) is of_other_faults(other, one) is differ


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("stops with E-002", {"e2"}),
        ("error code 1603, alarm no. 12", {"1603", "12"}),
        ("for 5 days in 2024, the 3 printers", set()),
        ("decode 12", set()),
    ],
)
def test_codes_in_english(typed: str, codes: set[str]) -> None:
    with speaking("en"):
        assert fault_codes(typed, set()) == codes
