"""An evidence bag checks out with sha256sum, openssl and Python's json alone; any change of it shows."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import bagit
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from loopback_authority import LoopbackAuthority

from headcount.review.saving import save
from storage import Archive, said_of

TEXTS = ["Нужны 5 швей, г. Тверь", "Нужны 7 грузчиков, г. Тверь", "Доброе утро"]
CHANNEL = 1234500001


@pytest.fixture
def archived(run: Any, make_export: Any, folder: Path) -> Path:
    """An archive in which post 2 was edited, then seen anew; parsed and reported."""
    assert run("import", make_export(TEXTS)).code == 0
    assert run("parse").code == 0
    assert run("report", "2026-W10").code == 0
    edited = [TEXTS[0], "Нужны 8 грузчиков, г. Тверь", *TEXTS[2:], "Нужен повар, г. Тверь"]
    assert run("import", make_export(edited, name="later.json")).code == 0
    again = json.loads(make_export(edited, name="again.json").read_text(encoding="utf-8"))
    again["messages"][1]["reactions"] = [{"type": "emoji", "count": 3, "emoji": "👍"}]
    (folder / "again.json").write_text(json.dumps(again), encoding="utf-8")
    assert run("import", folder / "again.json").code == 0
    assert run("parse").code == 0
    return folder / "archive.db"


@pytest.fixture
def bag(run: Any, archived: Path, folder: Path) -> Path:  # noqa: ARG001
    """The bag of the week."""
    ended = run("bundle", "2026-W10", "--out", "bag")
    assert ended.code == 0, ended.err
    return folder / "bag"


def rows(path: Path) -> list[dict[str, Any]]:
    """JSON values of lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sha256(text: str) -> str:
    """As sha256sum prints it."""
    return hashlib.sha256(text.encode()).hexdigest()


def check(bag: Path) -> subprocess.CompletedProcess[str]:
    """What the bag's own script says, in a Python that finds no package at all."""
    command = [sys.executable, "-I", "-S", str(bag / "data" / "check.py")]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_steps_of_the_readme_hold(bag: Path) -> None:
    """Done here by hand, with hashes and JSON and nothing of ours."""
    before, number, recorded = "0" * 64, 0, dict[tuple[Any, ...], str]()
    for number, line in enumerate((bag / "data" / "journal.txt").read_text("utf-8").splitlines(), start=1):
        linked, _, hash_ = line.rpartition("|")
        assert sha256(f"{before}|{linked}") == hash_
        before = hash_
        seq, _, kind, ref, subject, commitment = linked.split("|")
        assert int(seq) == number
        recorded[kind, int(ref)] = commitment
        recorded[kind, int(ref), subject] = commitment
    seal = json.loads((bag / "data" / "seal" / "seal.json").read_text(encoding="utf-8"))["seal"]
    assert (seal["rows"], seal["hash"]) == (number, before)
    report = json.loads((bag / "data" / "report" / "report.json").read_text(encoding="utf-8"))
    assert f"|{report['as_of']['archive_head']}\n" in (bag / "data" / "journal.txt").read_text("utf-8")
    observed: list[str] = []
    for digest in rows(bag / "data" / "observed.jsonl"):
        key = ("observations", digest["run"], str(digest["channel_id"]))
        assert sha256("".join(digest["commitments"])) == recorded[key]
        observed += digest["commitments"]
    kinds = set()
    for record in rows(bag / "data" / "records.jsonl"):
        kinds.add(record["kind"])
        array = [record["nonce"], *record["fields"]]
        commitment = sha256(json.dumps(array, ensure_ascii=False, separators=(",", ":")))
        if record["kind"] == "observation":
            assert commitment in observed
        else:
            assert commitment == recorded[record["kind"], record["ref"]]
        if record.get("raw") is not None:
            assert sha256(record["raw"]) == record["fields"][-1]
    assert kinds == {"version", "observation", "channel", "coverage", "run", "run-end"}


def test_the_bag_checks_out_with_standard_tools(bag: Path) -> None:
    """BagIt's own checker, sha256sum, the script in it, openssl."""
    bagit.Bag(str(bag)).validate()
    assert "All is as recorded" in check(bag).stdout
    for tool, *words in (
        ("sha256sum", "--quiet", "-c", "manifest-sha256.txt"),
        ("sha256sum", "--quiet", "-c", "tagmanifest-sha256.txt"),
        (
            "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "data/seal/public.pem", "-rawin",
            "-in", "data/seal/signed.json", "-sigfile", "data/seal/signature.bin",
        ),
    ):  # fmt: skip
        if shutil.which(tool):
            ran = subprocess.run([tool, *words], cwd=bag, capture_output=True, check=False)
            assert ran.returncode == 0, ran.stderr


def test_it_has_what_was_posted_and_what_was_read_in_it(bag: Path) -> None:
    """Both versions of the edited post, raw; the posts behind the figures and no others; the report."""
    records = rows(bag / "data" / "records.jsonl")
    versions = [record for record in records if record["kind"] == "version"]
    texts = [record["fields"][record["names"].index("text")] for record in versions]
    assert texts == [TEXTS[0], TEXTS[1], "Нужны 8 грузчиков, г. Тверь", "Нужен повар, г. Тверь"]
    assert all(json.loads(record["raw"]) for record in versions)
    assert {record["permalink"] for record in versions} == {
        f"https://t.me/c/{CHANNEL}/{post}" for post in (1, 2, 4)
    }
    readings = rows(bag / "data" / "readings.jsonl")
    assert readings[0]["reading"]["requests"][0]["headcount_min"] == 5
    assert not [line for line in readings if "reviewed" in line]
    names = {file.name for file in (bag / "data" / "report").iterdir()}
    assert {"report.json", "report.en.html", "report.ru.md"} <= names


def test_what_people_said_of_a_post_stands_beside_what_was_read_in_it(
    run: Any, archived: Path, folder: Path
) -> None:
    """The last word and when it was given, and nobody's name; the bag still checks out."""
    with Archive.open(archived) as archive:
        item = archive.review_item(1)
    assert item is not None
    said = said_of(item.reading, item.roles_ru)
    said["requests"][0] |= {"headcount_min": 50, "headcount_max": 50}
    save(archived, item, said, reviewer="Anna Example", reason="a slip", audit=None, over=None)
    assert run("bundle", "2026-W10", "--out", "bag").code == 0
    (line,) = [line for line in rows(folder / "bag" / "data" / "readings.jsonl") if "reviewed" in line]
    assert line["reading"]["requests"][0]["headcount_min"] == 5
    assert line["reviewed"]["verdict"] == "corrected"
    assert line["reviewed"]["reading"]["requests"][0]["headcount_min"] == 50
    assert check(folder / "bag").returncode == 0
    files = [path for path in (folder / "bag").rglob("*") if path.is_file()]
    assert not [path for path in files if b"Anna Example" in path.read_bytes()]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("records.jsonl", "Нужны 8 грузчиков", "Нужны 80 грузчиков"),
        ("records.jsonl", '"nonce": "', '"nonce": "0'),
        ("records.jsonl", '"import"', '"collect"'),
        ("journal.txt", "|version|", "|versioN|"),
        ("journal.txt", "\n", "\n\n"),
        ("seal/seal.json", '"rows": ', '"rows": 1'),
        ("observed.jsonl", '"commitments": ["', '"commitments": ["0'),
    ],
)
def test_a_change_is_found_by_its_script(bag: Path, file: str, old: str, new: str) -> None:
    """Also by who makes a new manifest over it."""
    path = bag / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert check(bag).returncode != 0


def test_no_key_and_no_session_is_in_it(bag: Path, archived: Path) -> None:
    """Neither as a file nor in one."""
    keys = [Path(f"{archived}.key").read_bytes().strip()]
    keys += Path(f"{archived}.seal-key").read_bytes().splitlines()[1:-1]
    for file in bag.rglob("*"):
        if file.is_file():
            assert not [key for key in keys if key in file.read_bytes()], file
            assert not file.name.endswith(("key", ".session"))


def test_posts_by_address(run: Any, archived: Path, folder: Path) -> None:  # noqa: ARG001
    """Any of the archive's, also what no figure is from."""
    ended = run("bundle", f"https://t.me/c/{CHANNEL}/3", f"t.me/c/{CHANNEL}/2", "--out", "bag")
    assert ended.code == 0
    assert "All is as recorded" in check(folder / "bag").stdout
    records = rows(folder / "bag" / "data" / "records.jsonl")
    assert {record["post"] for record in records if "post" in record} == {f"{CHANNEL}/2", f"{CHANNEL}/3"}
    assert not (folder / "bag" / "data" / "report").exists()


def test_a_week_without_a_report_gets_one(run: Any, archived: Path, folder: Path) -> None:  # noqa: ARG001
    """Written into the bag, from the archive as it is sealed."""
    shutil.rmtree("weekly")
    assert run("bundle", "2026-W10").code == 0
    report = folder / "bundle-2026-W10" / "data" / "report"
    head = json.loads((report / "report.json").read_text(encoding="utf-8"))["as_of"]["archive_head"]
    seal = json.loads((report.parent / "seal" / "seal.json").read_text(encoding="utf-8"))
    assert head == seal["seal"]["hash"]
    assert (report / "report.en.html").is_file()
    assert not Path("weekly").exists()


def test_stamps_are_in_it_as_openssl_takes_them(run: Any, archived: Path, folder: Path) -> None:  # noqa: ARG001
    """A response, and the bytes that it is over."""
    with LoopbackAuthority() as authority:
        root = folder / "root.pem"
        root.write_bytes(authority.root.public_bytes(Encoding.PEM))
        settings = f'[seal]\nauthorities = ["{authority.address}"]\nroots = ["root.pem"]\n'
        (folder / "headcount.toml").write_text(settings, encoding="utf-8")
        assert run("bundle", "2026-W10", "--out", "bag").code == 0
    seal = folder / "bag" / "data" / "seal"
    if shutil.which("openssl"):
        command = ["openssl", "ts", "-verify", "-in", "stamp-1.tsr", "-data", "stamped.json", "-CAfile"]
        ran = subprocess.run([*command, str(root)], cwd=seal, capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr
    assert (seal / "stamp-1.tsr").stat().st_size > 500


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2026-W99",), 2, "2026-W99"),
        (("2026-W10", "2026-W11"), 2, "is neither one week"),
        (("https://t.me/c/1234500001/99",), 1, "this post is not in archive.db"),
        (("https://t.me/nobody_here/1",), 1, "this post is not in archive.db"),
        (("2026-W10", "--out", "weekly"), 2, "weekly: already there; nothing was written"),
        (("2026-W10", "--out", "nowhere/bag"), 1, "nowhere/bag: cannot be written"),
    ],
)
def test_what_cannot_be_bundled_is_said(
    run: Any,
    folder: Path,
    words: Any,
    code: int,
    said: str,
) -> None:
    """And no half of a bag is left."""
    ended = run("bundle", *words)
    assert (ended.code, said in ended.err) == (code, True), ended.err
    assert not [file.name for file in folder.iterdir() if "bundle" in file.name or "bag" in file.name]


def test_a_redacted_post_is_not_bundled(run: Any, archived: Path) -> None:  # noqa: ARG001
    """There is nothing left of it."""
    post = f"https://t.me/c/{CHANNEL}/2"
    assert run("redact", post, "--why", "asked for").code == 0
    ended = run("bundle", post)
    assert (ended.code, "this post was redacted" in ended.err) == (1, True)
    assert run("bundle", "2026-W10", "--out", "bag").code == 0
    assert "All is as recorded" in check(Path("bag")).stdout
