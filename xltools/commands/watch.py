"""`xltools watch FOLDER`: keep all registers of a folder up to date, seconds after each save."""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN
from xltools.operations.files.replacing import real_folder
from xltools.operations.watching.installing import installation
from xltools.operations.watching.lines import Line
from xltools.operations.watching.watching import WatchOrder, watch
from xltools.operations.workspace import workbooks_in

_DEFAULT_EVERY = 2.0


@click.command("watch")
@click.argument("folder", type=WORKBOOK)
@click.option("--poll", is_flag=True, help="For shares: don't rely on the system's own events.")
@click.option(
    "--every", type=click.FloatRange(0.2, 60), default=_DEFAULT_EVERY, show_default=True, help="Seconds between looks."
)
@click.option(
    "--quiet-period",
    type=click.FloatRange(0.2, 60),
    help="Seconds for which a file must stand still. [1; with --poll 3]",
)
@click.option("--install", is_flag=True, help="Print what makes this computer start the watch by itself; end.")
@common_options
def command(
    folder: Path, poll: bool, every: float, quiet_period: float | None, install: bool, common: CommonOptions
) -> int:
    """Refresh each register below FOLDER whenever somebody saves it, until Ctrl-C.

    A register that somebody has open is written once it is closed; until then a companion workbook shows what waits.
    Also does what goes by the clock, takes in exports, and sends notices. What was done stands in .xltools/watch.log.
    Exit code 0: ended as asked, 2: unusable, 4: another watcher is at work here.
    """
    order = WatchOrder(folder, poll, every, quiet_period)
    if install:
        _print_installation(order, common)
    elif common.dry_run:
        _print_workbooks(folder, common)
    else:
        watch(order, common.clock, _teller(common))
    return EXIT_CLEAN


def _teller(common: CommonOptions) -> Callable[[Line, datetime], None]:
    def tell(line: Line, now: datetime) -> None:
        if common.quiet and not line.trouble:
            return
        try:
            if common.as_json:
                click.echo(json.dumps(_as_json(line, now), ensure_ascii=False))
            else:
                click.echo(f"{now:%H:%M:%S}  {line.sentence}", err=line.trouble)
        except (OSError, ValueError):  # the terminal was closed; the log has the line
            return

    return tell


def _as_json(line: Line, now: datetime) -> dict[str, object]:
    path = str(line.path) if line.path is not None else None
    return {
        "at": now.isoformat(timespec="seconds"),
        "event": line.event,
        "text": line.sentence,
        "path": path,
        "trouble": line.trouble,
    }


def _print_installation(order: WatchOrder, common: CommonOptions) -> None:
    options = ["--poll"] if order.poll else []
    if order.every != _DEFAULT_EVERY:
        options += ["--every", f"{order.every:g}"]
    if order.quiet is not None:
        options += ["--quiet-period", f"{order.quiet:g}"]
    lines = installation(_interpreter(), real_folder(order.folder), tuple(options))
    if common.as_json:
        echo_json(lines._asdict())
        return
    click.echo("# Linux, macOS: crontab -e")
    click.echo("\n".join(lines.crontab))
    click.echo(
        "\n# Linux: ~/.config/systemd/user/xltools-watch.service, then systemctl --user enable --now xltools-watch"
    )
    click.echo(lines.systemd)
    click.echo("# Windows: in a console")
    click.echo("\n".join(lines.schtasks))


def _interpreter() -> Path:
    """The Python that runs us; on Windows the one that opens no window."""
    interpreter = Path(sys.executable)
    windowless = interpreter.with_name("pythonw.exe")
    return windowless if sys.platform == "win32" and windowless.exists() else interpreter


def _print_workbooks(folder: Path, common: CommonOptions) -> None:
    workbooks = [str(path) for path in workbooks_in(real_folder(folder))]
    if common.as_json:
        echo_json({"dry_run": True, "folder": str(folder), "workbooks": workbooks})
    else:
        click.echo("\n".join(f"would watch {path}" for path in workbooks) or f"no workbook below {folder} yet")
