"""Incidents from the call to closing, in the working time of Berlin; every moment here is reckoned by hand."""

from tests.it_desk.incidents import ANSWER, CLOSING, FIRST, INCIDENT, RESOLVED, SIGNED, closed, desk, entry, until_told
from tests.life import shown
from xltools.model.notice import NoticeKind


def kinds(notices: list) -> list[tuple[NoticeKind, str]]:  # type: ignore[type-arg]
    return [(each.kind, each.recipient) for each in notices]


def test_number_class_priority_assignee_and_due_times() -> None:
    # FR-3 FR-4 FR-5 RR-9
    life = desk()
    notices = life.refresh("2026-09-17 16:40")
    assert life.shows("Incident number", "State", "Category", "Subcategory", "Priority", "Assignee", "Team") == [
        "INC-2026-00001", "Assigned", "software", "e-mail client", "P2", "Jonas Weber", "Applications",
    ]  # fmt: skip
    # a working hour: 16:30-17:00 and 8:00-8:30; eight: half an hour, six on Friday, one and a half on Monday
    assert life.shows("First response due", "Resolution due", "Next update due") == [
        "09-18 08:30", "09-21 09:30", "09-18 14:00",
    ]  # fmt: skip
    assert kinds(notices) == [(NoticeKind.ASSIGNED, "Jonas Weber")]
    assert life.findings == []


def test_a_pause_overdue_and_escalation() -> None:
    # FR-7 FR-17
    life = desk()
    life.type(1, **{"First response at": "@2026-09-18 08:20"})
    life.refresh("2026-09-18 08:25")
    entry(life, 1, "2026-09-18 09:00", "paused", "waiting for the log file")
    life.refresh("2026-09-18 09:30")
    assert life.shows("State", "Overdue status") == ["In progress", "paused"]
    entry(life, 2, "2026-09-18 11:00", "resumed", "the log file is here")
    entry(life, 3, "2026-09-18 11:10", "customer informed", "told what comes next")
    life.refresh("2026-09-18 11:30")
    assert life.shows("Resolution due", "Next update due", "Overdue status") == ["09-21 11:30", "09-21 17:00", ""]
    assert kinds(life.refresh("2026-09-21 10:00")) == [(NoticeKind.DUE_SOON, "Jonas Weber")]
    assert kinds(life.refresh("2026-09-21 11:40")) == [(NoticeKind.ESCALATED, "Petra Vogel")]
    assert life.shows("Overdue status", "Escalated to") == ["overdue", "Petra Vogel"]
    assert life.shows("Time left") == ["10 min over"]
    life.refresh("2026-09-21 15:31")  # four working hours after it fell due
    assert life.shows("Escalated to") == ["Klaus Richter"]
    assert life.findings == []


def test_an_extension_keeps_the_first_promise() -> None:
    # FA-12
    life = desk()
    life.refresh("2026-09-17 16:40")
    asked = {
        "Asked at": "@2026-09-18 13:00",
        "Asked by": "Jonas Weber",
        "Reason": "the supplier answers on Monday only",
    }
    life.type(1, "extensions", **FIRST, **asked, **{"New date": "@2026-09-22 12:00"})
    life.refresh("2026-09-18 13:05")
    assert life.shows("Extended to") == [""]
    life.type(1, "extensions", Approver="Petra Vogel", Verdict="approved", **{"Approved at": "@2026-09-18 13:20"})
    life.refresh("2026-09-18 13:30")
    assert life.shows("Resolution due", "Extended to") == ["09-21 09:30", "09-22 12:00"]
    assert [code for code, _, _ in life.findings] == []


def test_from_resolution_to_a_dissatisfied_answer_and_the_second_round() -> None:
    # FR-9 FR-10 FR-11 ST-9 ST-10
    life = desk()
    until_told(life)
    assert life.shows("State", "Overdue status", "Notice due", "Survey due") == [
        "Survey", "was late", "09-23 17:00", "09-24 17:00",
    ]  # fmt: skip
    answer = {**ANSWER, "Satisfaction": "dissatisfied", "Outcome": "#2", "Comment": "the error came back overnight"}
    life.type(1, "survey_answers", **FIRST, **answer, **{"Answered at": "@2026-09-23 09:00"})
    notices = life.refresh("2026-09-23 09:10")
    assert NoticeKind.REOPENED in [each.kind for each in notices]
    assert life.shows("State", "Round", "Surveyed at", "Satisfaction") == [
        "Reopened", "2", "09-23 09:00", "dissatisfied",
    ]  # fmt: skip
    assert life.shows("Resolution due", "Next update due") == ["09-23 17:00", "09-24 17:00"]  # from the reopening on
    (kept,) = life.rows("rounds")
    assert "the error came back overnight" in str(kept["Account"])
    assert kept["Reason"] == "Satisfaction: dissatisfied"
    assert life.findings == []

    emptied = dict.fromkeys(("Surveyed at", "Satisfaction", "Speed", "Skill", "Manner", "Outcome", "Comment"), "-")
    life.type(1, **{**RESOLVED, "Resolution": "Removed the faulty add-in and watched the mailbox for a day"}, **emptied)
    life.type(1, **{"Reviewed on": "@2026-09-24", "Resolved at": "@2026-09-24 11:00"})
    life.type(
        2, "confirmations", **FIRST, **{**SIGNED, "Signed on": "@2026-09-24"}, **{"What was confirmed": "all well"}
    )
    life.refresh("2026-09-24 11:05")
    assert life.shows("State") == ["Resolved"]
    life.type(1, **{"Requester told at": "@2026-09-24 11:10"})
    life.refresh("2026-09-24 11:15")
    assert life.shows("State", "Survey due") == ["Survey", "09-28 17:00"]  # Friday and Monday
    again = {**ANSWER, "Satisfaction": "satisfied", "Speed": "#2", "Answered at": "@2026-09-24 15:00"}
    life.type(2, "survey_answers", **FIRST, **again)
    notices = life.refresh("2026-09-24 15:05")
    assert life.shows("State", "Low score", "Callback due") == ["Callback", "low score", "09-24 16:00"]
    assert (NoticeKind.ESCALATED, "Petra Vogel") in kinds(notices)
    life.type(1, **CLOSING, **{"Called back at": "@2026-09-24 15:40", "Reason for low score": "two days were too long"})
    life.refresh("2026-09-24 16:05")
    assert life.shows("State", "Next deadline", "Time left", "Round") == ["Closed", "", "", "2"]
    assert life.findings == []


def test_a_closed_incident_teaches_the_next_one() -> None:
    # ST-11
    life = desk()
    closed(life)
    assert life.shows("State") == ["Closed"]
    (lesson,) = life.rows("knowledge")
    assert (lesson["Source"], lesson["Asset model"]) == ("INC-2026-00001", "LAT-7440")
    assert "Anna" not in str(lesson)
    later = {"Requester": "Ben Krause", "Contact": "ben.krause@example.com", "Opened at": "@2026-09-25 08:00"}
    life.type(2, **{**INCIDENT, **later, "Description": "Outlook closes with E-104 on my laptop"})
    life.refresh("2026-09-25 08:05")
    assert "INC-2026-00001" in life.shows("Similar cases", row=2)[0]


def test_a_major_incident_is_told_at_once_and_reviewed_twice() -> None:
    # FR-9 RR-9
    life = desk({**INCIDENT, "Opened at": "@2026-09-19 10:00", "Impact": "whole site", "Major incident": "data loss"})
    notices = life.refresh("2026-09-19 10:00")  # a Saturday: minutes and hours run on
    assert life.shows("Priority", "First response due", "Resolution due", "Next update due") == [
        "P1", "09-19 10:15", "09-19 14:00", "09-19 11:00",
    ]  # fmt: skip
    assert (NoticeKind.ESCALATED, "Ute Lang") in kinds(notices)
    life.type(1, **{"First response at": "@10:05"}, **{**RESOLVED, "Reviewed on": "@2026-09-19"})
    life.refresh("2026-09-19 12:00")
    assert life.shows("State", "First response at") == ["Second review", "09-19 10:05"]
    life.type(1, **{"Second review by": "Klaus Richter", "Second review on": "@2026-09-19"})
    life.refresh("2026-09-19 12:10")
    assert life.shows("State") == ["Confirmation"]
    life.type(1, "reviews", **FIRST, Reviewer="Klaus Richter", Verdict="refused", Opinion="not tested with a share")
    life.type(1, "reviews", **{"Reviewed at": "@2026-09-19 12:30"})
    life.refresh("2026-09-19 12:40")
    assert life.shows("State") == ["In progress"]


def test_holidays_and_the_working_saturday_of_berlin() -> None:
    # Whit Monday 2026-05-25; Saturday 2026-11-14 is worked as a Monday
    quiet = {**INCIDENT, "Impact": "one person", "Urgency": "medium"}
    before = {**quiet, "Opened at": "@2026-05-22 13:00"}
    moving = {**quiet, "Opened at": "@2026-11-13 13:00", "Requester": "Ben Krause", "Contact": "ben@example.com"}
    life = desk(before, moving)
    life.refresh("2026-11-13 13:05")
    # four working hours: one on Friday, three on Tuesday; three working days: Tuesday to Thursday
    assert life.shows("First response due", "Resolution due") == ["05-26 11:00", "05-28 17:00"]
    # one on Friday, three on Saturday; Saturday, Monday, Tuesday
    assert life.shows("First response due", "Resolution due", row=2) == ["11-14 11:00", "11-17 17:00"]


def test_a_time_of_the_monitoring_runs_day_and_night() -> None:
    # RR-4
    life = desk({**INCIDENT, "Channel": "monitoring", "Opened at": "@2026-09-18 13:30"})
    life.refresh("2026-09-18 13:31")
    assert life.shows("First response due") == ["09-18 15:30"]


def test_a_change_needs_the_board_and_consent_comes_before_remote_help() -> None:
    # ST-5 ST-6
    life = desk()
    life.refresh("2026-09-17 16:40")
    life.type(1, **{"First response at": "@2026-09-18 08:20", "Diagnosis": "change needed", "Remote help": "yes"})
    life.refresh("2026-09-18 08:30")
    assert life.shows("State", "Change approval due") == ["Change approval", "09-18 12:20"]
    assert ("VALUE_MISSING", 1, "remote_consent") in life.findings
    entry(life, 1, "2026-09-18 09:00", "remote assistance", "looked at the profile")
    plan = {"Proposed at": "@2026-09-18 09:10", "Change": "Roll back the mail server to build 4108"}
    plan |= {"Responsible": "Mia Braun", "Done by": "@2026-09-18 13:00", "Approved by": "team lead"}
    life.type(1, "plans", **FIRST, **plan)
    life.type(1, "plans", Approver="Petra Vogel", Verdict="approved", **{"Approved at": "@2026-09-18 09:30"})
    life.type(1, **{"Change approved at": "@2026-09-18 09:30", "Change approved by": "Petra Vogel"})
    life.refresh("2026-09-18 09:40")
    assert {code for code, _, _ in life.findings} >= {"CONSENT_MISSING", "PLAN_APPROVAL_UNFIT"}
    assert life.shows("State") == ["Change approval"]
    life.type(1, "plans", **{"Approved by": "change board", "Board members": "Service Desk, Infrastructure"})
    life.type(1, **{"Remote consent": "customer consented"})
    life.refresh("2026-09-18 10:00")
    assert life.shows("State") == ["In progress"]
    assert life.findings == []


def test_a_defect_goes_to_the_liaison() -> None:
    # ST-5
    life = desk()
    life.type(1, Diagnosis="defect", Symptom="Outlook closes after five seconds")
    notices = life.refresh("2026-09-17 16:50")
    assert life.shows("Liaison", "Liaison told at") == ["Mia Braun", "09-17 16:50"]
    assert (NoticeKind.LIAISON, "Mia Braun") in kinds(notices)


def test_team_tasks_and_improvement_items_hold_the_closing_up() -> None:
    # RR-11 RR-13
    life = desk({**INCIDENT, "Kind": "cross-team"})
    closed(life)
    assert life.shows("State") == ["Closing"]
    assert ("DUTY_MISSING", 1, "problem_type") in life.findings
    task = {"Team": "Infrastructure", "Task": "restore the mail store", "Responsible": "Mia Braun"}
    life.type(1, "duties", **FIRST, **task, Progress="in progress", **{"Done by": "@2026-09-24 17:00"})
    life.refresh("2026-09-24 16:10")
    assert ("DUTY_OPEN", 1, "closed_at") in life.findings
    life.type(1, "duties", Progress="done", Outcome="restored from the backup", **{"Done at": "@2026-09-24 16:20"})
    life.refresh("2026-09-24 16:30")
    assert life.shows("State") == ["Closed"]
    assert life.findings == []

    recurring = desk({**INCIDENT, "Kind": "recurring problem"})
    closed(recurring)
    assert recurring.shows("State") == ["Closing"]
    item = {"Improvement": "Pilot mail updates", "Source case": "INC-2026-00001", "Kind": "process"}
    item |= {"Measure": "test each mail update on ten devices", "Department": "Applications", "Progress": "not started"}
    recurring.type(1, "improvements", **item, **{"Proposed on": "@2026-09-24"})
    recurring.refresh("2026-09-24 16:10")
    assert recurring.shows("State") == ["Closed"]


def test_what_is_missing_or_vague_is_said_in_english() -> None:
    # FA-5 FR-16
    life = desk({**INCIDENT, "Description": "it does not work", "Contact": "ask her", "Wanted": "-", "Impact": "-"})
    life.refresh("2026-09-17 16:40")
    assert {code for code, _, _ in life.findings} == {"TEXT_VAGUE", "CONTACT_MALFORMED", "VALUE_MISSING"}
    assert life.shows("State", "Request check") == ["Incomplete", "ask the requester"]
    assert str(life.row()["Remarks"]).isascii() or "“" in str(life.row()["Remarks"])


def test_a_date_typed_as_text_is_read_day_first() -> None:
    life = desk({**INCIDENT, "Opened at": "5.6.2026 9:00", "Contact": "030 5551234"})
    life.refresh("2026-06-05 09:30")
    assert shown(life.row()["Opened at"]) == "06-05 09:00"
    assert life.findings == []


def test_requesters_are_written_to_with_names_masked() -> None:
    # FA-13 FR-13
    life = desk()
    life.refresh("2026-09-17 16:40")
    life.type(1, **{"First response at": "@2026-09-18 08:20"}, **RESOLVED)
    life.refresh("2026-09-22 10:00")
    (page,) = [page for page in life.decided("2026-09-22 10:00").pages if page.title == "Customer notices"]
    (row,) = page.tables[0].rows
    letter = str(row.values[-1])
    assert "Dear Ms A" in letter
    assert "Anna" not in letter
    assert "anna.schmidt" not in letter
    assert "Rebuilt the mail profile" in letter
