"""`xltools templates [build | check | forms]`: list the templates, build or check definitions, copy forms out."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from xltools.commands.command_options import REGISTER_FILE, WORKBOOK, CommonOptions, common_options, reading_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.copying_forms import copy_forms
from xltools.operations.definition_trial import try_definition
from xltools.operations.files.whole_files import write_whole
from xltools.workbook.definition_checks.checking import sound_definition
from xltools.workbook.definition_checks.definition_problem import DefinitionProblem
from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions, templates_folder
from xltools.workbook.forms.building.form_building import build_form
from xltools.workbook.forms.building.layout_files import forms_folder, shipped_layouts
from xltools.workbook.template.template_building import build_template


@click.group("templates", invoke_without_command=True)
@reading_options
@click.pass_context
def command(context: click.Context, common: CommonOptions) -> int:
    """List the register templates; `build` makes their workbooks, `forms` copies a register's forms for restyling."""
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
            click.echo(f"{'':<20}{', '.join(sheet.title for sheet in each.sheets)}")
    return EXIT_CLEAN


@command.command("build")
@click.argument("definition", nargs=-1, type=click.Path(path_type=Path))
@click.option("--into", type=WORKBOOK, help="Folder for the workbooks; by default beside each definition.")
@common_options
def build(definition: tuple[Path, ...], into: Path | None, common: CommonOptions) -> int:
    """Build the template workbook of each DEFINITION (a TOML file); by default all shipped ones, and their forms."""
    built = []
    for target, data in _definitions_built(definition, into) if definition else _shipped_built(into):
        if not common.dry_run:
            write_whole(target, data)
        built.append({"path": str(target), "bytes": len(data)})
        if not common.quiet and not common.as_json:
            click.echo(f"{target}  {'would be built' if common.dry_run else 'built'}, {len(data):,} bytes")
    if common.as_json:
        echo_json({"dry_run": common.dry_run, "templates": built})
    return EXIT_CLEAN


@command.command("check")
@click.argument("definition", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--example", is_flag=True, help="Print a small definition that works, with comments, and do nothing else."
)
@reading_options
def check(definition: tuple[Path, ...], example: bool, common: CommonOptions) -> int:
    """Say all that is wrong with each DEFINITION (a TOML file), with file and line.

    Exit code 0: nothing, 1: something is wrong.
    """
    if example:
        click.echo(example_definition(), nl=False)
        return EXIT_CLEAN
    if not definition:
        raise click.UsageError("name a TOML file, such as desk.toml; --example prints one to begin with.")
    found = {path: try_definition(path, common.now.replace(tzinfo=None)) for path in definition}
    if common.as_json:
        echo_json({"definitions": [_checked(path, problems) for path, problems in found.items()]})
    else:
        for path, problems in found.items():
            _print_problems(path, problems, common)
    return EXIT_FINDINGS if any(found.values()) else EXIT_CLEAN


def _checked(path: Path, problems: Sequence[DefinitionProblem]) -> dict[str, object]:
    return {"path": str(path), "problems": [asdict(problem) for problem in problems]}


def _print_problems(path: Path, problems: Sequence[DefinitionProblem], common: CommonOptions) -> None:
    for problem in problems:
        click.echo(f"{problem.severity.value}: {problem}")
    if not common.quiet:
        click.echo(f"{path}  {f'{len(problems)} wrong' if problems else 'nothing wrong'}")


@command.command("forms")
@click.argument("register", type=REGISTER_FILE)
@common_options
def forms(register: Path, common: CommonOptions) -> int:
    """Copy the forms of REGISTER into the folder of forms beside it, to be restyled in Excel; none is overwritten."""
    copies = copy_forms(register, dry_run=common.dry_run)
    if common.as_json:
        listed = [{"path": str(path), "copied": copied} for path, copied in copies]
        echo_json({"dry_run": common.dry_run, "forms": listed})
    elif not common.quiet:
        verb = "would be copied" if common.dry_run else "copied"
        for path, copied in copies:
            click.echo(f"{path}  {verb if copied else 'is there already, left as it is'}")
        click.echo(
            "Restyle them in Excel: words, fonts, widths, logo, paper. {{HEAD}} is filled with that column of the\n"
            "case; a row with {{SHEET.HEAD}} is repeated for each row that the case has there. Further workbooks in\n"
            f"the folder become further forms. Then run: xltools report {register} NUMBER"
        )
    return EXIT_CLEAN


def _definitions_built(files: Sequence[Path], into: Path | None) -> Iterator[tuple[Path, bytes]]:
    for file in files:
        yield (into or file.parent) / f"{file.stem}.xlsx", build_template(sound_definition(file))


def _shipped_built(into: Path | None) -> Iterator[tuple[Path, bytes]]:
    """The shipped registers, and the forms in a folder below."""
    yield from _definitions_built([templates_folder() / f"{name}.toml" for name in shipped_definitions()], into)
    folder = forms_folder() if into is None else into / forms_folder().name
    for layout in shipped_layouts():
        yield folder / f"{layout.title}.xlsx", build_form(layout, shipped_definition(layout.of_register))
