"""The same thing entered twice."""

from tests.registers import findings


def test_same_customer_same_words_within_thirty_days() -> None:
    assert findings("""
        | 时间 | 客户 | 描述 |
        | @2024-04-01 09:30 | 某公司 | 空调开机十分钟停机 |
        | @2024-04-20 09:30 | 某公司 | 空调开机十分钟停机 |
        | @2024-04-20 09:30 | 另一家 | 空调开机十分钟停机 |
        | @2024-04-20 09:30 | 某公司 | 空调滤网积灰报警 |
        | @2024-05-09 09:30 | 某公司 | 空调开机十分钟停机 |
    """) == [("CASE_DUPLICATED", 2, "problem_description")]


def test_rows_that_say_nothing_yet_are_no_duplicates() -> None:
    rows = [{"客户": "某公司"}, {"客户": "某公司"}]
    assert not [each for each in findings(rows) if each[0] == "CASE_DUPLICATED"]
