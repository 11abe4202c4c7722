"""What is in the files that made-up customers send? The smallest real picture or sound recording.

Invariant: what a file's name promises, any viewer can open.
"""

import struct
import wave
import zlib
from io import BytesIO
from pathlib import Path

_WIDTH, _HEIGHT = 96, 64


def made_up_file(name: str) -> bytes:
    """The content of a file with this name: a grey picture, a second of silence, or the name as text."""
    suffix = Path(name).suffix.lower()
    if suffix == ".png":
        return _picture(zlib.crc32(name.encode()) % 160 + 64)
    return _silence() if suffix == ".wav" else name.encode()


def _picture(shade: int) -> bytes:
    """A PNG in one shade of grey (RFC 2083)."""
    lines = (b"\0" + bytes([shade]) * _WIDTH) * _HEIGHT
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _silence() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(4000)
        file.writeframes(b"\x80" * 4000)
    return buffer.getvalue()
