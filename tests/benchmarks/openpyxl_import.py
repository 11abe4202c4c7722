"""The rival: a script that takes an export over by hand. It neither numbers, checks nor assigns, and knows no doubles.

``python -m tests.benchmarks.openpyxl_import EXPORT REGISTER SHEET FIRST_ROW HEAD=COLUMN…``
"""

import sys

import openpyxl
import pandas as pd


def main(export: str, register: str, sheet: str, first_row: str, *columns: str) -> None:
    rows = pd.read_csv(export, dtype=str, keep_default_na=False)
    book = openpyxl.load_workbook(register)
    page = book[sheet]
    for pair in columns:
        head, _, column = pair.rpartition("=")
        for row, value in enumerate(rows[head], start=int(first_row)):
            page.cell(row, int(column)).value = value
    book.save(register)


if __name__ == "__main__":
    main(*sys.argv[1:])
