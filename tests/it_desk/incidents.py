"""Incidents of the IT service desk, as people type them; and their way from the call to the closed row."""

from tests.life import Life

REGISTER = "it_service_desk"
INCIDENT = {
    "Opened at": "@2026-09-17 16:30",  # a Thursday; the desk closes at 17:00, on Fridays at 14:00
    "Channel": "e-mail",
    "Requester": "Anna Schmidt",
    "Salutation": "Ms",
    "Contact": "anna.schmidt@example.com",
    "Department": "Finance",
    "Site": "Berlin",
    "Service": "E-mail",
    "Asset model": "LAT-7440",
    "Error code": "E-104",
    "Description": "Outlook shows error 0x8004010F since the update on Monday",
    "Wanted": "Working e-mail before Friday noon",
    "Impact": "one team",
    "Urgency": "high",
}
FIRST = {"Incident number": "INC-2026-00001"}
RESOLVED = {
    "Diagnosis": "known error",
    "Resolution": "Rebuilt the mail profile; three test messages went through",
    "Reviewed by": "Petra Vogel",
    "Reviewed on": "@2026-09-22",
}
SIGNED = {"Signed on": "@2026-09-22", "Confirmed by": "e-mail", "Signed by": "Anna Schmidt"}
ANSWER = {"Channel": "e-mail", "Speed": "#4", "Skill": "#5", "Manner": "#5", "Outcome": "#5", "Comment": "fine now"}


def desk(*incidents: dict[str, str]) -> Life:
    life = Life(REGISTER)
    for row, incident in enumerate(incidents or (INCIDENT,), start=1):
        life.type(row, **incident)
    return life


def entry(life: Life, row: int, moment: str, kind: str, content: str, number: str = "INC-2026-00001") -> None:
    cells = {"Time": f"@{moment}", "Who": "Jonas Weber", "Entry": kind, "What was done": content}
    life.type(row, "log", **{"Incident number": number}, **cells)


def until_told(life: Life) -> None:
    """The first incident, up to where the requester was told."""
    life.refresh("2026-09-17 16:40")
    life.type(1, **{"First response at": "@2026-09-18 08:20"}, **RESOLVED)
    life.type(1, "confirmations", **FIRST, **SIGNED, **{"What was confirmed": "e-mail works again"})
    life.type(1, **{"Resolved at": "@2026-09-22 10:30", "Requester told at": "@2026-09-22 10:40"})
    life.refresh("2026-09-22 10:45")


def closed(life: Life) -> None:
    """The first incident, answered to and closed."""
    until_told(life)
    answered = {"Answered at": "@2026-09-23 09:00", "Satisfaction": "satisfied", **ANSWER}
    life.type(1, "survey_answers", **FIRST, **answered)
    life.type(1, **CLOSING)
    life.refresh("2026-09-24 16:05")


CLOSING = {
    "Symptom": "Outlook closes after five seconds",
    "Root cause": "an add-in locked the data file",
    "Lessons": "remove the add-in before rebuilding the profile",
    "Closed by": "Petra Vogel",
    "Closed at": "@2026-09-24 16:00",
}
