"""What are the parameters of sheet 设置?

Invariant: every parameter of the template is there and fits; a fault is told and the shipped value stays in force.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from xltools.language.speaking import text, texts
from xltools.language.words import Word
from xltools.model.finding import Finding, FindingCode
from xltools.model.list_words import as_listed
from xltools.model.policy import listed_values
from xltools.model.time_zones import is_time_zone
from xltools.workbook.settings.settings_rows import LARGEST_AMOUNT, SettingsRows, Values
from xltools.workbook.typed_values import normalised, number_of

STATUTORY_HOLIDAYS = "statutory_holidays"
_NO_FOLDER_NAME = re.compile(r'[<>:"|?*\x00-\x1f]|\.\.|^[/\\]')


def _is_count(value: str) -> bool:
    number = number_of(value)
    return number is not None and 0 <= number <= LARGEST_AMOUNT


_WORDS_OF = {  # parameters that hold values of a list: a word that the list does not have would switch a rule off
    "reopen_satisfaction": "satisfaction",
    "meeting_priorities": "priority",
    "meeting_kind": "approval_kind",
    "improvement_types": "problem_type",
    "cross_department_types": "problem_type",
}


def no_statutory_holidays() -> str:
    """What parameter `STATUTORY_HOLIDAYS` says where no state's holidays apply."""
    return text("words.holiday_source.none")


def read_parameters(rows: SettingsRows) -> dict[str, str]:
    """Parameters by key; where the default is a number, a number is expected."""
    table = rows.table
    keys = [rows.text(index, "key") for index in rows.indexes()]
    parameters: dict[str, str] = {}
    for default in table.definition.rows:
        key, fallback = str(default["key"]), str(default["value"])
        parameters[key] = fallback
        if key not in keys:
            params = {"value": str(default["label"]), "fallback": fallback}
            rows.findings.append(Finding(FindingCode.SETTING_MISSING, table.title, 0, 0, "", "", params))
            continue
        index = keys.index(key)
        value = _spelled(normalised(rows.text(index, "value")), _words(key, fallback, rows.lists))
        fits, expected = expected_parameter(key, fallback, rows.lists)
        if fits(value):
            parameters[key] = f"{number_of(value):.15g}" if fits is _is_count else value  # people write 10分 as well
        elif value:
            rows.unusable(index, "value", expected, text("settings.in_force.value", value=fallback), value)
    return parameters


def _words(key: str, fallback: str, lists: Mapping[str, Values]) -> Values:
    """The words that rules look for in a parameter."""
    if key == STATUTORY_HOLIDAYS:
        return tuple(texts("words.holiday_source").values())
    if key == "staff_names":
        return fallback, text("personal.staff.full_names")
    if key == "remote_consent_required":
        return Word.YES.said, Word.NO.said
    return lists.get(_WORDS_OF.get(key, ""), ())


def _spelled(value: str, words: Values) -> str:
    """One or several words as rules know them."""
    typed = listed_values(value)
    meant = tuple(as_listed(each, words) for each in typed)
    return value if meant == typed else text("signs.list_separator").join(meant)


def expected_parameter(key: str, usual: str, lists: Mapping[str, Values]) -> tuple[Callable[[str], bool], str]:
    """What a parameter's value must satisfy, and how that is said.

    Args:
        key: The parameter.
        usual: A value that fits: where it is a number, a number is expected.
        lists: The register's lists, of whose values some parameters are.
    """
    words = lists.get(_WORDS_OF.get(key, ""))
    if words is not None:
        return lambda value: bool(value) and set(listed_values(value)) <= set(words), _one_of(words)
    if key == STATUTORY_HOLIDAYS:
        sources = texts("words.holiday_source").values()
        return lambda value: value in sources, _one_of(sources)
    if key == "time_zone":
        return is_time_zone, text("settings.expected.time_zone")
    if key == "attachments_folder":
        return lambda value: not _NO_FOLDER_NAME.search(value), text("settings.expected.folder")
    if _is_count(usual):
        return _is_count, text("settings.expected.number")
    return bool, text("settings.expected.words")


def _one_of(words: Iterable[str]) -> str:
    return text("signs.list_separator").join(words)
