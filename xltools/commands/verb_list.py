"""Which verbs are there, in which order does one need them, and what is each for, in one line?

Invariant: every verb stands here once; nothing is imported to list them.
"""

from collections.abc import Mapping

VERBS_BY_PURPOSE: Mapping[str, Mapping[str, str]] = {
    "Begin": {
        "demo": "Four registers full of made-up cases, to look around in.",
        "templates": "The registers that can be made; check, build and restyle them.",
        "init": "Make an empty register.",
        "adopt": "Make a register of a workbook that you have kept for years.",
        "upgrade": "Add to registers what their definition has by now.",
    },
    "Every day": {
        "refresh": "Number, check, classify, assign, reckon; write it into the register.",
        "check": "List what is wrong; write nothing.",
        "explain": "Why a case is where it is, and how its due times came about.",
        "import": "Make cases of the rows of an export.",
        "inform": "What customers are to be told now; ready to copy, or sent.",
        "undo": "Put a register back to what it was before.",
    },
    "By itself": {
        "watch": "Refresh each register when somebody saves it; the clock's jobs, too.",
        "tick": "The clock's jobs once; for cron or the Task Scheduler.",
        "notify": "Send what waits to be sent, or a test message.",
    },
    "For others to read": {
        "summary": "The report of a month, quarter, week …, or a cross-table of your own.",
        "report": "The report of one case, to print and sign.",
        "archive": "Archive closed cases; search, prove and list the archive.",
        "rollover": "Begin the next year's register with the open cases.",
    },
    "When in doubt": {
        "doctor": "What is wrong with a set-up, and what to do about it.",
        "journal": "What the tool did, when and why.",
    },
}
