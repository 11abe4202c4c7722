"""Which words do rules act on that the definition's lists lack? Each where a column is compared with it.

Invariant: a word is only asked for where the register has the column, and of the kinds of log entries only those that
its time limits and columns need.
"""

from collections.abc import Iterable, Iterator

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking, texts
from xltools.language.words import Word
from xltools.model.finding import Severity
from xltools.model.nearest_word import nearest
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.model.sheet_keys import TIMERS_SHEET
from xltools.model.sla_timer import LimitUnit
from xltools.workbook.definition_checks.definition_problem import Flaw

_YES_NO = (Word.YES, Word.NO)
_BY_FIELD = {
    **dict.fromkeys(("repeats", "may_pause", "anonymous", "remote_assistance", "model_verified"), _YES_NO),
    "verdict": (Word.AGREED, Word.REFUSED),
    "remote_consent": (Word.CONSENTED,),
    "progress": (Word.UNDER_WAY, Word.DONE, Word.DROPPED),
    "task_state": (Word.DONE_BY_CUSTOMER, Word.NOT_NEEDED),
}


def word_flaws(definition: RegisterDefinition) -> Iterator[Flaw]:
    """Words that are missing, one flaw for each list and word; the definition's language must be spoken.

    Where the lists hold another language's words, that is the one flaw: no rule would understand the register.
    """
    missing = _missing(definition)
    for other in (each for each in SHIPPED_LANGUAGES if missing and each != definition.language):
        with speaking(other):
            fewer = len(_missing(definition)) * 2 < len(missing)
        if fewer:
            is_so = (
                f"is {definition.language!r}, but the words of the lists, its own or included, are those of {other!r}"
            )
            yield Flaw(("language",), is_so, f'language = "{other}", or lists in {definition.language}', Severity.ERROR)
            return
    for list_name, word in missing:
        near = nearest(word, definition.lists[list_name].values)
        hint = f" in place of {near!r}" if near else ""
        is_so = f"the word {word!r} is missing, which rules act on"
        yield Flaw(("lists", list_name, "values"), is_so, f"{word!r}{hint}")


def _missing(definition: RegisterDefinition) -> list[tuple[str, str]]:
    """Names of lists with words of the spoken language that they lack."""
    needed = [(name, word) for name, words in _needed(definition) for word in words]
    return [(name, word) for name, word in dict.fromkeys(needed) if word not in definition.lists[name].values]


def _needed(definition: RegisterDefinition) -> Iterator[tuple[str, Iterable[str]]]:
    """Names of lists, with words that they must have."""
    for sheet, field in definition.all_fields():
        if field.choices is None or definition.lists[field.choices].parent is not None:
            continue
        yield field.choices, [word.said for word in _BY_FIELD.get(field.name, ())]
        if (sheet.key, field.name) == (TIMERS_SHEET, "unit"):
            yield field.choices, list(LimitUnit.words())
        elif (sheet.key, field.name) == ("working_hours", "weekday"):
            yield field.choices, list(texts("words.weekday").values())
        elif (sheet.key, field.name) == ("calendar", "day_type"):
            yield field.choices, list(texts("words.day_type").values())
        elif sheet.kind is SheetKind.LOG and field.name == "log_kind":
            yield field.choices, [word.said for word in _log_kinds(definition)]


def _log_kinds(definition: RegisterDefinition) -> Iterator[Word]:
    timers = definition.sheet(TIMERS_SHEET)
    rows = timers.rows if timers else ()
    if any(row.get("repeats") == Word.YES.said for row in rows):
        yield Word.CUSTOMER_CONTACT
    if any(row.get("may_pause") == Word.YES.said for row in rows):
        yield from (Word.PAUSE, Word.RESUME)
    if "remote_consent" in definition.register_sheet.by_name:
        yield Word.REMOTE_ASSISTANCE
