"""The command line: words in, exit code out. The only place that reads the clock.

Invariant: no traceback ever reaches a user; a bug leaves a log that can be pasted into a report.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from importlib import import_module

import click

from xltools import __version__
from xltools.commands.command_options import Clock
from xltools.commands.verb_list import VERBS_BY_PURPOSE
from xltools.errors import EXIT_BUG, EXIT_CLEAN, EXIT_UNUSABLE, XltoolsError
from xltools.operations.bug_log import write_bug_log

VERBS = tuple(sorted(verb for verbs in VERBS_BY_PURPOSE.values() for verb in verbs))
_MODULES = {"import": "import_cases"}  # a word of Python's own is no module; all others are called like their verb
_INTERRUPTED = 130


class _Verbs(click.Group):
    """Imports a verb's module once it is asked for: a refresh has no use for the half second that pandas takes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"xltools.commands.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs by what they are for: newcomers don't look for them by the alphabet."""
        for purpose, verbs_of_it in VERBS_BY_PURPOSE.items():
            with formatter.section(purpose):
                formatter.write_dl([(f"{verb:<{max(map(len, VERBS))}}", said) for verb, said in verbs_of_it.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        nearest = get_close_matches(args[0].lower(), VERBS, n=1)
        if nearest and args[0] not in VERBS:
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {nearest[0]}?", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="xltools")
def verbs() -> None:
    """Keep after-sales registers in ordinary workbooks: numbers, checks, remarks, written back into the same file.

    Begin with: xltools demo. What a verb does and takes: xltools VERB --help.
    """


def main(arguments: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words behind ``xltools``; by default the process's own.
        clock: Tells the time; by default the system's. A verb takes it to the zone of the workspace that it is about.

    Returns:
        0 clean · 1 findings · 2 usage, settings or unreadable · 3 bug · 4 busy · 130 interrupted.
    """
    _print_anything()
    try:
        code = verbs.main(
            list(arguments) if arguments is not None else None,
            prog_name="xltools",
            standalone_mode=False,
            obj=clock or _system_clock,
        )
    except XltoolsError as error:
        click.echo(f"xltools: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("xltools: interrupted", err=True)
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 - whatever it is, people get a sentence and a log, not a traceback
        log = write_bug_log()
        click.echo(
            f"xltools: this is a bug in xltools. Please report it with the log {log}; no workbook was damaged.",
            err=True,
        )
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_CLEAN


def _system_clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - here and nowhere else


def _print_anything() -> None:
    """Windows consoles on a GBK code page cannot show every character: replace it rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())
