"""What does one of our own small files hold that is JSON, whoever may have had it in hand since?

Invariant: whatever the bytes are, there is a value or a ValueError.
"""

import json
from typing import Any


def stored_json(data: bytes | str) -> Any:
    """The value.

    Raises:
        ValueError: It is no JSON, or nested more deeply than anything that we write.
    """
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("nested too deeply") from None
