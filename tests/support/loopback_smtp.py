"""A mail server on this machine, aiosmtpd's, that keeps what it is given and can be told to refuse."""

import asyncio
import ssl
import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class LoopbackSmtp:
    """Takes mails on 127.0.0.1.

    ``certificate`` offers STARTTLS, or with ``tls_at_once`` speaks TLS from the first byte; ``user`` and
    ``password`` demand a sign-in.

    Attributes:
        mails: What was accepted, in order.
        recipients: Whom each was for.
        raw: Each as it came, in bytes.
        secure: Whether it came by TLS.
        refuse: Recipients to refuse; ``*`` refuses all.
        sessions: How many clients came.
        port: Where it listens.
    """

    def __init__(
        self,
        *,
        certificate: ssl.SSLContext | None = None,
        tls_at_once: bool = False,
        user: str | None = None,
        password: str = "",
    ) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.raw: list[bytes] = []
        self.refuse: set[str] = set()
        self.sessions = 0
        self.secure: list[bool] = []
        self._user = (user, password)
        more: dict[str, Any] = {"auth_required": True, "authenticator": self._check} if user else {}
        self._tls = certificate if tls_at_once else None
        if certificate is not None:
            # aiosmtpd does not see a TLS that is there from the first byte
            more |= {"auth_require_tls": False} if tls_at_once else {"tls_context": certificate}
            more |= {} if tls_at_once else {"require_starttls": True}
        self._more = more
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loopback-smtp", daemon=True)
        self._server: asyncio.Server | None = None
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(timeout=30)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(self._greet, "127.0.0.1", self.port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    def _greet(self) -> SMTP:
        self.sessions += 1
        return SMTP(self, hostname="localhost", loop=self._loop, **self._more)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        del server, session, options
        if self.refuse & {address, "*"}:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail."""
        del server
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.recipients.append(list(envelope.rcpt_tos))
        self.secure.append(session.ssl is not None)
        return "250 OK"

    def _check(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        del server, session, envelope, mechanism
        user, password = self._user
        right = isinstance(data, LoginPassword) and data.login == (user or "").encode()
        return AuthResult(success=right and data.password == password.encode(), handled=False)
