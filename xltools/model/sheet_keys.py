"""Which sheets do several rooms ask a register for? Their keys; a register that lacks one does without.

Invariant: a key stands here once, as the definitions spell it.
"""

PEOPLE_SHEET = "people"
ROUNDS_SHEET = "rounds"  # what ended before a case was taken up again
SETTINGS_SHEET = "settings"
TIMERS_SHEET = "timers"
