"""Everything in a folder, to show that a command left every byte of it alone."""

import hashlib
from pathlib import Path


def every_byte(folder: Path) -> dict[str, str]:
    """Each file below the folder, hidden ones too, with the checksum of its contents."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
