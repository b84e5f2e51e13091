"""People of the made-up Telegram, and the account that signs in to it."""

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Person:
    """A user or a bot, found under `username` if it has one."""

    id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    phone: str | None = None
    bot: bool = False

    @property
    def access_hash(self) -> int:
        """What a client must show beside the id."""
        return access_hash(self.id)


@dataclass(slots=True, kw_only=True)
class Account:
    """The one account that may sign in: its phone (digits only), the code it is sent and its second factor.

    `code_expired`, `banned` and `registered = False` each lead to the refusal Telegram gives for them.
    """

    person: Person
    phone: str = "79000000000"
    code: str = "12345"
    password: str | None = None
    hint: str | None = None
    code_expired: bool = False
    banned: bool = False
    registered: bool = True


def access_hash(number: int) -> int:
    """Make a fixed 63-bit number of an id, where Telegram has a secret one."""
    return (number * 0x9E3779B97F4A7C15 + 0x1234567) & 0x7FFF_FFFF_FFFF_FFFF
