"""Cases are found however their numbers are typed, and none is guessed. (issue 3)"""

import pytest

from tests.registers import cases_of, decided, definition, workbook
from xltools.errors import UnknownCaseError
from xltools.rules.meant_case import case_meant, meant_number, nearest_numbers, numbers_alike


def test_a_number_is_found_however_it_was_typed():
    register, decision, _ = decided(workbook(cases_of("渠道 |\n 电话 |\n 邮件 |")))
    view, scheme = decision.cases, register.definition.numbering
    for typed in ("202405-002", " 202405 - 002 ", "２０２４０５－００２", "202405–002"):
        meant = case_meant(view.numbers, typed, scheme, "台账.xlsx")
        assert view.index_of()[meant] == 1
    for typed in ("202405-003", "", "3"):
        with pytest.raises(UnknownCaseError):
            case_meant(view.numbers, typed, scheme, "台账.xlsx")


def test_a_serial_alone_means_the_one_case_that_has_it():
    scheme = definition("small_register").numbering
    numbers = ["202405-001", "202405-002", "202406-002", "202406-0042", "others"]
    found = [meant_number(numbers, typed, scheme) for typed in ("1", "001", "2", "42")]
    assert found == ["202405-001", "202405-001", None, None]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("202405-010", ["202405-009", "202405-011", "202405-008"]),
        ("２０２４０５－００２", ["202405-001", "202405-003", "202405-004"]),
        ("202405-999", ["202405-013", "202405-012", "202405-011"]),
        ("20245-011", ["202405-011"]),  # a digit too few: the most alike
        ("什么", []),
    ],
)
def test_the_nearest_numbers_are_offered(typed, nearest):
    numbers = [f"202405-{serial:03}" for serial in range(1, 14) if serial not in (2, 10)]
    scheme = definition("feedback_report").numbering
    assert nearest_numbers(numbers, typed, scheme)[: len(nearest) or 1] == nearest


def test_whoever_leaves_out_zeros_is_understood() -> None:
    numbers, scheme = ["202610-00007", "202610-00057", "202610-00070"], definition("service_ticket").numbering
    assert nearest_numbers(numbers, "202610-7", scheme) == ["202610-00007"]
    assert meant_number(numbers, "202610-7", scheme) == "202610-00007"
    assert meant_number([*numbers, "202610-007"], "202610-7", scheme) is None  # of two nobody knows which


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("202405-7", ["202405-00007"]),  # fewer zeros
        ("7", ["202405-00007", "202406-00007"]),  # a serial
        ("00012", ["202405-00012"]),
        ("６-00007", ["202406-00007"]),  # an end
        ("2024 06", ["202406-00007"]),  # a beginning
        ("g-7", ["G-00007"]),
        ("8", []),
        ("", []),
    ],
)
def test_a_part_of_a_number_means_those_that_have_it(typed: str, alike: list[str]) -> None:
    known = {"202406-00007", "202405-00007", "202405-00012", "G-00007"} - ({"G-00007"} if typed == "7" else set())
    assert numbers_alike(known, typed) == alike


def test_whoever_means_no_case_is_told_the_nearest() -> None:
    scheme = definition("feedback_report").numbering
    with pytest.raises(UnknownCaseError) as refused:
        case_meant([None, "202405-001"], "202405-002", scheme, "台账.xlsx")
    assert refused.value.nearest == ["202405-001"]
