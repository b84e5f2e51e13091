"""Why a channel could not be read: one of a fixed list of kinds, and a plain sentence for people."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class WhyNot(StrEnum):
    """The kinds, in the words that ``status``, ``--json`` and reports show."""

    NO_SUCH_NAME = "no such name"
    PRIVATE = "private"
    USER_OR_BOT = "user or bot"
    PREVIEW_OFF = "preview off"
    RESTRICTED = "restricted"
    THROTTLED = "throttled"
    BANNED = "banned"
    SESSION_REVOKED = "session revoked"
    NETWORK = "network"


SENTENCES = {
    WhyNot.NO_SUCH_NAME: "nobody on Telegram has this name",
    WhyNot.PRIVATE: "it is closed to those who are not in it",
    WhyNot.USER_OR_BOT: "the name is a person's or a bot's; only public channels and groups are read",
    WhyNot.PREVIEW_OFF: 'it has no public web preview; via = "telegram" may read it',
    WhyNot.RESTRICTED: "Telegram withholds it",
    WhyNot.THROTTLED: "Telegram asks to wait",
    WhyNot.BANNED: "the account that reads is banned or frozen",
    WhyNot.SESSION_REVOKED: "there is no valid session; sign in with `headcount login`",
    WhyNot.NETWORK: "it could not be reached",
}
"""What each kind means where nothing more is known."""


class CannotRead(Exception):  # noqa: N818 - reads as the sentence it is
    """A channel's pass ends here; what was read of it before is saved.

    ``detail`` replaces the kind's own sentence; ``resume`` is when it may go on, if the source said so.
    ``str()`` is ``kind: sentence``. No secrets: it is stored, logged and shown.
    """

    def __init__(self, kind: WhyNot, detail: str | None = None, *, resume: datetime | None = None) -> None:
        self.kind = kind
        self.detail = detail
        self.resume = resume
        sentence = detail or SENTENCES[kind]
        until = f"; resume after {resume:%Y-%m-%d %H:%M:%S} UTC" if resume else ""
        super().__init__(f"{kind}: {sentence}{until}")
