"""Western names: first letters and titles stay; a company is no person, who stands beside it is (FR-2, FR-13)."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.rules.names_in_latin import NamesInLatin

WORDS = "John Smith Mr Dr. Acme Ltd GmbH & and , ( ) / J. O'Neil van Özil Bank Jones-Miller anonymous 4711 S*** - 王强"
CELLS = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        ("John Smith", "J*** S***"),
        ("Mr John Smith", "Mr J*** S***"),
        ("Dr. Jane O'Neil", "Dr. J*** O***"),
        ("J. Smith", "J. S***"),
        ("Anne-Marie van der Berg", "A*** v*** d*** B***"),
        ("John and Mary Brown", "J*** and M*** B***"),
        ("Karl Özil", "K*** Ö***"),
        ("王强", "王***"),
        ("anonymous", "anonymous"),
        ("front desk", "front desk"),
        ("Jane Guest", "J*** G***"),  # 「guest」 is nobody alone only
        ("Jack Lord", "J*** L***"),  # a title stands in front
        ("Frau Dr. Weiß", "Frau Dr. W***"),
        ("John Smith PhD", "J*** S*** PhD"),
        ("", ""),
    ],
)
def test_first_letters_stay(cell: str, masked: str) -> None:
    assert NamesInLatin().masked(cell) == masked


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        ("Acme Ltd", "Acme Ltd"),
        ("Smith & Sons Ltd", "Smith & Sons Ltd"),
        ("Siemens AG, Munich", "Siemens AG, Munich"),
        ("University of Leeds", "University of Leeds"),
        ("City Council", "City Council"),
        ("Acme Ltd (John Smith)", "Acme Ltd (J*** S***)"),
        ("John Smith, Acme Industries GmbH", "J*** S***, Acme Industries GmbH"),
        ("St. Mary's Hospital - Dr House", "St. Mary's Hospital - Dr H***"),
        ("Lagoon", "L***"),
        ("Mr Bank", "Mr B***"),
        ("SAP SE", "SAP SE"),
        ("Anna se", "A*** s***"),
        ("Mr Bank & John", "Mr B*** & J***"),
    ],
)
def test_an_organisation_is_no_person(cell: str, masked: str) -> None:
    assert NamesInLatin().masked(cell) == masked


def test_people_are_looked_for_by_their_names_and_by_each_of_them() -> None:
    told = dict(NamesInLatin().people_in("Mr John Smith, Acme Ltd"))
    assert told == {"John Smith": "J*** S***", "John": "J***", "Smith": "S***"}


@given(CELLS)
def test_masking_what_is_masked_changes_nothing(cell: str) -> None:
    once = NamesInLatin().masked(cell)
    assert NamesInLatin().masked(once) == once
