"""How does a cell lead to a folder of the archive, wherever the archive was copied to? By a path from the workbook on.

Invariant: a link never leads out of the folder that the workbook lies in, whatever stands in the catalogue.
"""

from xltools.reports.drawing.cell_limits import clean_text
from xltools.workbook.forms.filling.link_targets import LONGEST_LINK

# What Excel writes into a link's address in other words; without this a customer called "50%25" would be another one.
_ESCAPED = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '%#" <>[]^`{}'})


def folder_link(folder: str) -> str | None:
    """The link as the writing library takes it; None where there can be none.

    Args:
        folder: Path from the archive's root, with "/".
    """
    outward = any(part in ("", ".", "..") or ":" in part or "\\" in part for part in folder.split("/"))
    if outward or clean_text(folder) != folder or "\n" in folder or "\t" in folder:
        return None
    link = f"external:./{folder.translate(_ESCAPED)}"
    return link if len(link) <= LONGEST_LINK else None
