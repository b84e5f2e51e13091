"""The tables of the settings that say who is told of what: ``[[alerts]]`` and ``[email]``."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

REGION = r"^(RU|UA)(-[A-Z0-9]{2,3})?$|^[A-Z]{2}$"

ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
"""An address as mail servers take it everywhere; no name beside it, no line break in it."""


class Table(BaseModel):
    """A table of the settings: no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AlertSettings(Table):
    """One of ``[[alerts]]``: all of its conditions must hold."""

    name: str = Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")
    role: str | None = Field(default=None, min_length=1)
    region: str | None = Field(default=None, pattern=REGION)
    origin: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    word: str | None = Field(default=None, min_length=2)
    size: int | None = Field(default=None, ge=1)
    newcomer: bool = False
    unusual: bool = False

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.newcomer and self.unusual:
            raise ValueError("newcomer is about posts, unusual about weeks: make two alerts of them")
        asked = (self.role, self.region, self.origin, self.word, self.size)
        if not (self.newcomer or self.unusual or any(asked)):
            raise ValueError("has no condition: give role, region, origin, word, size, newcomer or unusual")
        return self


def named_once(alerts: list[AlertSettings]) -> list[AlertSettings]:
    """The alerts, if no two have one name.

    Raises:
        ValueError: two have.
    """
    names = [alert.name for alert in alerts]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"two alerts are named {twice!r}; what was told is remembered by the name")
    return alerts


Address = Annotated[str, Field(pattern=ADDRESS, max_length=254)]

PORTS = {"starttls": 587, "tls": 465, "none": 25}


class EmailSettings(Table):
    """``[email]``. The password comes from the environment alone."""

    host: str = Field(pattern=r"^[A-Za-z0-9.:-]+$")
    given_port: int | None = Field(default=None, ge=1, le=65535, alias="port")
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = Field(default=None, min_length=1)
    sender: Address = Field(alias="from")
    to: list[Address] = Field(min_length=1)
    attach: list[Literal["html", "md", "json", "xlsx", "pdf"]] = ["html"]

    @property
    def port(self) -> int:
        """The port given, or the usual one of the security."""
        return self.given_port or PORTS[self.security]

    @model_validator(mode="after")
    def _no_password_in_the_clear(self) -> Self:
        if self.user is not None and self.security == "none":
            raise ValueError('security = "none" would send the password of user in the clear')
        return self
