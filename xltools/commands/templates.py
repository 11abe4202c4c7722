"""`xltools templates [build]`: list the templates, or build their workbooks from the definitions."""

from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, ReadOnlyWorkbookError
from xltools.workbook.definition_files import read_definition, shipped_definition, shipped_definitions, templates_folder
from xltools.workbook.template.template_building import build_template


@click.group("templates", invoke_without_command=True)
@common_options
@click.pass_context
def command(context: click.Context, common: CommonOptions) -> int:
    """List the register templates; `xltools templates build` makes their workbooks."""
    if context.invoked_subcommand is not None:
        return EXIT_CLEAN
    definitions = [shipped_definition(name) for name in shipped_definitions()]
    if common.as_json:
        listed = [{"name": each.name, "title": each.title, "version": each.version} for each in definitions]
        echo_json(listed)
        return EXIT_CLEAN
    for each in definitions:
        click.echo(f"{each.name:<20}{each.title}  (version {each.version})")
        if common.verbose:
            click.echo(f"{'':<20}{'、'.join(sheet.title for sheet in each.sheets)}")
    return EXIT_CLEAN


@command.command("build")
@click.argument("definition", nargs=-1, type=click.Path(path_type=Path))
@click.option("--into", type=WORKBOOK, help="Folder for the workbooks; by default beside each definition.")
@common_options
def build(definition: tuple[Path, ...], into: Path | None, common: CommonOptions) -> int:
    """Build the template workbook of each DEFINITION (a TOML file); by default of all shipped ones."""
    built = []
    files = definition or tuple(templates_folder() / f"{name}.toml" for name in shipped_definitions())
    for file in files:
        data = build_template(read_definition(file))
        target = (into or file.parent) / f"{file.stem}.xlsx"
        if not common.dry_run:
            _write(target, data)
        built.append({"path": str(target), "bytes": len(data)})
        if not common.quiet and not common.as_json:
            click.echo(f"{target}  {'would be built' if common.dry_run else 'built'}, {len(data):,} bytes")
    if common.as_json:
        echo_json({"dry_run": common.dry_run, "templates": built})
    return EXIT_CLEAN


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise ReadOnlyWorkbookError(
            f"{target} cannot be written ({error.strerror}). Choose another folder with --into."
        ) from None
