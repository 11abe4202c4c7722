"""The words that rules act on are words that people can choose."""

import pytest

from tests.registers import definition
from xltools.rules import case_log, record_words

LISTS = {
    "yes_no": {record_words.YES},
    "verdict": {record_words.AGREED, record_words.REFUSED},
    "consent": {record_words.CONSENTED},
    "log_kind": {
        case_log.CUSTOMER_CONTACT,
        case_log.PAUSE,
        case_log.RESUME,
        case_log.REMOTE_ASSISTANCE,
    },
}


@pytest.mark.parametrize("key", LISTS)
def test_each_word_stands_in_its_shipped_list(key: str) -> None:
    assert LISTS[key] <= set(definition("service_ticket").lists[key].values)


def test_what_is_finished_is_a_word_of_progress() -> None:
    lists = definition("service_ticket").lists
    assert {*lists["progress"].values, *lists["task_state"].values} >= record_words.FINISHED
