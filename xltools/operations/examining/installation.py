"""Is what xltools needs installed on this computer: Python, libraries, extras, fonts?

Invariant: what nothing here makes use of is no fault.
"""

import re
from collections.abc import Iterator

from xltools.errors import DefinitionError, FontMissingError, MissingExtraError
from xltools.language.speaking import speaking
from xltools.operations.branches.branch_settings import branch_settings
from xltools.operations.branches.remote_files import is_address
from xltools.operations.examining.answers import Answer, Verdict, doubtful, of_error, some, well, wrong
from xltools.operations.examining.computer import Computer
from xltools.operations.examining.site import Site
from xltools.operations.workspace import Workspace
from xltools.reports.typesetting.fonts import FONT_VARIABLE, find_fonts

_WANTED = re.compile(r"(?P<name>[\w.-]+)(?:\[[^]]*\])?\s*(?:>=\s*(?P<least>[\d.]+))?")
_ON_WINDOWS = re.compile(r"""(platform_system\s*==\s*['"]Windows|sys_platform\s*==\s*['"]win32)""")
_NUMBER = re.compile(r"\d+")


def python_version(site: Site) -> Iterator[Answer]:
    """Whether Python is as new as the package asks for."""
    here = ".".join(map(str, site.computer.python))
    needs = site.computer.requirements
    least = re.search(r">=\s*([\d.]+)", needs.python) if needs is not None else None
    if least is not None and _parts(here) < _parts(least[1]):
        yield wrong("", f"Python {here} runs xltools, which asks for {least[1]} or newer", "Install a newer Python.")
    else:
        yield well("", here)


def libraries(site: Site) -> Iterator[Answer]:
    """Whether the libraries are there, and as new as the package asks for."""
    needs = site.computer.requirements
    if needs is None:
        yield doubtful("", "what xltools needs is not known: it was not installed by pip", "Run: pip install xltools")
        return
    faults = list(_faults(needs.libraries, site.computer))
    if faults:
        yield wrong("", some(faults), "Run: pip install --upgrade xltools")
    else:
        yield well("", f"all {len(needs.libraries)} are there and new enough")


def pdf_extra(site: Site) -> Iterator[Answer]:
    """Whether PDFs can be made."""
    faults = _faults_of("pdf", site)
    if faults:
        yield doubtful("", f"no report can be made as PDF: {some(faults)}", 'Run: pip install "xltools[pdf]"')
    else:
        yield well("", "reports can be made as PDF")


def cluster_extra(site: Site) -> Iterator[Answer]:
    """Whether registers can be read from stores, where ``[branches]`` names any; else nobody asks for it."""
    addresses = [pattern for each in site.workspaces for pattern in _addresses(each)]
    faults = _faults_of("cluster", site)
    if not addresses:
        yield well("", "nothing here lies in a store, or needs a cluster")
    elif faults:
        so = f"{some(addresses)} cannot be read: {some(faults)}"
        yield wrong("", so, 'Run: pip install "xltools[cluster]"')
    else:
        yield well("", f"what reads {some(addresses)} is installed")


def _addresses(workspace: Workspace) -> list[str]:
    try:
        settings = branch_settings(workspace.root)
    except DefinitionError:  # told where the file is examined
        return []
    return [pattern for pattern in settings.registers if is_address(pattern)] if settings is not None else []


def _faults_of(extra: str, site: Site) -> list[str]:
    needs = site.computer.requirements
    return list(_faults(needs.extras.get(extra, ()), site.computer)) if needs is not None else []


def fonts(site: Site) -> Iterator[Answer]:
    """Whether there is a font for PDFs in each language that is spoken here."""
    for language in site.languages:
        place = f"font for {language}"
        with speaking(language):
            try:
                found = find_fonts()
            except MissingExtraError:
                return  # told by the extra
            except FontMissingError as error:
                named = bool(site.computer.environment.get(FONT_VARIABLE))
                yield of_error(place, error, Verdict.WRONG if named else Verdict.DOUBTFUL)
            else:
                bold = "" if found.bold is not None else ", without a bold weight"
                yield well(place, f"{found.text.family} ({found.text.path}){bold}")


def _faults(listed: tuple[str, ...], computer: Computer) -> Iterator[str]:
    for line in listed:
        wanted, _, condition = line.partition(";")
        match = _WANTED.match(wanted.strip())
        if match is None or match["name"] == "xltools":
            continue
        if condition and _ON_WINDOWS.search(condition) and computer.system != "win32":
            continue
        here, least = computer.version_of(match["name"]), match["least"]
        if here is None:
            yield f"{match['name']} is not installed"
        elif least and _parts(here) < _parts(least):
            yield f"{match['name']} is {here}, and {least} is asked for"


def _parts(version: str) -> tuple[int, ...]:
    """The numbers of a release; 3.10 is newer than 3.9, and 8.1 as new as 8.1.0."""
    numbers = [int(each) for each in _NUMBER.findall(re.split(r"[a-z+!-]", version, maxsplit=1)[0])]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
