"""Where do notices go, and when not? Table ``[notify]`` of ``xltools.toml``, with a table a channel.

Invariant: no secret stands in the file. It names environment variables or files outside the folder; what looks like an
address of a robot or a password is refused without being shown.
"""

import re
from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from xltools.language.speaking import speaking
from xltools.model.field import Strict
from xltools.model.nearest_word import what_would_do
from xltools.model.time_zones import is_time_zone, zone_that_would_do
from xltools.operations.notifying.mail_address import is_mail_address
from xltools.operations.notifying.notice_kinds import is_kind, kind_meant, kinds_said
from xltools.operations.workspace_file import NOTIFY, workspace_part
from xltools.operations.workspace_language import workspace_language
from xltools.operations.workspace_zone import COMPUTERS_OWN, workspace_zone

_SECRET_KEYS = ("url", "webhook", "secret", "user", "password", "token", "key", "access_token")
_QUIET_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_SHORTEST_KEY = 16
LOOPBACK = ("localhost", "127.0.0.1", "::1")  # this very computer, where nobody listens in

ChannelName = Annotated[str, Field(pattern=r"^[\w -]{1,40}$")]
_Variable = Annotated[str | None, Field(max_length=100)]


def _is_variable(text: str) -> bool:
    """Whether a text is the name of a variable; keys of robots and passwords often look like one."""
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", text):
        return False
    return "_" in text or len(text) < _SHORTEST_KEY or not re.search(r"\d", text)


class Security(StrEnum):
    """How a mail server is spoken to; without TLS nothing secret is said."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.SSL: 465, Security.NONE: 25}


class _Channel(Strict):
    """What all channels have.

    Attributes:
        name: Tells it from the others; its waiting notices are kept under this name.
        only: Kinds of notices that it takes; all where nothing stands here.
        people: Names that it serves; with ``roles``, nobody else.
        roles: Roles that it serves.
    """

    name: ChannelName = ""
    only: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _holds_no_secret(cls, table: Any) -> Any:
        if not isinstance(table, dict):
            return table
        for key in _SECRET_KEYS:
            if key in table:
                raise ValueError(
                    f"`{key}` does not belong in this file, which everybody here can read. Put it into an environment "
                    f"variable or a file elsewhere, and name that with {key}_env or {key}_file"
                )
        for key, value in table.items():
            if key.endswith("_env") and not _is_variable(str(value)):
                raise ValueError(
                    f"{key} must be the name of an environment variable, not the secret itself: capital letters, "
                    "digits and _, such as XLTOOLS_ROBOT_1"
                )
            if key.endswith("_file") and "://" in str(value):
                raise ValueError(f"{key} must be the path of a file that holds the secret, not the secret itself")
        return {"name": table.get("kind"), **table}

    @field_validator("only")
    @classmethod
    def _kinds_are_known(cls, only: tuple[str, ...]) -> tuple[str, ...]:
        for kind in only:
            if not is_kind(kind):
                raise ValueError(f"{kind!r} is no kind of notice; {what_would_do(kind, kinds_said())}")
        return only

    def takes(self, kind: str) -> bool:
        """Whether notices of that kind go this way."""
        return not self.only or kind_meant(kind) in map(kind_meant, self.only)

    def serves(self, names: Iterable[str]) -> bool:
        """Whether it is meant for any of these names and roles."""
        return not (self.people or self.roles) or any(name in self.people or name in self.roles for name in names)


class MailChannel(_Channel):
    """E-mail to each recipient by sheet 人员.

    Attributes:
        host: The mail server.
        port: By default what belongs to ``security``: 587, 465 or 25.
        security: ``starttls``, ``ssl`` or ``none``.
        sender: The address that letters come from.
        user_env: Variable that holds the account's name; ``user_file`` a file; neither where none is needed.
        password_env: Variable that holds its password; ``password_file`` a file.
        copy_to: Roles that get a copy of everything that this channel takes.
    """

    kind: Literal["mail"]
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]{1,253}$")]
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    security: Security = Security.STARTTLS
    sender: str
    user_env: _Variable = None
    user_file: Path | None = None
    password_env: _Variable = None
    password_file: Path | None = None
    copy_to: tuple[str, ...] = ()

    @property
    def port_number(self) -> int:
        """The port that is spoken to."""
        return self.port or _PORTS[self.security]

    @property
    def has_account(self) -> bool:
        """Whether the server wants to know who sends."""
        return bool(self.user_env or self.user_file)

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if not is_mail_address(self.sender):
            raise ValueError("sender must be a plain e-mail address")
        if (self.user_env and self.user_file) or (self.password_env and self.password_file):
            raise ValueError("name a secret by its variable or by its file, not by both")
        if self.has_account != bool(self.password_env or self.password_file):
            raise ValueError("an account needs user_env or user_file, and password_env or password_file")
        if self.has_account and self.security is Security.NONE and self.host not in LOOPBACK:
            raise ValueError('a password is not sent without TLS: set security to "starttls" or "ssl"')
        return self


class RobotChannel(_Channel):
    """The robot of a group; everybody in the group sees what it says.

    Attributes:
        url_env: Variable that holds the robot's address; ``url_file`` a file.
        secret_env: Variable that holds the key for signing; ``secret_file`` a file.
    """

    kind: Literal["wecom", "dingtalk", "feishu"]
    url_env: _Variable = None
    url_file: Path | None = None
    secret_env: _Variable = None
    secret_file: Path | None = None

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if bool(self.url_env) == bool(self.url_file):
            raise ValueError("a robot needs either url_env or url_file")
        if self.secret_env and self.secret_file:
            raise ValueError("name a secret by its variable or by its file, not by both")
        if self.kind == "wecom" and (self.secret_env or self.secret_file):
            raise ValueError("robots of WeCom do not sign: leave out secret_env and secret_file")
        return self


Channel = Annotated[MailChannel | RobotChannel, Field(discriminator="kind")]


class NotifySettings(Strict):
    """What a team set up.

    Attributes:
        quiet_hours: Nothing but what is urgent is sent then, ``"21:00-08:00"``; "" for never.
        digest_minutes: How long notices are gathered before they are sent together.
        remind_after_hours: How long a register may be open before somebody is told.
        time_zone: Where quiet hours are meant; by default the workspace's zone.
        channels: Where notices go.
    """

    quiet_hours: str = ""
    digest_minutes: Annotated[int, Field(ge=0, le=1440)] = 10
    remind_after_hours: Annotated[float, Field(gt=0, le=240)] = 2
    time_zone: str = COMPUTERS_OWN
    channels: tuple[Channel, ...] = ()

    @field_validator("quiet_hours")
    @classmethod
    def _hours_can_be_read(cls, hours: str) -> str:
        found = _QUIET_HOURS.fullmatch(hours)
        if hours and (found is None or found.groups()[:2] == found.groups()[2:]):
            raise ValueError('write quiet hours like "21:00-08:00"')
        return hours

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, zone: str) -> str:
        if not is_time_zone(zone):
            raise ValueError(f"{zone!r} is no time zone; {zone_that_would_do(zone)}")
        return zone

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [channel.name for channel in self.channels]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two channels are called {name!r}: give each its own `name`")
        return self

    @property
    def quiet(self) -> tuple[time, time] | None:
        """From when to when it is quiet; the end may lie on the next day."""
        found = _QUIET_HOURS.fullmatch(self.quiet_hours)
        if found is None:
            return None
        begin_hour, begin_minute, end_hour, end_minute = map(int, found.groups())
        return time(begin_hour, begin_minute), time(end_hour, end_minute)

    def channel(self, name: str) -> MailChannel | RobotChannel | None:
        """The channel of that name."""
        return next((channel for channel in self.channels if channel.name == name), None)


def notify_settings(folder: Path) -> NotifySettings | None:
    """What the folder's file says of notices; None where it says nothing.

    Raises:
        DefinitionError: It is not as it should be, or what stands above it is not; names the key.
    """
    zone = workspace_zone(folder)
    with speaking(workspace_language(folder)):
        settings = workspace_part(folder, NOTIFY, NotifySettings)
    if settings is None or settings.time_zone:
        return settings
    return settings.model_copy(update={"time_zone": zone})
