"""Why a file cannot be imported: for the command line and for whoever put it into 收件. (FA-1)"""

import re
from collections.abc import Callable
from inspect import getmembers, isfunction, signature

import pytest

from xltools.errors import NotAWorkbookError, UnusableExportError
from xltools.operations.importing import export_refusals

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOLD = {"line": 4711, "rows": 4711, "megabytes": 4711, "titles": ("十月", "十一月"), "error": NotAWorkbookError()}
REFUSALS = dict(
    getmembers(export_refusals, lambda each: isfunction(each) and each.__module__ == export_refusals.__name__)
)


def refused(reason: Callable[..., UnusableExportError]) -> UnusableExportError:
    return reason(*(TOLD[name] for name in signature(reason).parameters))


every_refusal = pytest.mark.parametrize("refusal", [refused(reason) for reason in REFUSALS.values()], ids=REFUSALS)


@every_refusal
def test_each_is_one_line_in_either_language(refusal: UnusableExportError) -> None:
    assert isinstance(refusal, UnusableExportError)
    assert [len(said.splitlines()) for said in (str(refusal), refusal.to_people)] == [1, 1]
    assert not CHINESE.search(str(refusal).replace(", ".join(TOLD["titles"]), ""))  # but for what people wrote
    assert CHINESE.search(refusal.to_people)


@every_refusal
def test_each_says_what_is_so_and_what_to_do(refusal: UnusableExportError) -> None:
    """Two parts at least, each closed."""
    assert re.search(r"\S(: .+|\.) [A-Z].*\.$", str(refusal))
    assert re.search(r"[^；。]{4,}[；。].*[^；，。]{4,}。$", refusal.to_people)


def test_no_two_reasons_are_said_alike() -> None:
    refusals = [refused(reason) for reason in REFUSALS.values()]
    assert len(refusals) > 1
    assert len({str(each) for each in refusals}) == len({each.to_people for each in refusals}) == len(refusals)


@pytest.mark.parametrize("name", [name for name, reason in REFUSALS.items() if signature(reason).parameters])
def test_what_is_told_stands_in_both(name: str) -> None:
    refusal = refused(REFUSALS[name])
    if name == "no_workbook":  # its reason is English; who put the file there is told what to do
        assert str(refusal) == str(TOLD["error"])
        return
    for said in (str(refusal), refusal.to_people):
        assert "4711" in said.replace(",", "") or all(title in said for title in TOLD["titles"])
