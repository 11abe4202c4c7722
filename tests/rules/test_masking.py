"""Names, contacts and free text as they leave the register (FR-2, FR-13, FA-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.rules.masking import masked_contact, masked_name, masked_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),  # FA-4
        ("张三丰", "张*"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买*"),
        ("John Smith", "J* S*"),
        ("张三、李四", "张*、李*"),
        ("王先生", "王先生"),
        ("王小明先生", "王*先生"),
        ("欧阳女士", "欧阳女士"),
        ("张三 13800001234", "张* 138****1234"),
        ("张三13800001234", "张*"),
        ("某客户", "某客户"),
        ("匿名用户", "匿名用户"),
        ("陈学院", "陈*"),
        ("", ""),
    ],
)
def test_a_person_keeps_the_surname(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("某科技有限公司", "某科技有限公司"),  # ST-3
        ("红星机械厂", "红星机械厂"),
        ("市第一人民医院", "市第一人民医院"),
        ("北京某某(中国)有限公司", "北京某某(中国)有限公司"),
        ("Apple Inc.", "Apple Inc."),
        ("杭州明达科技有限公司（张三）", "杭州明达科技有限公司（张*）"),
        ("红星机械厂 李四", "红星机械厂 李*"),
        ("红星机械厂 李四 13800001234", "红星机械厂 李* 138****1234"),
        ("李厂", "李*"),
    ],
)
def test_an_organisation_is_no_person(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("contact", "masked"),
    [
        ("13800001234", "138****1234"),  # FA-4
        ("138 0000 1234", "138****1234"),
        ("+86-138-0000-1234", "138****1234"),
        ("１３８００００１２３４", "138****1234"),
        ("13800001234转5566", "138****1234"),
        ("0571-88886666", "0571-****6666"),
        ("88886666", "****6666"),
        ("400-800-1234", "400****1234"),
        ("zhangsan@example.com", "z***@example.com"),
        ("13800001234；0571-88886666", "138****1234;0571-****6666"),
        ("张三 13800001234（微信同号）", "张* 138****1234(微信同号)"),
        ("微信：abc_123", "微信:a***"),
        ("QQ 12345678", "QQ 1***"),
        ("zhang_home", "z***"),
        ("抖音@小明同学", "抖音@小*"),
    ],
)
def test_nobody_can_be_reached_by_a_masked_contact(contact: str, masked: str) -> None:
    assert masked_contact(contact) == masked


def test_names_of_the_row_are_masked_in_its_texts() -> None:
    names = ("张三先生", "杭州明达科技有限公司（李四）", "Li")
    assert masked_text("张三说李四没来，Li 也没来，Limited 版", names) == "张*说李*没来，L* 也没来，Limited 版"
    assert masked_text("杭州明达科技有限公司张三丰", names) == "杭州明达科技有限公司张*丰"
    assert masked_text("客户说屏幕不亮", ("客户", "", "某客户")) == "客户说屏幕不亮"


_PIECES = st.sampled_from(
    (
        *(
            "张三",
            "欧阳修",
            "王先生",
            "李四",
            "某科技有限公司",
            "红星机械厂",
            "John",
            "微信",
            "QQ",
            "wx",
            "转",
            "订单",
            "a",
            "·",
        ),
        *(
            "13800001234",
            "138",
            "0571-88886666",
            "12345",
            "０１２",
            "+86",
            "33010619900101123X",
            "6222021234567890",
            "1",
        ),
        *(
            "zhang@example.com",
            "202405-001",
            "E-002",
            "2024",
            "：",
            "；",
            "*",
            "****",
            "-",
            "(",
            "）",
            "（",
            "、",
            "，",
        ),
    )
)


@given(st.lists(_PIECES, max_size=8), st.sampled_from((" ", "，", "；", "\n")))
def test_masking_twice_is_masking_once(pieces: list[str], separator: str) -> None:
    text = separator.join(pieces)
    for masked in (masked_name, masked_contact, masked_text):
        assert masked(masked(text)) == masked(text), masked.__name__


@given(st.lists(_PIECES | st.text(max_size=4), max_size=8))
def test_no_number_or_address_stands_in_anything_masked(pieces: list[str]) -> None:
    text = "".join(pieces)
    for masked in (masked_name(text), masked_contact(text), masked_text(text)):
        assert "zhang@" not in masked
        assert text == "" or "，13800001234，" not in masked_text(f"，13800001234，{masked}")
