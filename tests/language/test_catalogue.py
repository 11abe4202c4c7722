"""Every language says everything, with the same values in it, and the code asks for nothing else."""

import ast
import re
import string
from pathlib import Path

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES, catalogue

PACKAGE = Path(__file__).parents[2] / "xltools"
OTHERS = [language for language in SHIPPED_LANGUAGES if language != "zh-CN"]
ASKING = {"text", "texts", "in_every_language"}


def placeholders(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def asked() -> tuple[set[str], set[str]]:
    """Keys that the code names in full, and the beginnings of those that it puts together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if "xltools.language.speaking import" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKING):
                continue
            key = node.args[0] if node.args else None
            if isinstance(key, ast.Constant) and node.func.id == "texts":
                begun.add(f"{key.value}.")
            elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                whole.add(key.value)
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                begun.add(str(key.values[0].value))
    return whole, begun


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert catalogue(language).keys() == catalogue("zh-CN").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_values_go_into_each_text(language: str) -> None:
    theirs, ours = catalogue(language), catalogue("zh-CN")
    differing = {key for key in ours.keys() & theirs.keys() if placeholders(ours[key]) != placeholders(theirs[key])}
    assert differing == set()


def test_everything_that_the_code_asks_for_by_name_is_there() -> None:
    whole, begun = asked()
    missing = whole - catalogue("zh-CN").keys()
    missing |= {each for each in begun if not any(key.startswith(each) for key in catalogue("zh-CN"))}
    assert missing == set()


def test_nothing_is_kept_that_nobody_asks_for() -> None:
    whole, begun = asked()
    constants = {
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    idle = {key for key in catalogue("zh-CN") if key not in constants and not key.startswith(tuple(begun))}
    assert idle == set()
    assert whole <= constants


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_hold_no_chinese(language: str) -> None:
    foreign = {key for key, said in catalogue(language).items() if re.search(r"[\u4e00-\u9fff]", said)}
    assert foreign == set()


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        catalogue("tlh")
