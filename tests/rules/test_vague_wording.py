"""Which texts say nothing? (FR-16, FA-10)"""

import pytest

from tests.registers import definition
from xltools.language.speaking import speaking
from xltools.model.policy import VagueWord
from xltools.rules.vague_wording import vague_advice

FIELD = definition("feedback_report").register_sheet.by_name["problem_description"]
RESULT = definition("feedback_report").register_sheet.by_name["result"]
WORDS = (
    VagueWord("坏了", "", "写明现象"),
    VagueWord("产品坏了", "", "写明哪里坏"),
    VagueWord("尽快处理", "处理结果", "写明做了什么"),
)


@pytest.mark.parametrize(
    "text", ["坏了", "产品坏了", "产品坏了。", "机器又坏了！！", "客户反映产品坏了", "刚买的就坏了"]
)
def test_vague(text: str) -> None:
    assert vague_advice(WORDS, FIELD).on(text) is not None


@pytest.mark.parametrize("text", ["产品无法开机，指示灯不亮", "压缩机坏了，报警E-002", "屏幕坏了", "坏了一个万向轮"])
def test_concrete(text: str) -> None:
    assert vague_advice(WORDS, FIELD).on(text) is None


def test_the_longest_matching_word_gives_the_advice() -> None:
    assert vague_advice(WORDS, FIELD).on("产品坏了") == "写明哪里坏"


def test_a_word_for_one_column_leaves_the_others_alone() -> None:
    assert vague_advice(WORDS, FIELD).on("尽快处理") is None
    assert vague_advice(WORDS, RESULT).on("我们会尽快处理") == "写明做了什么"


ENGLISH = (VagueWord("broken", "", "say what happens"), VagueWord("does not work", "", "say what it does"))


@pytest.mark.parametrize(
    ("typed", "vague"),
    [
        ("Broken", True),
        ("The device is broken again!", True),
        ("It does not work, please help", False),
        ("It still does not work today", True),
        ("Spindle broken", False),
        ("unbroken", False),
    ],
)
def test_vague_in_english(typed: str, vague: bool) -> None:
    with speaking("en"):
        assert (vague_advice(ENGLISH, FIELD).on(typed) is not None) is vague
