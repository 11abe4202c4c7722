"""What is written into a relationship so that a click opens a file or a page?

Invariant: only what may be opened safely becomes a link; file names keep their Chinese characters. Windows takes
escapes beyond ASCII in file addresses as bytes of its own code page, so they are left as Excel itself leaves them.
"""

import re
from urllib.parse import quote

LONGEST_LINK = 2079  # Excel specifications and limits, and what its rel files may hold
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_OPENED = {"http", "https", "mailto", "file"}
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_PATH_SIGNS = "/!$&'()+,;=:@-._~"


def link_target(link: str) -> str:
    """The target for a relative path, a path of Windows, or an address; "" where it must not become a link."""
    scheme = _SCHEME.match(link)
    if _DRIVE.match(link):
        target = "file:///" + _escaped(link.replace("\\", "/"), _PATH_SIGNS)
    elif scheme is None:
        target = _escaped(link.replace("\\", "/"), _PATH_SIGNS)
    elif scheme[1].lower() in _OPENED:
        target = _escaped(link, _PATH_SIGNS + "?#%*[]")
    else:
        target = ""
    return target if len(target) <= LONGEST_LINK else ""


def _escaped(text: str, kept: str) -> str:
    return "".join(sign if sign > "\xa0" else quote(sign, safe=kept) for sign in text)
