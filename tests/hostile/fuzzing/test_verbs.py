"""Verbs that read, on registers spoilt in all these ways: an answer or a sentence, and every file as it was."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.sound_folders import NAMES, sound
from tests.hostile.fuzzing.test_archives import odd_archives
from tests.hostile.fuzzing.test_cells import spoilt_grids
from tests.hostile.fuzzing.test_heads import spoilt_heads
from tests.hostile.fuzzing.test_parts import with_spoilt_parts
from tests.hostile.fuzzing.test_tabs import spoilt_tabs
from tests.hostile.fuzzing.verbs import READING, answer, left_alone
from xltools.model.register_definition import SheetKind


@examples(45)
@given(st.data())
def test_verbs_that_read(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    ways = [
        with_spoilt_parts(name, sound(name).data),
        spoilt_grids(name, tuple(SheetKind), 12),
        spoilt_heads(name),
        spoilt_tabs(name),
        odd_archives(name),
    ]
    spoilt = data.draw(data.draw(st.sampled_from(ways)))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = sound(name).put(folder)
        path.write_bytes(spoilt)
        with left_alone(folder):
            for arguments in data.draw(st.lists(st.sampled_from(READING), min_size=1, max_size=2, unique=True)):
                answer(arguments, folder, path)
