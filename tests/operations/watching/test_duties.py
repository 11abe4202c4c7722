"""The deeds of a watcher: whoever stands in for them, the real one or a made-up world, offers all of them alike."""

from collections.abc import Callable
from inspect import Parameter, getmembers, isfunction, signature
from typing import get_type_hints

import pytest

from tests.operations.watching.made_world import FOLDER, OURS, World, run_until, watch_over
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.watching.duties import Duties, Ticked
from xltools.operations.watching.every_duty import EveryDuty
from xltools.operations.watching.scanning import Signature
from xltools.operations.watching.watch_loop import Watch

BOOK, OTHER = FOLDER / "台账.xlsx", FOLDER / "其他.xlsx"
DEEDS = {name: deed for name, deed in getmembers(Duties, isfunction) if not name.startswith("_")}


def shape(deed: Callable[..., object]) -> list[tuple[str, object, object]]:
    """Names, kinds and types of the parameters, and the type of the answer; a parameter that is not used begins _."""
    types = get_type_hints(deed)
    given = [(each.name, each.kind, types.get(each.name)) for each in signature(deed).parameters.values()]
    return [*((name.lstrip("_"), kind, what) for name, kind, what in given), ("", None, types["return"])]


def test_there_are_four_deeds_and_all_is_given_by_place() -> None:
    assert sorted(DEEDS) == ["attend", "deliver", "take_in", "tick"]
    kinds = {each.kind for deed in DEEDS.values() for each in signature(deed).parameters.values()}
    assert kinds == {Parameter.POSITIONAL_OR_KEYWORD}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("offering", [EveryDuty, World])
def test_every_deed_is_offered_with_the_same_parameters(offering: type, deed: str) -> None:
    assert shape(getattr(offering, deed)) == shape(DEEDS[deed])


class Asked:
    """Hands on to a world what is asked of its duties, and remembers it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.names.add(name)
        return getattr(self._world, name)


def test_the_loop_knows_these_deeds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    asked = Asked(world)
    world.save(BOOK, "a")
    world.when(10, lambda: world.drops.update({FOLDER / "收件" / "a.csv": Signature(1, 1, 1, 0o644)}))
    watch = watch_over(world)
    monkeypatch.setattr(watch, "_duties", asked)
    run_until(world, watch, 100)
    assert asked.names == set(DEEDS)


def test_what_a_tick_wrote_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is it attended once more, nor is a register that nobody but people changed left out."""
    world = World()
    for book in (BOOK, OTHER):
        world.save(book, "a" + OURS)
    watch: Watch = watch_over(world)

    def tick(*_: object) -> Ticked:
        if world.at < 50:
            return Ticked()
        world.save(BOOK, f"{world.at}{OURS}")
        world.save(OTHER, f"{world.at}")
        return Ticked((Attended(BOOK, Attendance.WRITTEN, sha256=world.checksum(BOOK) or ""),))

    monkeypatch.setattr(world, "tick", tick)
    run_until(world, watch, 100)
    assert [attempt.path for attempt in world.attempts if attempt.at > 50] == [OTHER]
