"""Who is at work on this computer? For locks and the journal, so that people know whom to ask.

Invariant: a computer that knows no name, as one without any entry for its user, stops nothing.
"""

import getpass


def user_name(otherwise: str = "") -> str:
    """The user's name as the system has it; ``otherwise`` where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return otherwise
