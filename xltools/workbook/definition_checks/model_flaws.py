"""What does the model refuse in a definition? Each refusal of pydantic in words, with the nearest that would do.

Invariant: all that can be known at once is told at once: unknown keys are told and then left aside, so that they hide
nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from xltools.language.one_line import cut_short
from xltools.model.contradictions import ContradictionsError
from xltools.model.expected_values import expected_value
from xltools.model.finding import Severity
from xltools.model.nearest_word import nearest, what_would_do
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_checks.definition_problem import Flaw
from xltools.workbook.definition_merging import Key
from xltools.workbook.definition_sources import Table

_UNKNOWN_KEY, _MISSING = "extra_forbidden", "missing"
_FORMS = {  # what the patterns of the model mean, by the key that has one
    "name": "small letters, digits and underscores, a letter first",
    "key": "small letters, digits and underscores, a letter first",
    "title": "a tab's title without [ ] : * ? / \\ and '",
    "header": "a head without 【 】, beginning and ending with a sign",
}
_BOUNDS = {
    "string_too_long": ("max_length", "{} characters at most"),
    "string_too_short": ("min_length", "{} characters at least"),
    "too_short": ("min_length", "{} at least"),
    "greater_than_equal": ("ge", "{} or more"),
    "less_than_equal": ("le", "{} or less"),
}
_TABLES = ("model_type", "model_attributes_type")
_EXCEL_TITLE = 31


def model_flaws(table: Table) -> tuple[RegisterDefinition | None, list[Flaw]]:
    """Read a definition; what is refused is told.

    Args:
        table: The whole definition, put together.

    Returns:
        The definition, read without its unknown keys; None where it is refused for anything else. And the flaws.
    """
    flaws = list(_version(table))
    table = deepcopy(table)
    while True:
        try:
            return RegisterDefinition.model_validate(table), flaws
        except ValidationError as error:
            errors = error.errors(include_url=False)
        unknown = [each for each in errors if each["type"] == _UNKNOWN_KEY]
        flaws += (flaw for each in unknown or errors for flaw in _flaws_of(each, table))
        if not unknown:
            return None, list(dict.fromkeys(flaws))
        for each in unknown:
            _remove(table, each["loc"])


def _version(table: Table) -> Iterator[Flaw]:
    """In quotes it is read as a number all the same, blanks and all; whoever counts it up should see one."""
    if isinstance(table.get("version"), str):
        yield Flaw(("version",), f"is the text {_shown(table['version'])}", "a whole number, without quotes")


def _remove(table: Table, key: Sequence[str | int]) -> None:
    inside: Any = table
    for part in key[:-1]:
        inside = inside[part]
    del inside[key[-1]]


def _flaws_of(error: Mapping[str, Any], table: Table) -> Iterator[Flaw]:
    key, kind, context = _within(table, error["loc"]), error["type"], error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, ContradictionsError):
        for found in cause.found:
            yield Flaw((*key, *found.key), found.sentence, found.should_be, Severity.ERROR)
    elif kind == _UNKNOWN_KEY:
        yield Flaw(key, "unknown key", _known_keys(key), Severity.ERROR)
    elif kind == _MISSING:
        yield Flaw(key, "is missing", "every definition has it there", Severity.ERROR)
    elif cause is not None:
        at, is_so = _of_one_key(table, key, str(cause))
        yield Flaw(at, is_so, "", Severity.ERROR)
    else:
        yield Flaw(key, f"is {_shown(error['input'])}", _should_be(kind, key, context, error), Severity.ERROR)


def _should_be(kind: str, key: Key, context: Mapping[str, Any], error: Mapping[str, Any]) -> str:
    if kind in ("enum", "literal_error"):
        expected = str(context["expected"])
        near = nearest(str(error["input"]), [word.strip("' ") for word in expected.replace(" or ", ",").split(",")])
        return f"one of {expected}" + (f" (nearest: {near})" if near else "")
    if kind == "string_pattern_mismatch":
        return _FORMS.get(str(key[-1]), f"of the form {context['pattern']}")
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        told = words.format(f"{context[name]:g}")
        return f"{told}, as Excel has it" if context[name] == _EXCEL_TITLE else told
    if kind in _TABLES:
        return f"must be a table with some of {', '.join(_model_at(key).model_fields)}"
    return expected_value(error)


def _of_one_key(table: Table, key: Key, said: str) -> tuple[Key, str]:
    """A refusal that begins with the name of one key (``pattern: …``) belongs to that key."""
    name, found, rest = said.partition(": ")
    inside: Any = table
    for part in key:
        inside = inside[part]
    return ((*key, name), rest) if found and isinstance(inside, dict) and name in inside else (key, said)


def _shown(value: object) -> str:
    text = repr(value)
    return cut_short(text, 60)


def _within(table: Table, key: Sequence[str | int]) -> Key:
    """The key as far as the definition has it; the names of types that pydantic tried are cut off."""
    inside: Any = table
    for place, part in enumerate(key):
        try:
            inside = inside[part]
        except (KeyError, IndexError, TypeError):
            return tuple(key[: place + 1]) if isinstance(inside, dict) else tuple(key[:place])
    return tuple(key)


def _known_keys(key: Key) -> str:
    """The keys that may stand there, or the nearest of them."""
    return what_would_do(str(key[-1]), sorted(_model_at(key[:-1]).model_fields))


def _model_at(key: Key) -> type[BaseModel]:
    model: type[BaseModel] = RegisterDefinition
    for part in key:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        model = (_model_in(field.annotation) if field else None) or model
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for each in get_args(annotation) if (model := _model_in(each))), None)
