"""`python -m tests.benchmarks [NAME…] [--rows N] [--json]`: races against what people use otherwise; never fails."""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks import causes
from tests.benchmarks.archives import ARCHIVES, Archived
from tests.benchmarks.branches import BRANCHES, Branches
from tests.benchmarks.growth import GROWTH, Growing
from tests.benchmarks.laps import Race
from tests.benchmarks.races import RACES, Track
from tests.benchmarks.summaries import SUMMARIES, Reported
from tests.benchmarks.unattended import UNATTENDED, Unattended
from tests.benchmarks.watched import WATCHED, Watched

CAUSES = "causes"  # no race: how often noise is called a cause, and a planted one found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "name",
        nargs="*",
        choices=[*RACES, *SUMMARIES, *UNATTENDED, *ARCHIVES, *BRANCHES, *WATCHED, *GROWTH, CAUSES, []],
        help="by default all races",
    )
    parser.add_argument("--rows", type=int, default=100_000, help="cases in the register (default 100000)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if CAUSES in arguments.name:
        causes.measure()
    names = [
        name
        for name in arguments.name or (*RACES, *SUMMARIES, *UNATTENDED, *ARCHIVES, *BRANCHES, *WATCHED, *GROWTH)
        if name != CAUSES
    ]
    with tempfile.TemporaryDirectory(prefix="xltools-races-") as folder:
        races = []
        for race in run(names, Path(folder), arguments.rows):
            races.append(race)
            if not arguments.json:
                print(line(race), flush=True)
    if arguments.json:
        print(json.dumps([{**asdict(race), "ratio": race.ratio} for race in races], ensure_ascii=False, indent=2))


def run(names: list[str], folder: Path, rows: int) -> Iterator[Race]:
    """The races, one after the other; registers are made where a race needs them."""
    yield from _run(RACES, names, lambda: Track(folder, rows))
    yield from _run(SUMMARIES, names, lambda: Reported(folder, rows))
    yield from _run(UNATTENDED, names, lambda: Unattended(folder, rows))
    yield from _run(ARCHIVES, names, lambda: Archived(folder, rows))
    yield from _run(BRANCHES, names, lambda: Branches(folder, rows))
    yield from _run(WATCHED, names, lambda: Watched(folder, rows))
    yield from _run(GROWTH, names, lambda: Growing(folder, rows))


def _run(races: Mapping[str, Callable[[Any], Race]], names: list[str], made: Callable[[], object]) -> Iterator[Race]:
    wanted = [name for name in names if name in races]
    if wanted:
        track = made()
        yield from (races[name](track) for name in wanted)


def line(race: Race) -> str:
    return (
        f"{race.name:<17} {race.ours.seconds:7.2f} s {race.ours.peak:6.0f} MB | "
        f"{race.rival:<30} {race.theirs.seconds:7.2f} s {race.theirs.peak:6.0f} MB | "
        f"{race.ratio:6.2f}x (wanted: {race.target})"
    )


if __name__ == "__main__":
    main()
