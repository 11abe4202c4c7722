"""A report of a team's own names at least one dimension and one measure. # FA-16"""

import pytest
from pydantic import ValidationError

from xltools.model.report_definition import ReportDefinition


@pytest.mark.parametrize(
    "fault",
    [{"by": ()}, {"measure": ()}, {"name": ""}, {"by": ("一",) * 5}, {"filter": "x"}, {"where": {"区域": "华东"}}],
)
def test_a_report_that_says_nothing_is_refused(fault: dict[str, object]) -> None:
    good = {"name": "按区域", "by": ("区域",), "measure": ("数量",), "where": {"区域": ("华东",)}}
    assert ReportDefinition.model_validate(good)
    with pytest.raises(ValidationError):
        ReportDefinition.model_validate({**good, **fault})
