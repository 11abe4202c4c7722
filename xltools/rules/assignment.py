"""Who handles a case, and which department leads? By class, role, presence and load (FR-5, FA-8, RR-10).

Sheet 分派规则 gives a class its role and department. Of the people with that role, those of that department are meant
if there are any, else all of them. Whoever is there and below the limit and has the fewest open cases gets the case, on
a tie the one further up on sheet 人员. Only where none of them can, the deputies of those who are away come in, and
their deputies in turn.

Invariant: an empty cell stays empty, and is said, where nobody can take the case; a filled one is never touched.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import AssignmentRule, Person, Policy
from xltools.rules.proposed_cells import empty_cells

HANDLER_FIELD, DEPARTMENT_FIELD = "handler", "lead_department"
_SHOWN_PEOPLE = 3


class Assignment(NamedTuple):
    """Who is proposed.

    Attributes:
        proposals: Names and departments by field name and index of the case.
        findings: Cases that nobody can take, on their handler.
    """

    proposals: Mapping[str, Mapping[int, str]]
    findings: list[Finding]


def propose_assignment(
    view: CaseView, policy: Policy, today: date, open_cases: Sequence[bool], done: Collection[int] = ()
) -> Assignment:
    """Propose a handler and a leading department for open cases whose class is known (FR-5, FA-8, RR-10).

    Cases take their turn in the order of receipt, then of their numbers, wherever they stand on the sheet. Sleeps where
    no rules are given.

    Args:
        view: The cases, with the classes that are proposed for them.
        policy: Rules and people.
        today: The day on which somebody has to be there.
        open_cases: Which cases are open; they alone are assigned, and they alone are load.
        done: Indexes of those that lack nothing but what is proposed here: who has them, has no more to do for it.
    """
    if not policy.assignment or not view.has("category"):
        return Assignment({}, [])
    categories = view.column("category")
    classified = {index for index, is_open in enumerate(open_cases) if is_open and categories[index] is not None}
    waiting = classified & empty_cells(view, HANDLER_FIELD)
    handlers, findings = _handlers(view, policy, today, open_cases, waiting, done)
    unled = classified & empty_cells(view, DEPARTMENT_FIELD)
    departments = _departments(view, policy, handlers, unled)
    proposed = {HANDLER_FIELD: handlers, DEPARTMENT_FIELD: departments}
    return Assignment({name: values for name, values in proposed.items() if values}, findings)


def who_answers(to: str, policy: Policy, today: date, department: str = "") -> str | None:
    """The person who is there for a role or a name (FA-6, FA-9).

    Args:
        to: A role or a name on sheet 人员.
        policy: The people.
        today: The day on which the person has to be there.
        department: The case's department; the people with that role in it come before all others.

    Returns:
        The name, that of a deputy if need be; None if nobody is there.
    """
    roster = _Roster(policy.people, today)
    for person in (*roster.candidates(to, department), *roster.deputies(roster.candidates(to, department))):
        if not person.is_absent(today):
            return person.name
    return None


def _handlers(
    view: CaseView,
    policy: Policy,
    today: date,
    open_cases: Sequence[bool],
    waiting: set[int],
    done: Collection[int],
) -> tuple[dict[int, str], list[Finding]]:
    if not waiting:
        return {}, []
    handled = Counter(
        str(name)
        for index, (name, is_open) in enumerate(zip(view.column(HANDLER_FIELD), open_cases, strict=True))
        if is_open and name and index not in done
    )
    roster, rules = _Roster(policy.people, today, handled), AssignmentRules(policy.assignment)
    handlers: dict[int, str] = {}
    findings: list[Finding] = []
    for index in sorted(waiting, key=lambda index: _turn(view, index)):
        rule = rules.of(view, index)
        taker = roster.take(rule, counts=index not in done) if rule else None
        if taker is not None:
            handlers[index] = taker
            continue
        needed = rule.role if rule else str(view.column("category")[index])
        why = roster.why_nobody(rule) if rule else text("findings.put_in.nobody.no_rule")
        findings.append(view.finding(FindingCode.NOBODY_AVAILABLE, index, HANDLER_FIELD, why=why, role=needed))
    return handlers, sorted(findings, key=lambda finding: finding.row)


def _departments(view: CaseView, policy: Policy, handlers: Mapping[int, str], unled: set[int]) -> dict[int, str]:
    """By the rule; where its department is not in the field's list, by the handler's."""
    if not unled:
        return {}
    field, rules = view.field(DEPARTMENT_FIELD), AssignmentRules(policy.assignment)
    allowed = policy.lists.get(field.choices, ()) if field and field.choices else None
    by_person = {person.name: person.department for person in policy.people}
    typed = view.column(HANDLER_FIELD)
    departments: dict[int, str] = {}
    for index in sorted(unled):
        rule = rules.of(view, index)
        handler = handlers.get(index) or str(typed[index] or "")
        for department in (rule.department if rule else "", by_person.get(handler, "")):
            if department and (allowed is None or department in allowed):
                departments[index] = department
                break
    return departments


class AssignmentRules:
    """Sheet 分派规则, asked by case."""

    def __init__(self, rules: Sequence[AssignmentRule]) -> None:
        self._by_class: dict[tuple[str, str], AssignmentRule] = {}
        for rule in rules:
            self._by_class.setdefault((rule.category, rule.subcategory), rule)

    def of(self, view: CaseView, index: int) -> AssignmentRule | None:
        """The rule of the case's category and subcategory, else of its category."""
        category, subcategory = (str(view.column(name)[index] or "") for name in ("category", "subcategory"))
        return self._by_class.get((category, subcategory)) or self._by_class.get((category, ""))


class _Roster:
    """Who is there today, and how many cases each has."""

    def __init__(self, people: Sequence[Person], today: date, load: Counter[str] | None = None) -> None:
        self._people, self._today = people, today
        self._by_name = {person.name: person for person in people}
        self._load: Counter[str] = Counter() if load is None else load

    def candidates(self, to: str, department: str) -> list[Person]:
        """The people with a role, those of the department if there are any; else the person of that name."""
        fitting = [person for person in self._people if person.role == to]
        if not fitting:
            return [self._by_name[to]] if to in self._by_name else []
        return [person for person in fitting if department and person.department == department] or fitting

    def deputies(self, candidates: Sequence[Person]) -> list[Person]:
        """For each of those who are away, the first there in the line of deputies."""
        found = (self._deputy(person) for person in candidates if person.is_absent(self._today))
        return list(dict.fromkeys(person for person in found if person is not None))

    def _deputy(self, person: Person) -> Person | None:
        for stand_in in self._line(person):
            if not stand_in.is_absent(self._today):
                return stand_in
        return None

    def _line(self, person: Person) -> Iterator[Person]:
        seen = {person.name}
        while person.deputy in self._by_name and person.deputy not in seen:
            person = self._by_name[person.deputy]
            seen.add(person.name)
            yield person

    def take(self, rule: AssignmentRule, *, counts: bool) -> str | None:
        """Give a case, which counts as load or not, to whoever can take it best; None if nobody can."""
        candidates = self.candidates(rule.role, rule.department)
        fit = [person for person in candidates if self._can_take(person)]
        fit = fit or [person for person in self.deputies(candidates) if self._can_take(person)]
        if not fit:
            return None
        taker = min(fit, key=lambda person: (self._load[person.name], self._people.index(person)))
        self._load[taker.name] += counts
        return taker.name

    def _can_take(self, person: Person) -> bool:
        return not person.is_absent(self._today) and not self._is_full(person)

    def _is_full(self, person: Person) -> bool:
        return person.maximum_load is not None and self._load[person.name] >= person.maximum_load

    def why_nobody(self, rule: AssignmentRule) -> str:
        """Why nobody can take a case of that rule, in words that change only with the sheets."""
        candidates = self.candidates(rule.role, rule.department)
        if not candidates:
            return text("findings.put_in.nobody.no_role", role=rule.role)
        names = text("signs.list_separator").join(self._why_not(person) for person in candidates[:_SHOWN_PEOPLE])
        return text("findings.put_in.nobody.and_others", names=names) if len(candidates) > _SHOWN_PEOPLE else names

    def _why_not(self, person: Person) -> str:
        if not person.is_absent(self._today):
            return text("findings.put_in.nobody.full", name=person.name)
        deputy = self._deputy(person)
        if deputy is None:
            return text("findings.put_in.nobody.away", name=person.name)
        return text("findings.put_in.nobody.away_deputy_full", name=person.name, deputy=deputy.name)


def _turn(view: CaseView, index: int) -> tuple[datetime, bool, str, int]:
    """The place of a case in the order of receipt; a case without a time or a number comes last."""
    received_at, number = view.column("received_at")[index], view.numbers[index]
    received = received_at if isinstance(received_at, datetime) else datetime.max
    return received, number is None, number or "", index
