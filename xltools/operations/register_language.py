"""Which language does a register speak, before it is read as a whole?

Invariant: where that cannot be told, what is spoken now goes on; whoever reads the register then says what is wrong.
"""

from pathlib import Path

from xltools.errors import XltoolsError
from xltools.language.speaking import spoken_language
from xltools.operations.files.replacing import real_path
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error
from xltools.operations.passes.pass_order import PassOrder


def register_language(path: Path) -> str:
    """The language of a register's definition, such as ``en``.

    Args:
        path: The register; links are followed.
    """
    try:
        with no_bare_system_error(path):
            return opened_register(real_path(path), PassOrder()).definition.language
    except XltoolsError:
        return spoken_language()
