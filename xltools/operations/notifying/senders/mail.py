"""How does a mail server take a letter? One envelope a recipient, over TLS unless the settings say none.

Codes: RFC 5321 4.2 (4yz may pass by waiting, 5yz will not); a letter that was handed over (DATA) without an answer is
doubtful, and sent again with the same Message-ID (RFC 5322 3.6.4), by which mail programs know it. Invariant: nothing
that people wrote becomes a header, and no password is said before TLS.
"""

import mimetypes
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.operations.notifying.notify_settings import MailChannel, Security
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.deadline import deadline
from xltools.operations.notifying.senders.letter import Letter, Outcome, short_words

_TIMEOUT_SECONDS, _REPLY_SECONDS = 30, 60
_MOST_ITEMS = 200
_MOST_BYTES_OF_FILES = 10 * 1024 * 1024
_OVERLOADED = 421  # the server closes the connection


class Account(NamedTuple):
    """Who sends, as the server knows him; both "" where it does not ask."""

    user: str
    password: str


class _Bounded(smtplib.SMTP):
    """Waits for a whole reply, not for its next byte."""

    def getreply(self) -> tuple[int, bytes]:
        try:
            with deadline(_REPLY_SECONDS, lambda: self.sock):
                return super().getreply()
        except TimeoutError:
            self.close()
            raise


class _BoundedOverTls(_Bounded, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class MailSender:
    """One mail server; the connection is kept from letter to letter."""

    per_minute = 60
    spacing = 0.0

    def __init__(self, channel: MailChannel, account: Account) -> None:
        self._channel, self._account = channel, account
        self._server: smtplib.SMTP | None = None

    def fits(self, letter: Letter) -> bool:
        """Whether somebody would still read it."""
        return sum(len(section.items) for section in letter.sections) <= _MOST_ITEMS

    def send(self, letter: Letter) -> Outcome:
        """Send it to its one recipient."""
        try:
            if self._server is None:
                self._server = self._connect()
        except UnicodeError:
            self.close()
            return Outcome(Verdict.PERMANENT, "host, account or password hold characters that are not sent", "", True)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return self._unreachable(error)
        try:
            return self._hand_over(self._server, letter)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Verdict.TEMPORARY, self._words(error), "", True)

    def close(self) -> None:
        """Say goodbye, whatever the server thinks of it."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        channel = self._channel
        host, port, name = channel.host, channel.port_number, channel.sender.rpartition("@")[2]
        if channel.security is Security.SSL:
            context = ssl.create_default_context()
            server: smtplib.SMTP = _BoundedOverTls(host, port, name, timeout=_TIMEOUT_SECONDS, context=context)
        else:
            server = _Bounded(host, port, name, timeout=_TIMEOUT_SECONDS)
        self._server = server  # so that it is closed where a later step fails
        server.ehlo_or_helo_if_needed()
        if channel.security is Security.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
        if self._account.user:
            server.login(self._account.user, self._account.password)
        return server

    def _hand_over(self, server: smtplib.SMTP, letter: Letter) -> Outcome:
        code, words = server.mail(self._channel.sender)
        if code >= 400:
            return self._refused(code, words, "Check `sender`: the server does not let it send.", whole_channel=True)
        code, words = server.rcpt(letter.address)
        if code >= 400:
            people = text("notify.sheets.people")
            remedy = f"Correct the e-mail address on sheet {people}, or the customer's in the register."
            return self._refused(code, words, remedy)
        try:
            code, words = server.data(message(letter, self._channel.sender).as_bytes(policy=_POLICY))
        except smtplib.SMTPDataError as error:
            code, words = error.smtp_code, _bytes(error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Verdict.DOUBTFUL, f"no answer after the letter was handed over ({self._words(error)})")
        if code >= 400:
            return self._refused(code, words, "Ask the mail server's administrator why it refuses the letter.")
        return Outcome(Verdict.SENT)

    def _refused(self, code: int, words: bytes, remedy: str, *, whole_channel: bool = False) -> Outcome:
        said = self._hidden(f"{code} {words.decode('utf-8', 'replace')}")
        if code == _OVERLOADED:
            self.close()
            return Outcome(Verdict.TEMPORARY, said, "", True)
        self._start_over()
        if code < 500:
            return Outcome(Verdict.TEMPORARY, said, "", whole_channel)
        return Outcome(Verdict.PERMANENT, said, remedy, whole_channel)

    def _start_over(self) -> None:
        """Make the connection fit for the next letter; where that fails, the next letter makes a new one."""
        if self._server is not None:
            try:
                self._server.rset()
            except (OSError, smtplib.SMTPException):
                self.close()

    def _unreachable(self, error: Exception) -> Outcome:
        said = self._words(error)
        if isinstance(error, smtplib.SMTPNotSupportedError):
            remedy = 'The server offers no STARTTLS or no login: try security = "ssl".'
            return Outcome(Verdict.PERMANENT, said, remedy, True)
        if isinstance(error, smtplib.SMTPResponseException):
            if error.smtp_code < 500:
                return Outcome(Verdict.TEMPORARY, said, "", True)
            remedy = "Check the account and its password; many providers want an authorisation code instead."
            return Outcome(Verdict.PERMANENT, said, remedy, True)
        return Outcome(Verdict.TEMPORARY, f"not reached ({said})", "Check host, port, security and the network.", True)

    def _words(self, error: Exception) -> str:
        if isinstance(error, smtplib.SMTPResponseException):
            return self._hidden(f"{error.smtp_code} {_bytes(error.smtp_error).decode('utf-8', 'replace')}")
        return self._hidden(f"{type(error).__name__}: {error}")

    def _hidden(self, said: str) -> str:
        return short_words(said, (self._account.password,))


_POLICY = SMTP.clone(cte_type="7bit")


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a message; files beyond 10 MB together, or gone, are named instead."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(letter.sender or text("notify.keyword"), addr_spec=sender)
    mail["To"] = letter.address
    mail["Subject"] = letter.title
    mail["Date"] = format_datetime(letter.moment)
    mail["Message-ID"] = f"<xltools-{letter.batch}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    enclosed, missing = _enclosed(letter.files)
    footer = () if letter.sender else ("", text("notify.mail.footer"))  # customers are to answer
    mail.set_content("\n".join((*_lines(letter), *missing, *footer)) + "\n", cte="base64")
    for file, contents in enclosed:
        maintype, _, subtype = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition("/")
        mail.add_attachment(contents, maintype=maintype, subtype=subtype, filename=file.name)
    return mail


def _lines(letter: Letter) -> list[str]:
    lines = [text("notify.mail.to", who=letter.who), ""] if letter.who else []
    for section in letter.sections:
        lines += [section.heading] if section.heading else []
        lines += [text("notify.mail.item", item=item) for item in section.items] if section.heading else section.items
        lines.append("")
    return [*lines, *letter.closing]


def _enclosed(files: tuple[Path, ...]) -> tuple[list[tuple[Path, bytes]], list[str]]:
    enclosed, missing, room = [], [], _MOST_BYTES_OF_FILES
    for file in files:
        try:
            contents = file.read_bytes() if file.stat().st_size <= room else None
        except OSError:
            missing.append(text("notify.mail.missing", file=file.name))
            continue
        if contents is None:
            missing.append(text("notify.mail.too_large", file=file.name, folder=file.parent.name))
        else:
            enclosed.append((file, contents))
            room -= len(contents)
    return enclosed, missing


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")
