"""What may be told of a case to whoever meets its fault again? Its texts, without whoever they are about. (ST-11)

Invariant: nobody stands in a text that comes out of here under a name that stands in the row or on sheet 人员; short
forms of names (唐工 for 唐敏) are not known for what they are.
"""

import re
from functools import cache, cached_property

from xltools.language.speaking import speaking, spoken_language, text
from xltools.model.case_view import CaseView
from xltools.model.field import Personal
from xltools.model.policy import Policy
from xltools.model.register import Column
from xltools.rules.masked_case import anonymous_name
from xltools.rules.masked_wording import masked_wording
from xltools.rules.staff_labels import staff_labels
from xltools.rules.whole_words import between_words

_SHORTEST_CUSTOMER = 4  # a company's name; a person's is masked, however short
_MARKS = re.compile(r"[\W_]+")
_END = re.compile(r"[，。；！？,;!?\n]")


def is_lesson(typed: str) -> bool:
    """Whether it teaches anything: 「无」, 「—」, 「没有经验教训」 and “no lessons learned” do not."""
    told = _MARKS.sub(between_words(), typed).strip().lower()
    return len(told) > 1 and _nothing(spoken_language()).fullmatch(told) is None


@cache
def _nothing(language: str) -> re.Pattern[str]:
    """What says that there is nothing to say, without its marks."""
    with speaking(language):
        before, nothing, behind = (text(f"wording.lessons.{part}") for part in ("before", "nothing", "behind"))
        blank = between_words() and " ?"
    return re.compile(rf"(?:(?:{before}){blank})?(?:{nothing})(?:{blank}(?:{behind}))*")


def shortened(typed: str, longest: int) -> str:
    """A text in one line of at most so many characters, cut behind a clause where that leaves at least half of them."""
    line = " ".join(typed.split())
    if len(line) <= longest:
        return line
    ends = [match.start() for match in _END.finditer(line, longest // 2, longest)]
    return f"{line[: ends[-1] if ends else longest - 1].rstrip()}…"


class LessonTexts:
    """The texts of the cases of one register."""

    def __init__(self, view: CaseView, policy: Policy) -> None:
        self._view, self._policy = view, policy
        self._staff = staff_labels(policy)._replace(full_names=False)  # whoever they are, it is not about them

    @cached_property
    def _names(self) -> list[Column]:
        declared = [each for each in self._view.table.present() if each.personal is Personal.NAME]
        return [self._view.columns[each.name] for each in declared]

    def told(self, index: int, *names: str) -> str:
        """The first of these fields that is filled, masked; "" where all are empty."""
        told = next((str(value) for name in names if (value := self._view.column(name)[index])), "")
        if not told:
            return ""
        customer, contact = (str(self._view.column(name)[index] or "") for name in ("customer_name", "contact"))
        if len(customer) >= _SHORTEST_CUSTOMER:
            told = told.replace(customer, anonymous_name(self._policy))
        people = [str(column[index]) for column in self._names if column[index]]
        return self._staff.hidden_in(masked_wording(told, contact, people))
