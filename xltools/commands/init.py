"""`xltools init TEMPLATE|FILE.toml FOLDER`: start a register."""

from collections.abc import Sequence
from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN
from xltools.operations.starting import StartedRegister, start_register
from xltools.operations.workspace_file import FILE_NAME
from xltools.workbook.definition_files import shipped_definitions

ALL = "all"


@click.command("init")
@click.argument("template")
@click.argument("folder", type=WORKBOOK)
@click.option("--name", "file_name", help="File name of the register; by default its title.")
@common_options
def command(template: str, folder: Path, file_name: str | None, common: CommonOptions) -> int:
    """Put a new, empty register made from TEMPLATE into FOLDER.

    TEMPLATE is one of those that `xltools templates` lists, "all" for one of each, or your own definition (FILE.toml),
    of which a copy is laid beside the register.
    """
    if template not in (*shipped_definitions(), ALL) and not template.endswith(".toml"):
        raise click.BadParameter(f"{template!r} is none of {', '.join(shipped_definitions())}, {ALL} or FILE.toml")
    if file_name and Path(file_name).name != file_name:
        raise click.UsageError("--name is a file name; the folder is given by FOLDER")
    if template == ALL and file_name:
        raise click.UsageError("--name goes with one template, not with all")
    names = shipped_definitions() if template == ALL else (template,)
    started = [start_register(name, folder, file_name, dry_run=common.dry_run) for name in names]
    if common.as_json:
        echo_json({"dry_run": common.dry_run, "registers": [str(each.path) for each in started]})
    elif not common.quiet:
        for name, register in zip(names, started, strict=True):
            verb = "would be made" if common.dry_run else "made"
            click.echo(f"{register.path}  {verb} from {name} ({register.title})")
        _print_what_follows(started, folder)
    return EXIT_CLEAN


def _print_what_follows(started: Sequence[StartedRegister], folder: Path) -> None:
    click.echo(f'Type cases from the first empty row on, save, and run: xltools refresh "{folder}"')
    for inbox in dict.fromkeys(register.inbox for register in started):
        click.echo(f"Exports that are to become cases go into {inbox} (make it when you need it).")
    for register in started:
        if register.language != register.folder_language:
            click.echo(
                f"The folder goes on speaking {register.folder_language} in what is about several registers (names of "
                f'folders, summaries). To change that, write language = "{register.language}" at the top of '
                f"{register.workspace / FILE_NAME}."
            )
            break
