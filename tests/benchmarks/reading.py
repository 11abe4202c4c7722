"""How long does it take to have a register's rows in memory, ready for work?"""

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.big_register import NOW, definition_25


def register_racer(path: str) -> Callable[[], object]:
    """Ours: every sheet by its heads, each cell of the type that its column has, what cannot be read told."""
    from xltools.workbook.packaging.package import open_package
    from xltools.workbook.reading import read_register

    definition = definition_25()
    return lambda: read_register(open_package(Path(path).read_bytes()), NOW, definition)


def pandas_racer(path: str, engine: str = "openpyxl") -> Callable[[], object]:
    """The rival: every sheet as a frame of whatever stands there."""
    import pandas

    if engine == "openpyxl":
        return lambda: pandas.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    return lambda: pandas.read_excel(path, sheet_name=None, header=None, engine="calamine")
