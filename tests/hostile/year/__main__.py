"""`python -m tests.hostile.year --seeds 1-20 --days 365 [--register it_service_desk]`: years, one after the other."""

import argparse
import tempfile
import traceback
from pathlib import Path
from time import monotonic

from tests.hostile.year.auditing import BreachError
from tests.hostile.year.desks import DESKS
from tests.hostile.year.year import Plan, Year


def main() -> int:
    """Live the years that are asked for, and say what came of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.year")
    parser.add_argument("--register", choices=sorted(DESKS), default="service_ticket")
    parser.add_argument("--seeds", default="1", help="a seed, or two with a dash between")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--pace", type=float, default=1.6)
    parser.add_argument("--archived", action="store_true", help="archive what is closed")
    parser.add_argument("--by-clock", action="store_true", help="make the reports that the clock makes")
    parser.add_argument("--sittings", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep the folders there")
    asked = parser.parse_args()
    first, _, last = asked.seeds.partition("-")
    broken = 0
    for seed in range(int(first), int(last or first) + 1):
        begun = monotonic()
        with tempfile.TemporaryDirectory() as folder:
            place = (asked.keep or Path(folder)) / f"{seed}"
            plan = Plan(
                DESKS[asked.register](), seed, asked.days, asked.pace, sittings=asked.sittings,
                archived=asked.archived, by_clock=asked.by_clock,
            )  # fmt: skip
            year = Year(plan, place)
            try:
                year.lived()
                said = "well"
            except BreachError as breach:
                said, broken = str(breach), broken + 1
                print("\n".join(line[:1500] for line in year.log[-3:]))
            except Exception:  # noqa: BLE001 - the next seed is tried all the same
                said, broken = traceback.format_exc(), broken + 1
            cases = len(year.cases())
            print(
                f"seed {seed}: {cases} cases, {year.office.auditor.counts}, {monotonic() - begun:.0f} s: {said}",
                flush=True,
            )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
