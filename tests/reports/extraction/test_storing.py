"""Facts kept for the next run."""

import numpy as np
import orjson
import pytest

from tests.reports.extraction.extracted import extracted
from xltools.reports.extraction.register_facts import TABLES, unread_register
from xltools.reports.extraction.storing import loaded, stored

TABLE = """
| 反馈编号 | 状态 | 提交时间 | 客户姓名 | 回访时间 | 满意度 | 处理时限 | 处理完成时间 |
| 202405-001 | 已闭环 | @2024-05-06 10:00 | 张三 | @2024-05-07 10:00 | 一般 | @2024-05-13 18:00 | @2024-05-07 09:00 |
| | | @2024-05-07 10:00 | | | | | |
"""


def test_what_is_kept_comes_back_as_it_was() -> None:
    facts = extracted("feedback_analysis", TABLE)
    again = loaded(stored(facts))
    assert again is not None
    assert again.source == facts.source
    assert (again.suggestions, again.own_dimensions) == (facts.suggestions, facts.own_dimensions)
    for name in TABLES:
        before, after = getattr(facts, name), getattr(again, name)
        assert list(before) == list(after)
        for head, column in before.items():
            assert column.dtype == after[head].dtype
            np.testing.assert_array_equal(column, after[head])


def test_a_gap_is_kept_too() -> None:
    gap = unread_register("坏.xlsx", "坏", "it cannot be read")
    again = loaded(stored(gap))
    assert again is not None
    assert again.source.trouble == "it cannot be read"
    assert len(again.cases["row"]) == 0


@pytest.mark.parametrize("key", ["format", "source", "tables", "suggestions", "own_dimensions"])
def test_what_is_damaged_or_of_another_format_is_extracted_anew(key: str) -> None:
    document = orjson.loads(stored(extracted("feedback_analysis", TABLE)))
    assert loaded(orjson.dumps({**document, key: 99})) is None
    del document[key]
    assert loaded(orjson.dumps(document)) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"7", b'{"format":1,"source":[]}'])
def test_what_is_no_such_document_is_extracted_anew(data: bytes) -> None:
    assert loaded(data) is None


def test_a_column_cut_short_is_extracted_anew() -> None:
    document = orjson.loads(stored(extracted("feedback_analysis", TABLE)))
    document["tables"]["cases"]["row"]["float64"].pop()
    assert loaded(orjson.dumps(document)) is None
