"""`xltools rollover FILE`: begin the new year's register; the open cases go along, the closed ones stay."""

from collections import Counter
from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import REGISTER_FILE, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN
from xltools.operations.rolling_over.rolling_over import RolledOver, RolloverOrder, roll_over

_SHOWN = 20


@click.command("rollover")
@click.argument("file", type=REGISTER_FILE)
@click.option(
    "--year", type=click.IntRange(2000, 2099), help="The year of the new register; from November on the next."
)
@click.option("--name", default="", metavar="NAME", help="Its file name; by default this one's with that year.")
@common_options
def command(file: Path, year: int | None, name: str, common: CommonOptions) -> int:
    """Begin the next register beside the register FILE, from its settings, columns, lists and open cases.

    The closed cases stay in FILE; open ones go along with their log and records, and keep their numbers. Both registers
    say on sheet 设置 where the other one is, and FILE lists on page 结转 what went on. Interrupted, the same command
    completes it. Exit code 0: done, 2: unusable, or something counts on the rows that would go, 4: busy.
    """
    result = roll_over(file, common.now, RolloverOrder(year, name, common.dry_run))
    if common.as_json:
        echo_json(_document(result, common))
    else:
        _print(result, common)
    return EXIT_CLEAN


def _print(result: RolledOver, common: CommonOptions) -> None:
    parting = result.parting
    if not common.quiet:
        done = "went on" if result.written else "would go on"
        rows = sum(map(len, parting.moving.values())) - len(parting.cases)
        click.echo(
            f"{result.old.name}: {len(parting.cases)} open cases {done} in {result.new.name}, with {rows} rows of "
            f"other sheets; {parting.left} closed ones stay"
        )
        shown = parting.cases if common.verbose else parting.cases[: _SHOWN * common.dry_run]
        for case in shown:
            click.echo(f"  {case.number or '(no number yet)'}  {case.state}")
        if common.dry_run and len(parting.cases) > len(shown):
            click.echo(f"  … and {len(parting.cases) - len(shown)} more (-v shows them all)")
        if result.resumed:
            click.echo("  An earlier run had begun it.")
        if result.written:
            click.echo(f"  Where [[imports]] in xltools.toml names the old one, write {result.new.name} as `into`.")
    if not result.page:
        click.echo(
            f"  A sheet {result.page_title} of your own stands there, or the structure is protected: none lists them."
        )
    for sentence in result.later:
        click.echo(f"  to be refreshed later: {sentence}", err=True)


def _document(result: RolledOver, common: CommonOptions) -> dict[str, Any]:
    parting, states = result.parting, Counter(case.state for case in result.parting.cases)
    return {
        "now": common.now.isoformat(),
        "dry_run": common.dry_run,
        "path": str(result.old),
        "new": str(result.new),
        "written": result.written,
        "resumed": result.resumed,
        "went_on": [case.number for case in parting.cases if case.number],
        "unnumbered": sum(not case.number for case in parting.cases),
        "states": dict(sorted(states.items())),
        "left": parting.left,
        "rows": {
            tab: {"went_on": len(rows), "left": len(parting.staying[tab])} for tab, rows in parting.moving.items()
        },
        "page": result.page,
        "later": list(result.later),
    }
