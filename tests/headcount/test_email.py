"""Reports and alerts by e-mail, handed to a real mail server on this machine."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from loopback_smtp import LoopbackSmtp
from loopback_socks import Socks

from storage import Archive, Writer

Run = Callable[..., Any]
MakeExport = Callable[..., Path]

PASSWORD = "correct horse battery"
TEXTS = ["Требуются 150 сварщиков в Тверь", "Нужны 20-25 швей, Иваново, от 60 000 руб"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A self-made certificate of 127.0.0.1, and the file of who made it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path


@pytest.fixture
def trusted(certificate: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The certificate, whose maker this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    return certificate[0]


@pytest.fixture
def smtp() -> Iterator[LoopbackSmtp]:
    """A server that asks for nothing."""
    with LoopbackSmtp() as made:
        yield made


def settings(
    port: int, *, security: str = "none", more: str = "", alerts: str = "", network: str = ""
) -> None:
    """Settings in the current folder that send mail there."""
    Path("headcount.toml").write_text(
        f'{network}[report]\nlanguages = ["en", "ru"]\nformats = ["html", "md", "json"]\n{alerts}'
        f'[email]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "{security}"\n'
        f'from = "headcount@example.org"\nto = ["desk@example.org", "editor@example.org"]\n{more}',
        encoding="utf-8",
    )


@pytest.fixture
def bring_in(run: Run, make_export: MakeExport) -> None:
    """An archive with two posts of last week."""
    assert run("import", make_export(TEXTS, start=last_week())).code == 0


def last_week() -> datetime:
    """Wednesday of the last complete week."""
    now = datetime.now(UTC)
    return (now - timedelta(days=now.weekday() + 5)).replace(hour=9, minute=0, second=0, microsecond=0)


ALERT = '[[alerts]]\nname = "large"\nsize = 100\n'


@pytest.mark.usefixtures("bring_in")
def test_a_week_is_sent_once_with_its_files(run: Run, smtp: LoopbackSmtp) -> None:
    """Markdown as the body, the files asked for attached, to everybody."""
    settings(smtp.port, more='attach = ["html", "json"]\n')
    assert run("run").code == 0
    assert run("run").code == 0
    (mail,) = smtp.mails
    assert smtp.recipients == [["desk@example.org", "editor@example.org"]]
    body = mail.get_body()
    assert body is not None
    assert body.get_content_type() == "text/plain"
    week = f"{last_week():%G-W%V}"
    report = Path(f"weekly/{week}/report.en.md").read_text(encoding="utf-8")
    assert body.get_content().replace("\r\n", "\n") == report
    files = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert set(files) == {f"{week}-report.en.html", f"{week}-report.ru.html", f"{week}-report.json"}
    page = Path(f"weekly/{week}/report.ru.html").read_text(encoding="utf-8")
    assert files[f"{week}-report.ru.html"].replace("\r\n", "\n") == page
    assert mail["Subject"] == report.partition("\n")[0].removeprefix("# ")


@pytest.mark.usefixtures("bring_in")
def test_starttls_and_a_sign_in(run: Run, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password comes from the environment and goes nowhere but through TLS."""
    monkeypatch.setenv("HEADCOUNT_SMTP_PASSWORD", PASSWORD)
    with LoopbackSmtp(certificate=trusted, user="desk", password=PASSWORD) as server:
        settings(server.port, security="starttls", more='user = "desk"\n')
        ended = run("run", "-v", "--json")
    assert ended.code == 0
    assert server.secure == [True]
    assert PASSWORD not in ended.out + ended.err


@pytest.mark.usefixtures("bring_in")
def test_tls_from_the_first_byte(run: Run, trusted: ssl.SSLContext) -> None:
    """As on port 465."""
    with LoopbackSmtp(certificate=trusted, tls_at_once=True) as server:
        settings(server.port, security="tls")
        assert run("run").code == 0
    assert len(server.mails) == 1


def why_unsent(run: Run, smtp: LoopbackSmtp) -> str:
    """Why a run could send nothing; it fails for that alone, keeps the report and no secret is told."""
    ended = run("run", "--json")
    assert ended.code == 1
    (fault,) = ended.json["failed"]
    assert fault["what"] == "e-mail"
    assert PASSWORD not in ended.out + ended.err
    assert "Traceback" not in ended.err
    assert smtp.mails == []
    assert list(Path("weekly").glob("*/report.json"))
    return str(fault["reason"])


@pytest.mark.usefixtures("bring_in")
def test_a_certificate_that_nobody_vouches_for_ends_it(
    run: Run, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    """And the password stays here."""
    with LoopbackSmtp(certificate=certificate[0]) as server:
        settings(server.port, security="starttls")
        assert "certificate is not valid" in why_unsent(run, server)


@pytest.mark.usefixtures("bring_in")
def test_a_server_without_starttls_gets_nothing(run: Run, smtp: LoopbackSmtp) -> None:
    """It is not asked in the clear instead."""
    settings(smtp.port, security="starttls")
    assert "STARTTLS" in why_unsent(run, smtp)


@pytest.mark.usefixtures("bring_in")
def test_a_wrong_password_is_said_and_not_shown(
    run: Run, trusted: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the server's code alone: its words may hold anything."""
    monkeypatch.setenv("HEADCOUNT_SMTP_PASSWORD", PASSWORD)
    with LoopbackSmtp(certificate=trusted, user="desk", password="another") as server:
        settings(server.port, security="starttls", more='user = "desk"\n')
        assert "does not take user and password" in why_unsent(run, server)


@pytest.mark.usefixtures("bring_in")
def test_a_user_without_a_password_is_told_where_it_goes(run: Run, smtp: LoopbackSmtp) -> None:
    """Nobody is asked first."""
    settings(smtp.port, security="starttls", more='user = "desk"\n')
    assert "$HEADCOUNT_SMTP_PASSWORD" in why_unsent(run, smtp)
    assert smtp.sessions == 0


@pytest.mark.usefixtures("bring_in")
def test_what_could_not_be_sent_is_sent_by_the_next_run(run: Run, smtp: LoopbackSmtp) -> None:
    """Report and alerts, once each."""
    settings(smtp.port, alerts=ALERT)
    smtp.refuse.add("*")
    assert "refuses every recipient" in why_unsent(run, smtp)
    smtp.refuse.clear()
    assert run("run").code == 0
    assert run("run").code == 0
    assert len(smtp.mails) == 2
    assert "150 people" in smtp.mails[1].get_content()


@pytest.mark.usefixtures("bring_in")
def test_one_refused_recipient_keeps_the_mail_from_no_other(run: Run, smtp: LoopbackSmtp) -> None:
    """It is named, and the mail is not sent again."""
    settings(smtp.port)
    smtp.refuse.add("editor@example.org")
    ended = run("run", "--json")
    assert ended.code == 1
    assert "editor@example.org" in ended.json["failed"][0]["reason"]
    assert run("run").code == 0
    assert smtp.recipients == [["desk@example.org"]]


@pytest.mark.usefixtures("bring_in")
def test_a_proxy_that_fails_is_not_gone_around(run: Run, smtp: LoopbackSmtp) -> None:
    """The server hears nothing, and the proxy's password is not shown."""
    settings(smtp.port, network='[network]\nproxy = "socks5://an:word@127.0.0.1:1"\n')
    assert "proxy" in why_unsent(run, smtp)
    assert smtp.sessions == 0
    with Archive.open(Path("archive.db")) as archive:
        assert "word" not in str(archive.last_runs())


@pytest.mark.usefixtures("bring_in")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_through_the_proxy(run: Run, trusted: ssl.SSLContext, security: str) -> None:
    """Which is asked for the server as the settings name it: the look-up is the proxy's, too."""
    proxy = Socks()
    with closing(proxy), LoopbackSmtp(certificate=trusted, tls_at_once=security == "tls") as server:
        settings(
            server.port, security=security, network=f'[network]\nproxy = "socks5h://127.0.0.1:{proxy.port}"\n'
        )
        config = Path("headcount.toml")
        config.write_text(config.read_text().replace('host = "127.0.0.1"', 'host = "localhost"'))
        assert run("run").code == 0
    assert len(server.mails) == 1
    assert proxy.asked == [("localhost", server.port)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('from = "a@example.org\\nBcc: b@example.org"', "email.from"),
        ('to = ["a@example.org, b@example.org"]', "email.to"),
        ('to = ["a@example.org\\r\\nX: y"]', "email.to"),
        ('host = "mail.example.org\\nRCPT"', "email.host"),
        ('user = "desk"', "in the clear"),
        ('password = "secret"', "no such setting"),
        ("port = 0", "email.port"),
    ],
)
def test_settings_that_would_not_do_are_refused(run: Run, folder: Path, line: str, names: str) -> None:
    """With the key; a password is no setting, and is not shown."""
    given = {"host": "127.0.0.1", "security": "none", "from": "a@example.org", "to": ["b@example.org"]}
    key = line.partition(" ")[0]
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items() if name != key]
    (folder / "headcount.toml").write_text("\n".join(["[email]", *lines, line, ""]), encoding="utf-8")
    ended = run("run")
    assert ended.code == 2
    assert names in ended.err
    assert "secret" not in ended.err


def test_no_title_breaks_a_header(run: Run, make_export: MakeExport, smtp: LoopbackSmtp) -> None:
    """Names of alerts and channels are text, in a body, and never a line of their own in the head."""
    settings(smtp.port, alerts='[[alerts]]\nname = "Bcc: someone@example.org"\nsize = 100\n')
    run("import", make_export(TEXTS, start=last_week()))
    assert run("run").code == 0
    assert all(mail["Bcc"] is None for mail in smtp.mails)
    assert all(b"\nBcc:" not in raw.partition(b"\r\n\r\n")[0] for raw in smtp.raw)


def test_turning_mail_on_sends_the_newest_week_alone(
    run: Run, make_export: MakeExport, smtp: LoopbackSmtp
) -> None:
    """And of alerts those that come from then on."""
    run("import", make_export(TEXTS, start=last_week() - timedelta(weeks=3)))
    Path("headcount.toml").write_text(ALERT, encoding="utf-8")
    assert len(run("run", "--json").json["alerts"]) == 1
    settings(smtp.port, alerts=ALERT)
    assert run("run").code == 0
    assert len(smtp.mails) == 1
    with closing(Archive.open(Path("archive.db"))) as archive:
        assert archive.last_mail() == f"{last_week():%G-W%V}"


@pytest.mark.usefixtures("bring_in")
def test_a_run_killed_after_a_mail_sends_it_again_with_its_id(
    run: Run, smtp: LoopbackSmtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least once: a reader's program can tell the two for one."""
    settings(smtp.port)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "note_sent", killed)
        assert run("run").code == 130
    assert run("run").code == 0
    first, second = (mail["Message-ID"] for mail in smtp.mails)
    assert first == second
