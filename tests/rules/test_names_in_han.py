"""Chinese names: the surname stays, and beside a company only who bears a surname is a person (FR-2, FR-13)."""

import pytest

from xltools.rules.names_in_han import NamesInHan


@pytest.mark.parametrize(
    ("cell", "masked"),
    [
        ("张三、欧阳修", "张*、欧阳*"),
        ("王先生", "王先生"),
        ("杭州明达科技有限公司（张三，市场部）", "杭州明达科技有限公司（张*，市场部）"),
        ("某客户", "某客户"),
    ],
)
def test_people_are_masked(cell: str, masked: str) -> None:
    assert NamesInHan().masked(cell) == masked
    assert NamesInHan().masked(masked) == masked


def test_people_are_told_without_their_titles() -> None:
    assert dict(NamesInHan().people_in("王小明先生、李四")) == {"王小明": "王*", "李四": "李*"}
    assert dict(NamesInHan().people_in("红星机械厂")) == {}
