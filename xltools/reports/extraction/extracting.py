"""How do facts come out of a register? Read once, masked, with nothing judged anew.

Invariant: the same workbook gives the same facts, whenever it is read and whoever reads them.
"""

from xltools.language.speaking import speaking
from xltools.model.register import Register
from xltools.reports.extraction.case_facts import case_facts
from xltools.reports.extraction.cases_at_hand import cases_at_hand
from xltools.reports.extraction.earlier_rounds import earlier_rounds
from xltools.reports.extraction.limit_facts import limit_facts
from xltools.reports.extraction.rating_facts import all_ratings, rating_facts
from xltools.reports.extraction.record_facts import extension_facts, improvement_facts, suggestion_rows, unit_facts
from xltools.reports.extraction.register_facts import RegisterFacts
from xltools.reports.extraction.round_accounts import round_fields
from xltools.reports.extraction.round_facts import round_facts
from xltools.reports.extraction.source_facts import source_of


def extract_facts(register: Register, file: str, sha256: str = "") -> RegisterFacts:
    """Take the facts out of a register.

    Args:
        register: As `xltools.workbook.reading.read_register` gives it; no rules are run.
        file: Its path within the folder.
        sha256: Of the file's bytes.
    """
    with speaking(register.definition.language):
        return _extracted(register, file, sha256)


def _extracted(register: Register, file: str, sha256: str) -> RegisterFacts:
    cases = cases_at_hand(register)
    earlier = earlier_rounds(cases)
    ratings, marks = rating_facts(cases), [rating_facts(each.cases, each.ended_at) for each in earlier]
    told = case_facts(cases, ratings)
    plan = register.definition.second_handling
    return RegisterFacts(
        source_of(cases, file, sha256),
        cases=told.table,
        limits=limit_facts(cases, earlier),
        ratings=all_ratings(
            ratings,
            [(each, rounds.places) for each, rounds in zip(marks, earlier, strict=True)],
            round_fields(plan) if plan else (),
        ),
        extensions=extension_facts(cases),
        improvements=improvement_facts(cases),
        units=unit_facts(cases),
        rounds=round_facts(earlier, marks),
        suggestions=suggestion_rows(cases),
        own_dimensions=told.own_dimensions,
    )
