"""Mail: what each stage of the talk with a server may answer."""

import smtplib
import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.operations.notifying.loopback import DRIP, HANG_UP, SILENCE, MailServer, mail_server
from tests.operations.notifying.made_up import letter
from xltools.operations.notifying.notify_settings import MailChannel
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders import mail
from xltools.operations.notifying.senders.mail import Account, MailSender, message

ACCOUNT, NO_ACCOUNT = Account("alerts", "pa55word"), Account("", "")


def sender(server: MailServer, account: Account = NO_ACCOUNT, security: str = "none") -> MailSender:
    facts = {"kind": "mail", "host": "127.0.0.1", "port": server.port, "security": security}
    return MailSender(MailChannel.model_validate({**facts, "sender": "alerts@example.com"}), account)


def test_several_letters_by_one_connection() -> None:
    with mail_server() as server:
        one = sender(server, ACCOUNT)
        outcomes = [one.send(letter(address)).verdict for address in ("a@b.cn", "c@d.cn")]
        one.close()
    assert outcomes == [Verdict.SENT, Verdict.SENT]
    assert [address for address, _ in server.letters] == ["a@b.cn", "c@d.cn"]
    assert server.connections == 1


@pytest.mark.parametrize(
    ("stage", "reply", "verdict", "whole"),
    [
        ("connect", "421 too busy", Verdict.TEMPORARY, True),
        ("connect", "554 go away", Verdict.PERMANENT, True),
        ("connect", HANG_UP, Verdict.TEMPORARY, True),
        ("connect", SILENCE, Verdict.TEMPORARY, True),
        ("connect", DRIP, Verdict.TEMPORARY, True),
        ("AUTH", "454 try later", Verdict.TEMPORARY, True),
        ("AUTH", "535 wrong pa55word", Verdict.PERMANENT, True),
        ("MAIL", "451 later", Verdict.TEMPORARY, True),
        ("MAIL", "553 not your address", Verdict.PERMANENT, True),
        ("MAIL", HANG_UP, Verdict.TEMPORARY, True),
        ("RCPT", "450 mailbox busy", Verdict.TEMPORARY, False),
        ("RCPT", "550 no such user", Verdict.PERMANENT, False),
        ("RCPT", "421 closing", Verdict.TEMPORARY, True),
        ("DATA", "451 later", Verdict.TEMPORARY, False),
        ("DATA", "554 no", Verdict.PERMANENT, False),
        ("DATA", HANG_UP, Verdict.DOUBTFUL, False),
        ("END", "452 full", Verdict.TEMPORARY, False),
        ("END", "554 spam", Verdict.PERMANENT, False),
        ("END", HANG_UP, Verdict.DOUBTFUL, False),
        ("END", SILENCE, Verdict.DOUBTFUL, False),
        ("END", DRIP, Verdict.DOUBTFUL, False),
        ("RSET", HANG_UP, Verdict.SENT, False),
        ("QUIT", HANG_UP, Verdict.SENT, False),
    ],
)
def test_what_comes_of_it(stage: str, reply: str, verdict: Verdict, whole: bool) -> None:
    with mail_server(**{stage: reply}) as server:
        one = sender(server, ACCOUNT)
        outcome = one.send(letter())
        one.close()
    assert (outcome.verdict, outcome.whole_channel) == (verdict, whole)
    assert "pa55word" not in outcome.said
    if reply[:3].isdigit() and verdict is not Verdict.SENT:
        assert outcome.said.startswith(reply[:3])


def test_one_of_three_recipients_refused_and_the_others_get_theirs() -> None:
    with mail_server(**{"RCPT b@x.cn": "550 no such user"}) as server:
        one = sender(server)
        verdicts = [one.send(letter(address)).verdict for address in ("a@x.cn", "b@x.cn", "c@x.cn")]
        one.close()
    assert verdicts == [Verdict.SENT, Verdict.PERMANENT, Verdict.SENT]
    assert [address for address, _ in server.letters] == ["a@x.cn", "c@x.cn"]
    assert server.connections == 1


@pytest.mark.parametrize("reply", [HANG_UP, "421 closing"])
def test_after_a_lost_connection_the_next_letter_makes_a_new_one(reply: str) -> None:
    with mail_server(**{"RCPT b@x.cn": reply}) as server:
        one = sender(server)
        verdicts = [one.send(letter(address)).verdict for address in ("b@x.cn", "c@x.cn")]
        one.close()
    assert verdicts == [Verdict.TEMPORARY, Verdict.SENT]
    assert server.connections == 2


def test_without_starttls_no_password_and_no_letter_is_sent() -> None:
    with mail_server() as server:
        outcome = sender(server, ACCOUNT, "starttls").send(letter())
    assert outcome.verdict is Verdict.PERMANENT
    assert server.letters == []
    assert not [line for line in server.lines if line.startswith("AUTH")]


def test_no_tls_where_tls_was_meant_and_nobody_there() -> None:
    with mail_server() as server:
        assert sender(server, ACCOUNT, "ssl").send(letter()).verdict is Verdict.TEMPORARY
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gone = MailServer(listener.getsockname()[1])
    assert sender(gone).send(letter()).verdict is Verdict.TEMPORARY


def test_a_certificate_that_nobody_trusts() -> None:
    with mail_server(untrusted=True) as server:
        outcome = sender(server, ACCOUNT, "ssl").send(letter())
    assert (outcome.verdict, outcome.whole_channel) == (Verdict.TEMPORARY, True)
    assert "CERTIFICATE" in outcome.said
    assert server.lines == []


def test_a_password_that_cannot_be_sent_is_not_told() -> None:
    with mail_server() as server:
        outcome = sender(server, Account("alerts", "密码")).send(letter())
    assert outcome.verdict is Verdict.PERMANENT
    assert "密" not in outcome.said


def test_the_message_as_a_mail_program_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "十月 报告.xlsx"
    file.write_bytes(b"PK")
    made = letter(closing=("尾",), files=(file, tmp_path / "gone.pdf"))
    with mail_server() as server:
        one = sender(server)
        one.send(made)
        one.close()
    ((_, sent),) = server.letters
    assert sent.isascii()
    mail_message = message_from_bytes(sent, policy=default)
    assert mail_message["Subject"] == "【售后提醒】升级 1 条"
    assert mail_message["Message-ID"] == "<xltools-b1@example.com>"
    assert mail_message["To"] == "wang@example.com"
    assert mail_message["Auto-Submitted"] == "auto-generated"
    body = mail_message.get_body()
    assert body is not None
    text = body.get_content()
    assert "202611-001 – 解决时限" in text
    assert "尾" in text
    assert "gone.pdf" in text
    assert [each.get_filename() for each in mail_message.iter_attachments()] == ["十月 报告.xlsx"]


def test_the_same_letter_again_has_the_same_name() -> None:
    assert message(letter(), "a@b.cn")["Message-ID"] == message(letter(), "a@b.cn")["Message-ID"]


@pytest.mark.parametrize("title", ["x\r\nBcc: evil@example.com", "x\nContent-Type: text/html"])
def test_no_header_can_be_smuggled_in(title: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        message(letter(title=title), "a@b.cn")


def test_files_beyond_ten_megabytes_are_named_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_MOST_BYTES_OF_FILES", 10)
    for name, size in (("a.bin", 6), ("b.bin", 6), ("c.bin", 4)):
        (tmp_path / name).write_bytes(b"x" * size)
    made = message(letter(files=tuple(tmp_path / name for name in ("a.bin", "b.bin", "c.bin"))), "a@b.cn")
    assert [each.get_filename() for each in made.iter_attachments()] == ["a.bin", "c.bin"]
    body = made.get_body()
    assert body is not None
    assert "b.bin" in body.get_content()


def test_lines_that_begin_with_a_dot_arrive_whole() -> None:
    """RFC 5321 4.5.2, which `smtplib` sees to; the letter itself is base64."""
    with mail_server() as server, smtplib.SMTP("127.0.0.1", server.port) as talk:
        talk.sendmail("a@b.cn", ["c@d.cn"], "x\r\n.\r\ny")
    assert server.letters == [("c@d.cn", b"x\r\n.\r\ny\r\n")]
