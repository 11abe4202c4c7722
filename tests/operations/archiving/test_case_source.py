"""What the archive asks of registers and of those who draw, the real ones give."""

import pytest

from xltools.operations.archiving.case_source import CaseSource, DocumentMaker, MadeDocument, RegisterAtHand
from xltools.operations.case_reports.case_register import CaseRegister
from xltools.operations.case_reports.drawing import CaseForms, Document
from xltools.rules.case_files import CaseFiles


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (RegisterAtHand, CaseRegister),
        (CaseSource, CaseFiles),
        (MadeDocument, Document),
        (DocumentMaker, CaseForms),
    ],
)
def test_what_is_asked_is_given(asked: type, given: type) -> None:
    wanted = {name for name in vars(asked) if not name.startswith("_")}
    assert wanted
    assert {name for name in wanted if not hasattr(given, name)} <= {"numbers"}  # set when it is made
