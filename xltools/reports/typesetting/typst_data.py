"""How is told to typst what a page shows? As JSON, that our templates read.

Invariant: it is words, numbers, lists and objects only; what it says is never read as markup or as a path.
"""

from typing import Any

Data = dict[str, Any]
