"""Auth keys: each prepared session has one of its own, and with it a place in a sign-in."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from telethon.crypto import AuthKey
from telethon.sessions import SQLiteSession

DATA_CENTRE = 2


@dataclass(slots=True, kw_only=True, eq=False)
class Key:
    """An auth key the server knows.

    `code_hash` is that of the code sent last, `code_accepted` says that only the second factor is missing,
    `challenge` is that of the second factor.
    """

    secret: bytes
    signed_in: bool
    code_hash: str | None = None
    code_accepted: bool = False
    challenge: object = None

    @property
    def auth_key(self) -> AuthKey:
        """As Telethon's crypto wants it."""
        return AuthKey(data=self.secret)


class Keys:
    """The auth keys by the id that opens each packet."""

    def __init__(self) -> None:
        self._keys: dict[int, Key] = {}

    def get(self, key_id: int) -> Key | None:
        """Find a key."""
        return self._keys.get(key_id)

    def forget(self) -> None:
        """Know none any more: clients are told -404."""
        self._keys.clear()

    def sign_out(self) -> None:
        """End all sessions, as another device of the account can."""
        for key in self._keys.values():
            key.signed_in = False

    def prepare_session(self, path: Path, *, address: tuple[str, int], signed_in: bool) -> Path:
        """Write a Telethon session file with a new key, for a server at `address`, owner-only."""
        session = SQLiteSession(str(path))
        session.set_dc(DATA_CENTRE, *address)
        key = Key(secret=os.urandom(256), signed_in=signed_in)
        session.auth_key = key.auth_key
        session.save()
        session.close()
        # what Telethon's `auth_key` setter keeps for later is written now, and read back as proof
        with closing(sqlite3.connect(session.filename)) as file:
            kept = file.execute("select auth_key from sessions").fetchone()[0]
        if kept != key.secret:
            message = f"{session.filename} did not take the key"
            raise RuntimeError(message)
        written = Path(session.filename)
        written.chmod(0o600)
        self._keys[key.auth_key.key_id] = key
        return written
