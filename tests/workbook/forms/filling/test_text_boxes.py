import pytest

from tests.workbook.small_packages import parts_of, sheet, zipped
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.forms.filling.text_boxes import DrawingPattern, drawing_pattern
from xltools.workbook.packaging.package import open_package

DRAWING = "xl/drawings/d.xml"


def pattern(paragraph: str) -> DrawingPattern | None:
    text = f'<w xmlns:a="urn:a"><a:p>{paragraph}</a:p><a:p><a:r><a:t>固定</a:t></a:r></a:p></w>'
    package = zipped({**parts_of({"S": sheet("")}), DRAWING: text})
    return drawing_pattern(open_package(package), DRAWING, "S")


def run(text: str) -> str:
    return f"<a:r><a:rPr/><a:t>{text}</a:t></a:r>"


def test_a_placeholder_that_is_parted_over_runs_is_filled() -> None:
    found = pattern(run("编号{") + run("{编") + run("号}}完"))
    assert found is not None
    assert [str(placeholder) for placeholder in found.placeholders] == ["{{编号}}"]
    text = found.filled(lambda _: "1<2\n3").decode()
    assert f"<a:p>{run('编号1&lt;2 3')}{run('')}{run('完')}</a:p>" in text
    assert "<a:t>固定</a:t>" in text


def test_a_drawing_that_asks_for_nothing_is_left_alone() -> None:
    assert pattern(run("公司（章）")) is None


@pytest.mark.parametrize("text", ["{{编号", "{{方案.责任人}}"])
def test_what_cannot_stand_in_a_box_is_refused(text: str) -> None:
    with pytest.raises(RefusedFormError):
        pattern(run(text))
