"""The rival: a script that watches a folder, and numbers what was typed as soon as a workbook is saved.

``python -m tests.benchmarks.openpyxl_watch FOLDER SHEET FIRST_ROW``. It waits for nobody, keeps and checks nothing.
"""

import sys
import time
from contextlib import suppress

import openpyxl
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer


class Numbering(FileSystemEventHandler):
    """Numbers the rows of a workbook that appears or changes."""

    def __init__(self, sheet: str, first_row: int) -> None:
        self._sheet, self._first_row = sheet, first_row

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = str(event.dest_path or event.src_path)
        if event.event_type not in ("moved", "modified") or not path.endswith(".xlsx"):
            return
        book = openpyxl.load_workbook(path)
        page = book[self._sheet]
        new = [row for row in range(self._first_row, page.max_row + 1) if page.cell(row, 1).value is None]
        for row in new:
            page.cell(row, 1).value = f"{row}"
        if new:
            book.save(path)
            print("written", flush=True)


def main(folder: str, sheet: str, first_row: str) -> None:
    observer = Observer()
    observer.schedule(Numbering(sheet, int(first_row)), folder)
    observer.start()
    print("watching", flush=True)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(60)
    observer.stop()
    observer.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
