"""What is taken for an e-mail address."""

import pytest

from xltools.operations.notifying.mail_address import is_mail_address, mail_address


@pytest.mark.parametrize("text", ["a@b.cn", "li.na+x@mail-1.example.com", "o'neil@example.com"])
def test_plain_addresses(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a@b", "a b@c.cn", "a@b.cn\n", "a@b.cn\r\nBcc: c@d.cn", "a@b.cn>", "<a@b.cn>", "a@b..cn", "a@-b.cn", "李@b.cn",
     "a@b.cn,c@d.cn", f"a@{'b' * 300}.cn"],
)  # fmt: skip
def test_whatever_could_mean_more_than_one_is_none(text: str) -> None:
    assert not is_mail_address(text)


def test_the_first_address_of_a_cell_counts() -> None:
    assert mail_address("13800000000；li@b.cn、wang@b.cn") == "li@b.cn"
    assert mail_address("没有") == ""
