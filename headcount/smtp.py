"""Handing mails to a server: by TLS, through the proxy of the settings or not at all."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from python_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError, ProxyType
from python_socks.sync import Proxy

from collector.telegram.proxy import proxy_for_telethon
from headcount.settings_telling import EmailSettings

SECONDS = 30.0
"""After this long without an answer a server is taken for dead."""

PASSWORD = "HEADCOUNT_SMTP_PASSWORD"  # noqa: S105  the variable's name
OWN_NAME = "localhost"
"""How the program greets servers: the machine's own name is nobody's business, and takes a look-up."""

_TYPES = {"socks5": ProxyType.SOCKS5, "socks4": ProxyType.SOCKS4, "http": ProxyType.HTTP}


class MailError(Exception):
    """A mail could not be handed over; says why in a sentence, with no secret in it."""


class Mailer:
    """A connection to the server of the settings, signed in where they name a user."""

    def __init__(self, client: smtplib.SMTP, email: EmailSettings) -> None:
        self._client = client
        self.email = email

    @classmethod
    @contextmanager
    def open(cls, email: EmailSettings, *, password: str | None, proxy: str | None) -> Iterator[Mailer]:
        """Connect, make the connection secure as the settings ask, and sign in.

        Raises:
            MailError: none of it, or not all of it, could be done; nothing was sent.
        """
        if email.user is not None and not password:
            raise MailError(f"[email] names a user, and ${PASSWORD} is not set")
        where = f"{email.host}:{email.port}{' through the proxy of [network]' if proxy else ''}"
        client: smtplib.SMTP | None = None
        try:
            with _plain_errors(where):
                client = _connect(email, proxy)
                if email.security == "starttls":
                    client.starttls(context=ssl.create_default_context())
                if email.user is not None and password:
                    client.login(email.user, password)
            yield cls(client, email)
            # what was accepted stays accepted, however the goodbye goes
            with suppress(smtplib.SMTPException, OSError):
                client.quit()
        finally:
            if client is not None:
                client.close()

    def send(self, message: EmailMessage) -> list[str]:
        """Send a mail; returns the recipients that the server refused where it took others.

        Raises:
            MailError: the server took it for nobody.
        """
        email = self.email
        with _plain_errors(f"{email.host}:{email.port}"):
            return sorted(self._client.send_message(message, email.sender, email.to))


def _connect(email: EmailSettings, proxy: str | None) -> smtplib.SMTP:
    given = (email.host, email.port, OWN_NAME)
    if email.security == "tls":
        return _SecureThrough(proxy, *given, timeout=SECONDS, context=ssl.create_default_context())
    return _Through(proxy, *given, timeout=SECONDS)


class _Through(smtplib.SMTP):
    """SMTP over a socket that may lead through a proxy."""

    def __init__(self, proxy: str | None, host: str, port: int, name: str, *, timeout: float) -> None:
        self._proxy = proxy
        super().__init__(host, port, name, timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return _socket(self._proxy, host, port, timeout)


class _SecureThrough(smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""

    def __init__(
        self, proxy: str | None, host: str, port: int, name: str, *, timeout: float, context: ssl.SSLContext
    ) -> None:
        self._proxy = proxy
        super().__init__(host, port, name, timeout=timeout, context=context)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = _socket(self._proxy, host, port, timeout)
        try:
            return self.context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise


def _socket(proxy: str | None, host: str, port: int, timeout: float) -> socket.socket:
    if proxy is None:
        return socket.create_connection((host, port), timeout)
    asked = proxy_for_telethon(proxy)
    assert asked is not None
    # the name goes to the proxy as it is: a look-up here would go around it
    through = Proxy.create(  # type: ignore[no-untyped-call]
        _TYPES[asked["proxy_type"]],
        asked["addr"],
        asked["port"],
        asked["username"],
        asked["password"],
        rdns=True,
    )
    made: socket.socket = through.connect(host, port, timeout=timeout)
    return made


@contextmanager
def _plain_errors(where: str) -> Iterator[None]:
    """Turn what can go wrong into one sentence. Of a server's words only codes stay: it may echo secrets."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        raise MailError(f"{where} does not take user and password (code {error.smtp_code})") from None
    except smtplib.SMTPNotSupportedError:
        raise MailError(f"{where} does not offer what [email] asks for (STARTTLS, sign-in)") from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        raise MailError(f"{where} refuses every recipient (code {', '.join(map(str, codes))})") from None
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{where} refuses the mail (code {error.smtp_code})") from None
    except ssl.SSLCertVerificationError as error:
        raise MailError(f"{where}: its certificate is not valid ({error.verify_message})") from None
    except (ProxyError, ProxyConnectionError, ProxyTimeoutError):
        raise MailError(f"{where}: the proxy does not connect; nothing goes around it") from None
    except TimeoutError:
        raise MailError(f"{where} does not answer within {SECONDS:.0f} s") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"{where} cannot be reached ({type(error).__name__})") from None
