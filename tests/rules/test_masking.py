"""Names, contacts and free text as they leave the register (FR-2, FR-13, FA-4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.language.speaking import speaking
from xltools.rules.masking import masked_contact, masked_name, masked_text, name_to_address


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


@pytest.mark.parametrize(
    ("contact", "masked"),
    [
        ("+49 30 123456", "+****3456"),
        ("+49 (0)30 123456", "+****3456"),
        ("030/123456", "030****56"),
        ("(030) 12345-67", "030****4567"),
        ("030 12345 / 0171 1234567", "030****45 / 017****4567"),
        ("13800001234", "138****1234"),
        ("Tel. 030 123456 or john.smith@acme.com", "Tel. 030****56 or j***@acme.com"),
        ("John Smith, ext. 4711", "J*** S***, ext. 4711"),
        ("WhatsApp: jane_doe", "WhatsApp: j***"),
        ("IBAN DE89 3704 0044 0532 0130 00", "I*** DE89****3000"),
    ],
)
def test_contacts_in_english(contact: str, masked: str) -> None:
    with speaking("en"):
        assert masked_contact(contact) == masked
        assert masked_contact(masked) == masked


def test_names_and_free_text_in_english() -> None:
    with speaking("en"):
        assert masked_name("Mr John Smith, Acme Ltd") == "Mr J*** S***, Acme Ltd"
        told = masked_text("John Smith (030/123456): Smith says Smithson is fine. Order 4500123456.", ["John Smith"])
        assert told == "J*** S*** (030****56): S*** says Smithson is fine. Order 4500123456."
    assert masked_name("John Smith") == "J* S*"


def test_names_are_masked_in_other_capitals() -> None:
    with speaking("en"):
        told = masked_text("SCHMIDT; ANNA SCHMIDT, anna schmidt. WILL it? It will.", ["Anna Schmidt", "Will Bill"])
        assert told == "S***; A*** S***, a*** s***. W*** it? It will."
    assert masked_text("smith说JOHN没来", ["John Smith"]) == "smith说J*没来"
    assert masked_text("smith说JOHN没来", ["john smith"]) == "s*说J*没来"


def test_a_letter_calls_people_by_their_initials() -> None:
    with speaking("en"):
        assert name_to_address(masked_name("Anna Schmidt")) == "A. S."
        assert name_to_address(masked_name("Mr O'Neil, Acme Ltd")) == "Mr O., Acme Ltd"
        assert name_to_address(masked_name("Anna Schmidt anna@acme.com")) == "A. S. a***@acme.com"
    assert name_to_address("张*") == "张*"


def test_a_masked_number_gets_no_hyphen_that_nobody_wrote() -> None:
    with speaking("en"):
        assert masked_text("call 020 7946 0958 please") == "call 020****0958 please"


_ENGLISH_PIECES = st.sampled_from(
    (
        *("John", "Smith", "Dr", "Acme Ltd", "王强", "J.", "tel", "call", "WhatsApp:", "jane_99", "05/2024", "09.30"),
        *("+49 30 123456", "030/123456", "020 7946 0958", "DE89370400440532013000", "4500123456", "12345", "x@y.com"),
        *("*", "****", "-", "(", ")", "/", ",", "INC-2024-00001", "01.05.2024", "13800001234", "0", "00"),
    )
)


@given(st.lists(_ENGLISH_PIECES, max_size=8), st.sampled_from((" ", "", ", ", "/")))
def test_masking_twice_is_masking_once_in_english(pieces: list[str], separator: str) -> None:
    typed = separator.join(pieces)
    with speaking("en"):
        for masked in (masked_name, masked_contact, masked_text):
            assert masked(masked(typed)) == masked(typed), masked.__name__
