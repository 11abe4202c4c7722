"""The words that rules act on are words that people can choose, in each language."""

import tomllib
from functools import cache
from typing import Any

import pytest

from tests.registers import definition
from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking, text, texts
from xltools.language.words import Word, finished_words
from xltools.model.sla_timer import LimitUnit
from xltools.workbook.definition_files import templates_folder

REGISTERS = {"zh-CN": "service_ticket", "en": "it_service_desk"}
COMMON = {"zh-CN": "common.toml", "en": "common.en.toml"}
LISTS = sorted({word.value.split(".")[0] for word in Word} - {"task_state"})


@cache
def common(language: str) -> dict[str, Any]:
    """What all registers of a language share."""
    return tomllib.loads((templates_folder() / COMMON[language]).read_text(encoding="utf-8"))


@pytest.fixture(params=SHIPPED_LANGUAGES, name="language")
def spoken(request: pytest.FixtureRequest) -> Any:
    with speaking(request.param):
        yield request.param


@pytest.mark.parametrize("key", LISTS)
def test_each_word_stands_in_its_list(key: str, language: str) -> None:
    words = {word.said for word in Word if word.value.startswith(f"{key}.")}
    assert words <= set(definition(REGISTERS[language]).lists[key].values)


def test_what_is_finished_is_a_word_of_progress(language: str) -> None:
    lists = definition(REGISTERS[language]).lists
    assert {*lists["progress"].values, *lists["task_state"].values} >= finished_words()


@pytest.mark.parametrize("key", ["yes_no", "limit_unit", "weekday", "day_type", "verdict", "progress"])
def test_shared_lists_hold_the_words_of_their_language(key: str, language: str) -> None:
    values = common(language)["lists"][key]["values"]
    assert set(texts(f"words.{key}").values()) <= set(values)


def test_shared_lists_keep_their_order(language: str) -> None:
    lists = common(language)["lists"]
    assert lists["limit_unit"]["values"] == [unit.said for unit in LimitUnit]
    assert lists["weekday"]["values"] == list(texts("words.weekday").values())  # Monday is the first


def test_shared_settings_hold_the_words_of_their_language(language: str) -> None:
    settings = next(sheet for sheet in common(language)["sheets"] if sheet["key"] == "settings")
    default = {row["key"]: row["value"] for row in settings["rows"]}
    assert default["statutory_holidays"] in texts("words.holiday_source").values()
    assert default["attachments_folder"] == text("folders.attachments")
