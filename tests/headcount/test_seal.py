"""``seal`` pins the archive's past, ``verify --seal`` proves that it is still there."""

import hashlib
import json
import os
import pty
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from loopback_authority import LoopbackAuthority

from storage import sha256

TEXTS = ["Нужны 5 швей, г. Тверь", "Нужны 7 грузчиков, г. Тверь", "Доброе утро"]


@pytest.fixture
def archived(run: Any, make_export: Any, folder: Path) -> Path:
    """An archive of three posts."""
    assert run("import", make_export(TEXTS)).code == 0
    return folder / "archive.db"


@pytest.fixture
def sealed(run: Any, archived: Path, folder: Path) -> dict[str, Any]:  # noqa: ARG001
    """A seal of it, in seal.json."""
    assert run("seal", "seal.json").code == 0
    return read(folder)


def read(folder: Path) -> dict[str, Any]:
    """What is in seal.json."""
    found: dict[str, Any] = json.loads((folder / "seal.json").read_text(encoding="utf-8"))
    return found


def fingerprint(seal: dict[str, Any]) -> str:
    """As the documentation says: SHA-256 of the public key."""
    return hashlib.sha256(bytes.fromhex(seal["public_key"])).hexdigest()


def test_a_seal_can_be_checked_with_a_library_alone(run: Any, sealed: dict[str, Any], archived: Path) -> None:
    """Canonical JSON, an Ed25519 signature over it, the journal's last hash and its counts."""
    message = rfc8785.dumps(sealed["seal"])
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(sealed["public_key"])).verify(
        bytes.fromhex(sealed["signature"]), message
    )
    assert sealed["seal"]["hash"] == run("verify", "--json").json["head"]
    with closing(sqlite3.connect(archived)) as db:
        kinds = dict(db.execute("SELECT kind, count(*) FROM journal GROUP BY kind").fetchall())
        (rows,) = db.execute("SELECT count(*) FROM journal").fetchone()
    assert (sealed["seal"]["counts"], sealed["seal"]["rows"]) == (kinds, rows)
    assert sealed["seal"]["tool"].startswith("headcount ")


def test_the_key_is_made_once_and_is_its_owners_alone(
    run: Any, sealed: dict[str, Any], archived: Path
) -> None:
    """Beside the archive; its private half is in no output and no seal."""
    key = Path(f"{archived}.seal-key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = run("seal", "second.json")
    assert again.code == 0
    assert fingerprint(sealed) in again.err
    assert json.loads(Path("second.json").read_text(encoding="utf-8"))["public_key"] == sealed["public_key"]
    secret = key.read_text(encoding="ascii").splitlines()[1]
    assert not any(secret in text for text in (again.out, again.err, Path("seal.json").read_text("utf-8")))


def test_the_past_is_proven_after_the_archive_has_grown(
    run: Any, sealed: dict[str, Any], make_export: Any
) -> None:
    """And says whose key signed, and that this proves something only to who knows the fingerprint."""
    assert run("import", make_export([*TEXTS, "Нужны 9 швей, г. Тверь"], name="more.json")).code == 0
    ended = run("verify", "--seal", "seal.json", "--json")
    assert ended.code == 0
    assert ended.json["seal"]["contained"] is True
    assert ended.json["seal"]["key_fingerprint"] == fingerprint(sealed)
    assert ended.json["seal"]["key_checked"] is False
    assert "proves nothing unless it is the fingerprint that you keep elsewhere" in ended.err
    given = run("verify", "--seal", "seal.json", "--key-fingerprint", fingerprint(sealed).upper(), "--json")
    assert (given.code, given.json["seal"]["key_checked"]) == (0, True)


@pytest.mark.usefixtures("sealed")
def test_the_past_is_proven_after_a_redaction(run: Any) -> None:
    """What the seal pins are the journal's rows, which stay; the redaction is listed."""
    assert run("redact", "https://t.me/c/1234500001/2", "--why", "asked for").code == 0
    ended = run("verify", "--seal", "seal.json", "--json")
    assert ended.code == 0
    assert ended.json["seal"]["contained"] is True
    assert len(ended.json["redactions"]) == 1


@pytest.mark.usefixtures("sealed")
def test_another_key_is_refused(run: Any) -> None:
    """A seal that somebody else made of a changed archive fits that archive: only the fingerprint tells."""
    ended = run("verify", "--seal", "seal.json", "--key-fingerprint", "0" * 64)
    assert ended.code == 1
    assert "is signed by another key" in ended.err
    assert run("verify", "--seal", "seal.json", "--key-fingerprint", "12").code == 2
    assert run("verify", "--key-fingerprint", "0" * 64).code == 2


Forge = Callable[[sqlite3.Connection], None]


def cut(db: sqlite3.Connection) -> None:
    """Remove the last recorded things together with their journal rows."""
    db.execute("DELETE FROM journal WHERE kind = 'run-end'")
    db.execute("UPDATE runs SET finished = NULL, outcome = NULL, counts = NULL, failed = NULL")


def rewrite(db: sqlite3.Connection) -> None:
    """Chain the journal anew over other commitments, which the records then fit."""
    before = "0" * 64
    for seq, at, kind, ref, subject, written in db.execute(
        "SELECT seq, at, kind, ref, subject, commitment FROM journal ORDER BY seq"
    ).fetchall():
        commitment = written
        if kind == "coverage":
            db.execute("UPDATE coverage SET to_id = to_id + 5 WHERE id = ?", (ref,))
            *fields, nonce = db.execute(
                "SELECT id, channel_id, run, source, from_id, to_id, from_date, to_date, as_of, read_at, "
                "nonce FROM coverage WHERE id = ?",
                (ref,),
            ).fetchone()
            commitment = sha256(json.dumps([nonce, *fields], ensure_ascii=False, separators=(",", ":")))
        before = sha256(f"{before}|{seq}|{at}|{kind}|{ref}|{subject}|{commitment}")
        db.execute("UPDATE journal SET hash = ?, commitment = ? WHERE seq = ?", (before, commitment, seq))


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(
    ("forge", "said"), [(cut, "the last were removed"), (rewrite, "the past was written anew")]
)
def test_a_forged_archive_that_is_whole_in_itself_is_found_by_the_seal(
    run: Any, archived: Path, forge: Forge, said: str
) -> None:
    """``verify`` alone cannot know; with the seal it exits 4 and says what is wrong."""
    with closing(sqlite3.connect(archived)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        forge(db)
        db.commit()
    assert run("verify").code == 0
    ended = run("verify", "--seal", "seal.json", "--json")
    assert ended.code == 4
    assert said in ended.err
    assert ended.json["seal"]["contained"] is False
    assert ended.json["ok"] is False


@pytest.mark.usefixtures("sealed")
def test_a_seal_of_another_archive_is_not_of_this_one(run: Any, make_export: Any) -> None:
    """Archives have names of their own."""
    assert run("import", make_export(TEXTS), "--archive", "other.db").code == 0
    ended = run("verify", "--seal", "seal.json", "--archive", "other.db")
    assert ended.code == 4
    assert "is of another archive" in ended.err


@pytest.mark.parametrize("change", ["rows", "sealed", "signature", "public_key"])
def test_a_seal_that_was_changed_is_refused(
    run: Any, sealed: dict[str, Any], folder: Path, change: str
) -> None:
    """In any part."""
    if change in sealed["seal"]:
        value = sealed["seal"][change]
        sealed["seal"][change] = value + 1 if isinstance(value, int) else value.replace("2", "3")
    else:
        sealed[change] = sealed[change][:-1] + ("0" if sealed[change][-1] != "0" else "1")
    (folder / "seal.json").write_text(json.dumps(sealed), encoding="utf-8")
    ended = run("verify", "--seal", "seal.json")
    assert ended.code == 1
    assert "was changed after it was signed" in ended.err


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"seal": {}}', "not json", '{"seal": 5}'])
def test_what_is_no_seal_is_said(run: Any, folder: Path, content: str) -> None:
    """Without a traceback."""
    (folder / "seal.json").write_text(content, encoding="utf-8")
    ended = run("verify", "--seal", "seal.json")
    assert (ended.code, "seal.json: is no seal of headcount" in ended.err) == (1, True)
    assert "cannot be read" in run("verify", "--seal", "nowhere.json").err


def test_a_seal_overwrites_nothing(run: Any, sealed: dict[str, Any], folder: Path) -> None:
    """A second one gets a name of its own."""
    assert run("seal", "seal.json").code == 2
    assert read(folder) == sealed


def test_a_key_file_that_is_none_is_named(run: Any, archived: Path, folder: Path) -> None:
    """And not written over."""
    key = Path(f"{archived}.seal-key")
    key.write_text("nothing of ours", encoding="ascii")
    ended = run("seal", "seal.json")
    assert (ended.code, "archive.db.seal-key: is no seal key" in ended.err) == (1, True)
    assert key.read_text(encoding="ascii") == "nothing of ours"
    assert not (folder / "seal.json").exists()


@pytest.fixture
def authority() -> Iterator[LoopbackAuthority]:
    """A time-stamping authority."""
    with LoopbackAuthority() as made:
        yield made


def settle(folder: Path, *authorities: LoopbackAuthority, roots: bool = True, more: str = "") -> None:
    """Name authorities in the settings, and their roots."""
    names = []
    for number, one in enumerate(authorities):
        names.append(f"root{number}.pem")
        (folder / names[-1]).write_bytes(one.root.public_bytes(Encoding.PEM))
    listed = json.dumps([one.address for one in authorities])
    named = f"roots = {json.dumps(names)}\n" if roots else ""
    (folder / "headcount.toml").write_text(f"[seal]\nauthorities = {listed}\n{named}{more}", encoding="utf-8")


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("roots", "with_root", "trust"),
    [
        (True, False, "root of the settings"),
        (False, True, "its own root"),
        (False, False, "root not known"),
    ],
)
def test_authorities_stamp_a_seal(run: Any, folder: Path, roots: bool, with_root: bool, trust: str) -> None:
    """Several of them; the stamps are checked at once and whenever the seal is, without any network."""
    with (
        LoopbackAuthority("One", with_root=with_root) as one,
        LoopbackAuthority("Two", with_root=with_root) as two,
    ):
        settle(folder, one, two, roots=roots)
        ended = run("seal", "seal.json")
        assert ended.code == 0, ended.err
        assert "by CN=One" in ended.err
        assert len(one.queries) == len(two.queries) == 1
    stamps = run("verify", "--seal", "seal.json", "--json").json["seal"]["stamps"]
    assert [(stamp["subject"], stamp["trust"]) for stamp in stamps] == [("CN=One", trust), ("CN=Two", trust)]
    assert stamps[0]["at"].startswith("20")


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("refuse", "was refused: rejection"),
        ("other message", "is of something else"),
        ("other nonce", "is not of this request"),
        ("garbage", "cannot be read"),
        ("bad signature", "is not signed as it says"),
        ("unavailable", "answers 503"),
    ],
)
def test_an_authority_that_does_not_stamp_is_named(
    run: Any, folder: Path, authority: LoopbackAuthority, fault: Any, said: str
) -> None:
    """The seal is written with the other's stamp; exit 1 says that not all was done."""
    with LoopbackAuthority("Other") as other:
        settle(folder, authority, other)
        authority.fault = fault
        ended = run("seal", "seal.json")
    assert ended.code == 1
    assert authority.address in ended.err
    assert said in ended.err
    assert [stamp["authority"] for stamp in read(folder)["stamps"]] == [other.address]
    assert run("verify", "--seal", "seal.json").code == 0


@pytest.mark.usefixtures("archived")
def test_a_stamp_of_another_seal_is_refused(
    run: Any, make_export: Any, folder: Path, authority: LoopbackAuthority
) -> None:
    """A stamp holds for the bytes that it was given for."""
    settle(folder, authority)
    assert run("seal", "first.json").code == 0
    assert run("import", make_export(["Нужны 9 швей"], name="more.json")).code == 0
    assert run("seal", "seal.json").code == 0
    first = json.loads(Path("first.json").read_text(encoding="utf-8"))
    mixed = read(folder) | {"stamps": first["stamps"]}
    (folder / "seal.json").write_text(json.dumps(mixed), encoding="utf-8")
    ended = run("verify", "--seal", "seal.json")
    assert ended.code == 1
    assert f"the time stamp of {authority.address} is of something else" in ended.err


@pytest.mark.usefixtures("archived")
def test_a_proxy_that_fails_is_not_gone_around(run: Any, folder: Path, authority: LoopbackAuthority) -> None:
    """Nothing reaches the authority, and the seal says that it has no stamp."""
    settle(folder, authority, more='[network]\nproxy = "socks5://127.0.0.1:9"\n')
    ended = run("seal", "seal.json")
    assert ended.code == 1
    assert "cannot be reached through the proxy of [network]" in ended.err
    assert authority.queries == []
    assert read(folder)["stamps"] == []


def test_a_terminal_is_asked_for_the_fingerprint(spawn: Any, sealed: dict[str, Any], folder: Path) -> None:
    """It is kept elsewhere, so a person types it; where nobody can be asked, the option gives it."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, f"{fingerprint(sealed)}\n".encode())
        asked = ["verify", "--seal", "seal.json"]
        ran = subprocess.run(
            [str(Path(sys.executable).with_name("headcount")), *asked],
            cwd=folder, stdin=theirs, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.returncode == 0
    assert "Fingerprint of the archive's seal key, from where you keep it" in ran.stderr
    assert "signed by the key whose fingerprint you gave" in ran.stderr
    assert spawn("verify", "--seal", "seal.json", stdin="").code == 0


def test_a_report_prints_the_head_that_it_was_made_from(run: Any, archived: Path, folder: Path) -> None:  # noqa: ARG001
    """In every format and language: a seal of that moment pins what stands behind it."""
    assert run("parse").code == 0
    assert run("seal", "seal.json").code == 0
    assert run("report", "2026-W10").code == 0
    head = read(folder)["seal"]["hash"]
    for name in ("report.en.html", "report.ru.html", "report.en.md", "report.ru.md", "report.json"):
        assert head in (folder / "weekly" / "2026-W10" / name).read_text(encoding="utf-8"), name
