"""What are the columns of exports commonly called? Heads by field, for files that nobody described in `[[imports]]`.

Invariant: the register's own heads come before them, and of several the first wins.
"""

from xltools.workbook.adopting.known_heads import known_heads

KNOWN_HEADS = known_heads().cases
ANSWER_HEADS = known_heads().answers  # of answers to a survey, which name the case (FR-10, ST-10)
