"""What lies in an archive, read without the code that wrote it."""

import hashlib
import json
from pathlib import Path
from typing import Any

from xltools.operations.archiving.catalogue import catalogue_path
from xltools.operations.journaling.journal_proof import prove


def lines(root: Path) -> list[dict[str, Any]]:
    """The catalogue's lines."""
    path = catalogue_path(root)
    return [json.loads(line) for line in path.read_bytes().split(b"\n") if line] if path.exists() else []


def version_folders(root: Path) -> list[str]:
    """The folders that hold versions, from the root."""
    return sorted(path.parent.relative_to(root).as_posix() for path in root.rglob("清单.json"))


def assert_sound(root: Path) -> None:
    """Each version has its folder and its line, every hash is right, and nothing else lies there."""
    assert prove(catalogue_path(root)).fault is None
    assert sorted(line["folder"] for line in lines(root)) == version_folders(root)
    assert len({(line["register"], line["number"], line["version"]) for line in lines(root)}) == len(lines(root))
    assert [path for path in root.iterdir() if path.name.startswith(".xltools-")] == []
    for line in lines(root):
        folder = root / line["folder"]
        data = (folder / "清单.json").read_bytes()
        assert hashlib.sha256(data).hexdigest() == line["manifest"]
        manifest = json.loads(data)
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert there == {"清单.json", *(file["path"] for file in manifest["files"])}
        for file in manifest["files"]:
            content = (folder / file["path"]).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (file["size"], file["sha256"])
