"""What is wrong with the registers themselves: which are usable, which lag behind, which stand there twice?

Invariant: what stops a pass is said with the very words that the pass would say.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from math import inf
from pathlib import Path

from xltools.errors import CopyOfRegisterError, LedgerError, WorkbookBusyError, XltoolsError
from xltools.operations.examining.answers import Answer, Verdict, doubtful, of_error, some, well, wrong
from xltools.operations.examining.register_sights import RegisterSight
from xltools.operations.examining.site import Site
from xltools.operations.files.replacing import refuse_if_not_replaceable
from xltools.operations.folder_names import standing_or_new
from xltools.operations.importing.inbox import files_in, inboxes
from xltools.operations.no_register import no_register_in
from xltools.operations.passes.number_ledger import NumberLedger, issued_for

_LYING = timedelta(minutes=15)


def usable(site: Site) -> Iterator[Answer]:
    """Which workbooks are registers, which are none, and what stops a pass."""
    others = [site.shown(each.path) for each in site.unusable if not each.is_register]
    if others:
        yield well(site.folder, f"{some(others)}: no register of xltools, passed over")
    stopped = [each for each in site.unusable if each.is_register]
    for path, error in stopped:
        verdict = Verdict.DOUBTFUL if isinstance(error, WorkbookBusyError) else Verdict.WRONG
        yield of_error(site.shown(path), error, verdict, f'See what is wrong with it: xltools check "{path}"')
    for each in site.usable:
        yield well(site.shown(each.path), f"{each.definition.name}, {each.cases} cases")
    if not (stopped or site.usable):
        yield of_error(site.folder, no_register_in(site.folder), Verdict.DOUBTFUL)


def replaceable(site: Site) -> Iterator[Answer]:
    """Whether they can be written: not read-only, not linked, not too deep."""
    refused = False
    for each in site.usable:
        try:
            refuse_if_not_replaceable(each.path.resolve())
        except WorkbookBusyError:  # told by the locks
            continue
        except XltoolsError as error:
            refused = True
            yield of_error(site.shown(each.path), error)
    if site.usable and not refused:
        yield well(site.folder, f"all {len(site.usable)} registers can be written")


def settings_cells(site: Site) -> Iterator[Answer]:
    """Whether cells of the settings sheets cannot be used, so that shipped values are in force."""
    for each in site.usable:
        if each.faults:
            yield doubtful(
                site.shown(each.path),
                f"{len(each.faults)} settings cells cannot be used, the first is {each.faults[0]}",
                f'See what is wrong with them: xltools check "{each.path}"',
            )


def behind(site: Site) -> Iterator[Answer]:
    """Whether registers lack what their definition has by now."""
    lagging = [answer for each in site.usable if (answer := _lag(each, site)) is not None]
    yield from lagging
    if site.usable and not lagging:
        yield well(site.folder, "all registers have what their templates have")


def _lag(register: RegisterSight, site: Site) -> Answer | None:
    has, asked = int(register.version) if register.version.isdecimal() else 0, register.definition.version
    if has > asked:
        so = f"was made from version {has} of its template, and this xltools has {asked}"
        to_do = "Run: pip install --upgrade xltools; or bring its definition here."
        return wrong(site.shown(register.path), so, to_do)
    if has == asked and not register.lacks:
        return None
    lacks = f": it lacks {some(list(register.lacks))}" if register.lacks else ""
    so = f"is of version {register.version or '(none)'} of its template, which is {asked} by now{lacks}"
    return doubtful(site.shown(register.path), so, f'Run: xltools upgrade "{site.folder}"')


def copies(site: Site) -> Iterator[Answer]:
    """Whether the same register stands here twice, so that passes over one of them are refused."""
    found = False
    for ledger, sights in _by_scheme(site).values():
        ids = {ledger.workspace.register_id(each.path.resolve()): each for each in sights}
        try:
            records = ledger.read()
        except LedgerError:  # told by the memory
            continue
        numbers = {name: each.numbers for name, each in ids.items()}
        for name, each in ids.items():
            try:
                issued_for(ledger, name, each.numbers, each.cases, records, partial(_numbers_of, numbers))
            except CopyOfRegisterError as error:
                found = True
                yield of_error(site.shown(each.path), error)
        if not records:
            for first, second in _alike(numbers):
                found = True
                yield of_error(site.shown(ids[second].path), CopyOfRegisterError(first))
    if site.usable and not found:
        yield well(site.folder, "no register stands here twice")


def _numbers_of(numbers: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    return numbers.get(name, ())


def _by_scheme(site: Site) -> Mapping[Path, tuple[NumberLedger, list[RegisterSight]]]:
    """The registers that share a memory of numbers, by its file."""
    groups: dict[Path, tuple[NumberLedger, list[RegisterSight]]] = {}
    for each in site.usable:
        if each.numbers:
            ledger = NumberLedger(site.workspace_of(each.path), each.definition.numbering)
            groups.setdefault(ledger.path, (ledger, []))[1].append(each)
    return groups


def _alike(numbers: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Pairs of registers that share most of their numbers, of which nothing is remembered yet."""
    first_with: dict[str, str] = {}
    for name in sorted(numbers):
        shared = [first_with[number] for number in numbers[name] if number in first_with]
        if len(shared) * 2 >= len(numbers[name]):
            yield shared[0], name
        for number in numbers[name]:
            first_with.setdefault(number, name)


def drop_folders(site: Site) -> Iterator[Answer]:
    """Whether files lie where exports are dropped, and nobody takes them; and what came back to be corrected."""
    for inbox in inboxes(site.folder):
        lying = [path for path in files_in(inbox) if site.instant.timestamp() - _came(path) > _LYING.total_seconds()]
        names = [site.shown(path) for path in lying]
        if names:
            yield doubtful(
                site.shown(inbox),
                f"{some(names)}: nobody takes them in",
                f'Run: xltools tick "{site.folder}"; it says what is in their way.',
            )
        back = files_in(standing_or_new(inbox, "folders.returned"))
        if back:
            so = f"{some([site.shown(path) for path in back])}: came back to be corrected"
            yield doubtful(site.shown(inbox), so, f"Correct the coloured cells, and put the file back into {inbox}.")
        if not (names or back):
            yield well(site.shown(inbox), "nothing lies there")


def _came(path: Path) -> float:
    """When a file came here, as far as the system tells: a copy may keep the time of its original."""
    try:
        status = path.stat()
    except OSError:
        return inf  # taken meanwhile
    return max(status.st_mtime, status.st_ctime)
