"""Which numbers in a text lead to a person, and which do not (FR-13, FA-4)."""

import time

import pytest

from xltools.rules.masked_numbers import masked_numbers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请打13800001234，谢谢", "请打138****1234，谢谢"),
        ("请打138 0000 1234", "请打138****1234"),
        ("请打1380 0001 234", "请打138****1234"),
        ("请打138-0000-1234", "请打138****1234"),
        ("请打1 3 8 0 0 0 0 1 2 3 4", "请打138****1234"),
        ("请打138\u200b0000\u200b1234", "请打138****1234"),
        ("１３８００００１２３４联系", "138****1234联系"),
        ("+8613800001234", "138****1234"),
        ("(+86) 13800001234", "138****1234"),
        ("8613800001234", "138****1234"),
        ("tel13800001234", "tel138****1234"),
        ("录音_13800001234.mp3", "录音_138****1234.mp3"),
        ("13800001234和13900005678", "138****1234和139****5678"),
        ("回电0571-88886666", "回电0571-****6666"),
        ("回电(0571)88886666", "回电0571-****6666"),
        ("回电021 6666 8888", "回电021-****8888"),
        ("电话：88886666", "电话：****6666"),
        ("+1 415 555 2671", "+****2671"),
        ("发我邮箱zhang.san@qq.com谢谢", "发我邮箱z***@qq.com谢谢"),
        ("zhang＠example.com", "z***@example.com"),
        ("微信abc_123456，QQ:123456789", "微信a***，QQ:1***"),
        ("加wx：zhang123", "加wx：z***"),
        ("身份证33010619900101123X", "身份证330***********123X"),
        ("卡号6222 0212 3456 7890 123", "卡号622****0123"),
        ("卡号4111111111111111", "卡号411****1111"),
    ],
)
def test_what_leads_to_a_person_is_masked(text: str, masked: str) -> None:
    assert masked_numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "编号202405-001、202405-00123、20231027-CS-001",
        "订单号0020231026880123",
        "订单号4111111111111112",  # as long as a card's, but with a wrong check digit
        "运单SF1300000000001，序列号SN13800001234",
        "型号BZ-200，料号1500-2000-350，批次B20240312，报警E-002",
        "2024-05-01 09:30到2024-05-02 10:30，16-18 2024-1-05",
        "支付宝付了1350元，微信小程序报错E-002，QQ音乐打不开",
        "客服热线400-800-1234",
        "138****1234，0571-****6666，z***@example.com，微信a***",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked_numbers(text) == text


def test_a_hundred_thousand_texts_without_such_numbers_are_looked_at_in_a_moment() -> None:
    texts = [f"第{number}台开机十分钟后自动停机，面板显示 E-002，重新上电后仍出现" for number in range(20_000)]
    began = time.perf_counter()
    for text in texts:
        masked_numbers(text)
    assert time.perf_counter() - began < 1  # five times what a fifth of them may take
