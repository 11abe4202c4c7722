"""What sheet 口径 says of causes names each word once, in every language."""

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.reports.causes.definitions import definitions


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_definitions_are_told_apart(language: str) -> None:
    with speaking(language):
        told = definitions()
    words = [word for word, _ in told]
    assert len(set(words)) == len(words)
    assert all(meaning.endswith(("。", ".")) for _, meaning in told)
