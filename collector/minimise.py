"""Taking persons out of raw answers before anything is stored, as ``[collect] senders`` asks.

``pseudonym`` names people by the archive's keyed hash, ``none`` drops them, ``full`` leaves all as it came.
What people wrote in a post's text is the post and stays; names of channels stay, since channels are public.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

Senders = Literal["pseudonym", "none", "full"]


class Namer(Protocol):
    """What gives people their pseudonyms: the archive's own."""

    def of(self, kind: str, value: object) -> str:
        """The pseudonym of a user id ("user") or of a bare name ("name")."""
        ...


@dataclass(frozen=True, slots=True)
class Minimiser:
    """Applies one policy to persons."""

    senders: Senders
    namer: Namer

    def user(self, user_id: object, name: str | None) -> str | None:
        """What to keep of a person with an id."""
        if self.senders == "full":
            return name or f"user{user_id}"
        return self.namer.of("user", user_id) if self.senders == "pseudonym" else None

    def name(self, name: str | None) -> str | None:
        """What to keep of somebody of whom only a name is known."""
        if name is None or self.senders == "full":
            return name
        return self.namer.of("name", name) if self.senders == "pseudonym" else None
