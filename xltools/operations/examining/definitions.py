"""Are the definitions beside the registers sound? As `xltools templates check` tells it.

Invariant: a TOML file that is no definition of a register is left alone.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from xltools.model.finding import Severity
from xltools.operations.definition_trial import try_definition
from xltools.operations.examining.answers import Answer, doubtful, well, wrong
from xltools.operations.examining.site import Site
from xltools.operations.workspace_file import FILE_NAME

_TELLING = {"name", "numbering"}  # what every definition has, and hardly any other file


def definitions(site: Site) -> Iterator[Answer]:
    """What is wrong with each definition that lies beside registers or in a memory."""
    for path in _beside(site):
        problems = try_definition(path, site.local)
        errors = sum(each.severity is Severity.ERROR for each in problems)
        if not problems:
            yield well(site.shown(path), "nothing is wrong with this definition")
            continue
        told = wrong if errors else doubtful
        so = f"{len(problems)} things are wrong with this definition, the first: {problems[0]}"
        yield told(site.shown(path), so, f'See all: xltools templates check "{path}"')


def _beside(site: Site) -> list[Path]:
    used = {each.definition.name for each in site.usable}
    found: list[Path] = []
    for folder in {*site.folders, *(each.memory for each in site.workspaces)}:
        others = (path for path in folder.glob("*.toml") if path.name != FILE_NAME)
        found += [path for path in others if path.stem in used or _is_definition(path)]
    return sorted(found)


def _is_definition(path: Path) -> bool:
    """Whether it means to be one; of a file that is no TOML, whether it speaks of one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text).keys() >= _TELLING
    except tomllib.TOMLDecodeError:
        return all(f"{key} = " in text or f"[{key}]" in text for key in _TELLING)
    except (OSError, UnicodeDecodeError):
        return False
