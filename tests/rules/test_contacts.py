"""Contacts as people write them, and contacts that reach nobody."""

import pytest

from xltools.language.speaking import speaking
from xltools.rules.contacts import contacts_in, is_mobile, plain_contact, strange_contact

REACHABLE = """
13800005678
138 0000 5678
138-0000-5678
+86 13800005678
008613800005678
１３８００００５６７８
13800005678-1234
13800005678转1234
138****5678
张工 13800005678
电话：13800005678
13800005678 李先生
13800005678（微信同号）
13800005678 13900005678
13800005678；0571-88886666
0571-88886666
0571-8888-6666
(0571)88886666
0571-88886666（办）
0571-88886666转801
010 88886666
88886666
400-820-8820转2
400-800-1234
95588
+852 6123 4567
a.b@example.com.cn
13800005678；a@example.cn
微信：zhang_san88
微信号：李小姐
QQ:123456
抖音：某某旗舰店
"""

UNREACHABLE = [
    "1380000567",
    "138000056789",
    "12345678901",
    "a@b",
    "张三",
    "0571-8888",
    "13800005678；abc",
    "无",
    "138 0000 567",
]


@pytest.mark.parametrize("contact", REACHABLE.strip().splitlines())
def test_reachable(contact: str) -> None:
    assert strange_contact(contact) is None


@pytest.mark.parametrize("contact", UNREACHABLE)
def test_unreachable(contact: str) -> None:
    assert strange_contact(contact) is not None


def test_several_contacts_are_told_apart() -> None:
    assert contacts_in("138 0000 5678；0571-88886666、a@b.cn") == ["138 0000 5678", "0571-88886666", "a@b.cn"]


def test_spellings_of_one_mobile_number_are_one() -> None:
    spellings = ["13800005678", "138 0000 5678", "138-0000-5678", "+86 138 0000 5678", "００８６１３８００００５６７８"]
    assert {plain_contact(each) for each in spellings} == {"13800005678"}
    assert plain_contact("0571-88886666") == "0571-88886666"
    assert is_mobile("13800005678")
    assert not is_mobile("138 0000 5678")


ENGLISH = """
+49 30 123456
+49 (0)30 123456
0049 30 123456
030/123456
(030) 12345-67
020 7946 0958
(555) 234-5678
13800005678
+****3456
030****56
4711
ext. 4711
John Smith 030 123456
please call after 5 pm: 030/123456
john.smith@acme.co.uk
WhatsApp: jane_doe
030 12345 / 0171 1234567
"""


@pytest.mark.parametrize("contact", ENGLISH.strip().splitlines())
def test_somebody_can_be_reached_in_english(contact: str) -> None:
    with speaking("en"):
        assert strange_contact(contact) is None


@pytest.mark.parametrize("contact", ["abc", "none", "12", "+49 12", "1234567890123456789", "john@", "Berlin"])
def test_nobody_can_be_reached_in_english(contact: str) -> None:
    with speaking("en"):
        assert strange_contact(contact) == contact


def test_numbers_are_compared_by_their_digits_in_english() -> None:
    with speaking("en"):
        assert plain_contact("+49 (30) 123-456") == plain_contact("0049 30 123456") == "+4930123456"
        assert plain_contact("a@b.com") == "a@b.com"
        assert contacts_in("030/123456 / a@b.com") == ["030/123456", "a@b.com"]
