"""Kinds of messages are compared by what they mean. (issue 7)"""

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.operations.notifying.notice_kinds import CUSTOMER, MESSAGE, is_kind, kind_meant, kind_said, kinds_said


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_each_word_of_each_language_is_a_kind_and_comes_back(language: str) -> None:
    with speaking(language):
        words = kinds_said()
        assert len({kind_meant(word) for word in words}) == len(words)
        assert [kind_said(kind_meant(word)) for word in words] == list(words)
    assert all(map(is_kind, words))  # whatever is spoken now
    for change in (str.upper, str.title, str.capitalize):
        assert [kind_meant(change(word)) for word in words] == [kind_meant(word) for word in words]


def test_the_same_kind_is_known_in_another_language() -> None:
    with speaking("en"):
        assert kind_said("消息") == kind_said(MESSAGE)
        assert kind_meant("客户") == CUSTOMER
        assert kind_meant(kind_said("升级")) == kind_meant("升级")


def test_another_word_stays_what_it_is() -> None:
    assert (kind_meant("闲聊"), kind_said("闲聊"), is_kind("闲聊")) == ("闲聊", "闲聊", False)
