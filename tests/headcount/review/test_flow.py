"""From the page to the report: what was reviewed is marked, what was audited is said, figures follow."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Serve, Sit

ROOT = Path(__file__).parents[3]
WEEK = "2026-W10"
CITIES = ("Тверь", "Казань", "Иваново", "Пермь", "Омск", "Курск", "Псков", "Рязань", "Томск", "Уфа")
ASKING = [f"Требуются {n + 2} сварщиков, {city}" for n, city in enumerate((*CITIES, "Тула", "Орёл"))]
CHATTER = [f"Всем хорошего дня, сегодня {n} марта" for n in range(1, 13)]


@pytest.fixture
def talked(make_archive: Any) -> Path:
    """An archive of a week with twelve requests and twelve posts that are none."""
    path: Path = make_archive([text for pair in zip(ASKING, CHATTER, strict=True) for text in pair])
    return path


def report(run: Any, folder: Path) -> dict[str, Any]:
    """Write the week's report; its figures."""
    assert run("report", WEEK).code == 0
    found: dict[str, Any] = json.loads((folder / "weekly" / WEEK / "report.json").read_text("utf-8"))
    return found


def page(folder: Path, name: str) -> str:
    """A file of the report."""
    return (folder / "weekly" / WEEK / name).read_text("utf-8")


@pytest.mark.usefixtures("talked")
def test_a_correction_after_the_report_makes_a_revision(sit: "Sit", run: Any, folder: Path) -> None:
    """The earlier report is kept; requests that a person checked are marked, with their share."""
    first = report(run, folder)
    assert first["quality"]["reviewed"]["count"] == 0
    anna = sit()
    anna.open(f"/?show=largest&week={WEEK}")
    assert "13 сварщиков" in anna.text
    anna.say("save", least=["500", ""], most=["500", ""])
    anna.say("none")
    second = report(run, folder)
    assert second["revision"] == first["revision"] + 1
    kept = json.loads(page(folder, "revisions/1/report.json"))
    assert kept["headline"] == first["headline"]
    before, after = (one["headline"]["people"]["lower"] for one in (first, second))
    assert after == before - 13 - 12 + 500
    assert second["headline"]["requests"] == 11
    assert second["largest"][0]["reviewed"] is True
    assert [one["reviewed"] for one in second["evidence"]].count(True) == 1
    assert second["quality"]["reviewed"]["count"] == 1
    ids = [second["largest"][0]["request_id"]]
    people = {"count": 500, "base": after, "share": 500 / after, "request_ids": ids}
    assert second["quality"]["reviewed_people"] == people
    for name, word in (("report.en.html", "checked by a person"), ("report.ru.md", "проверено человеком")):
        assert page(folder, name).count(word) == 1


@pytest.mark.usefixtures("talked")
def test_the_audit_of_a_week_stands_in_its_report(sit: "Sit", run: Any, folder: Path) -> None:
    """Precision, recall, agreement of two reviewers, and the headline corrected, beside the raw one."""
    for name in ("Anna", "Boris"):
        reviewer = sit(name)
        reviewer.open(f"/?show=audit&week={WEEK}")
        read = 0
        while reviewer.text:
            asks = reviewer.text in ASKING
            wrong = name == "Boris" and read == 5
            reviewer.say("none" if wrong or not asks else "confirm")
            read += 1
        assert read == 24
    figures = report(run, folder)
    audit = figures["quality"]["audit"]
    assert audit["read"] == 24
    assert {one["name"]: one["read"] for one in audit["strata"]} == {
        "largest": 10, "marked": 2, "unmarked": 12,
    }  # fmt: skip
    assert audit["recall"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert audit["agreement"]["posts"] == 24
    assert 0.5 < audit["agreement"]["decision"] <= 1
    assert audit["requests"]["value"] == figures["headline"]["requests"]
    english, russian = page(folder, "report.en.html"), page(folder, "report.ru.md")
    assert "Corrected by the audit of 24 posts" in english
    assert "Krippendorff" in english
    assert "альфа Криппендорфа" in russian
    assert "С поправкой по проверке выборки" in russian
    assert run("verify").code == 0


@pytest.mark.usefixtures("talked")
def test_the_scorer_reads_what_reviewers_said(sit: "Sit", run: Any, tmp_path: Path) -> None:
    """Gold lines are of the shape that labelled posts have."""
    anna = sit()
    anna.open()
    for _ in range(3):
        anna.say("confirm")
    anna.say("none")
    gold = tmp_path / "corrections.jsonl"
    gold.write_text(run("export", "corrections").out, encoding="utf-8")
    command = [sys.executable, "-m", "tools.scoring", "--gold", str(gold)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    (row,) = [line for line in ran.stdout.splitlines() if line.startswith("| corrections | 4 |")][:1]
    assert [float(cell) for cell in row.split("|")[3:5]] == [0.857, 0.857]


@pytest.mark.usefixtures("talked")
def test_requests_leave_with_the_word_of_people_in_csv_too(sit: "Sit", run: Any) -> None:
    """A column says which rows a person checked."""
    anna = sit()
    anna.open()
    anna.say("confirm")
    lines = run("export", "requests", "--format", "csv").out.splitlines()
    assert "reviewed" in lines[0].split(",")
    assert sum(",True," in line for line in lines) == 1


@pytest.mark.usefixtures("talked")
def test_corrections_are_lines_and_no_table(run: Any) -> None:
    """What was said of a post does not fit one row: exit 2 says so."""
    ended = run("export", "corrections", "--format", "csv")
    assert ended.code == 2
    assert "JSON Lines" in ended.err


def test_somebody_has_to_be_the_reviewer(run: Any, folder: Path) -> None:
    """By the option or the settings; else nothing is served."""
    ended = run("review")
    assert ended.code == 2
    assert "--reviewer" in ended.err
    (folder / "headcount.toml").write_text('[review]\nreviewer = "Anna"\n', encoding="utf-8")
    ended = run("review")
    assert ended.code == 1
    assert "no such file" in ended.err


@pytest.mark.usefixtures("talked")
def test_a_port_in_use_is_named(run: Any) -> None:
    """Exit 1, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("review", "--reviewer", "Anna", "--port", port)
    assert ended.code == 1
    assert f"127.0.0.1:{port}" in ended.err
    assert "--port 0" in ended.err


@pytest.mark.usefixtures("talked")
def test_the_command_prints_the_address_and_answers_on_it(serve: "Serve") -> None:
    """On loopback."""
    with serve("Anna") as address:
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.get(address, follow_redirects=True, trust_env=False)
    assert "сварщиков" in answer.text
