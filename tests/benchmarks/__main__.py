"""`python -m tests.benchmarks [NAME…] [--rows N] [--json]`: races against what people use otherwise; never fails."""

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.races import RACES, Race, Track


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*RACES, []], help="races to run; by default all")
    parser.add_argument("--rows", type=int, default=100_000, help="cases in the register (default 100000)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="xltools-races-") as folder:
        track = Track(Path(folder), arguments.rows)
        races = []
        for name in arguments.name or RACES:
            races.append(RACES[name](track))
            if not arguments.json:
                print(line(races[-1]), flush=True)
    if arguments.json:
        print(json.dumps([{**asdict(race), "ratio": race.ratio} for race in races], ensure_ascii=False, indent=2))


def line(race: Race) -> str:
    return (
        f"{race.name:<15} {race.ours.seconds:7.2f} s {race.ours.peak:6.0f} MB | "
        f"{race.rival:<30} {race.theirs.seconds:7.2f} s {race.theirs.peak:6.0f} MB | "
        f"{race.ratio:6.2f}x (wanted: {race.target})"
    )


if __name__ == "__main__":
    main()
