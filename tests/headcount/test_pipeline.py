"""From an export to a weekly report and back out, through the commands."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
MakeExport = Callable[..., Path]

TEXTS = ["Требуются 10 сварщиков в Тверь", "Всем хорошего дня", "Нужны 20-25 швей, Иваново, от 60 000 руб"]
WEEK = "2026-W10"  # of 2 March 2026, where make_export begins


@pytest.fixture
def archived(run: Run, make_export: MakeExport) -> None:
    """An archive with three posts in the current folder, parsed."""
    assert run("import", make_export(TEXTS)).code == 0
    assert run("parse").code == 0


def test_parse_reads_each_text_once(run: Run, make_export: MakeExport) -> None:
    """A second parse finds nothing to do, --all does it anew."""
    run("import", make_export(TEXTS))
    assert run("parse", "--json").json["counts"] == {"parsed": 3, "requests": 2}
    assert run("parse", "--json").json["counts"] == {"parsed": 0, "requests": 0}
    assert run("parse", "--all", "--json").json["counts"] == {"parsed": 3, "requests": 2}


@pytest.mark.usefixtures("archived")
def test_own_words_make_everything_to_be_parsed_again(run: Run, folder: Path) -> None:
    """Another lexicon is another reading."""
    rows = "title,lang,kind,role,role_ru,isco08,forms,cue,note\nгитовод,ru,title,git keeper,гитовод,2513,,,\n"
    (folder / "my_roles.csv").write_text(rows, encoding="utf-8")
    (folder / "headcount.toml").write_text('[lexicon]\nextra = ["my_roles.csv"]\n', encoding="utf-8")
    assert run("parse", "--json").json["counts"]["parsed"] == 3
    row = json.loads(run("extract", stdin='{"id": 1, "text": "Требуются 3 гитовода"}').out)
    assert [(request["role"], request["headcount_min"]) for request in row["requests"]] == [("git keeper", 3)]


def test_a_broken_word_list_is_named_with_its_line(run: Run, folder: Path) -> None:
    """Exit 1, the file and the line, no traceback."""
    (folder / "mine.csv").write_text("title,role\nшвея,sewing machine operator\n", encoding="utf-8")
    (folder / "headcount.toml").write_text('[lexicon]\nextra = ["mine.csv"]\n', encoding="utf-8")
    ended = run("extract", stdin="{}")
    assert ended.code == 1
    assert "mine.csv" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("archived")
def test_the_report_of_a_week_is_written_in_every_format_and_language(run: Run, folder: Path) -> None:
    """The paths are printed, and the figures are those of the posts."""
    ended = run("report", WEEK)
    assert ended.code == 0
    printed = {Path(line).name for line in ended.out.splitlines()}
    assert printed >= {"report.en.html", "report.ru.html", "report.en.md", "report.ru.md", "report.json"}
    figures = json.loads((folder / "weekly" / WEEK / "report.json").read_text(encoding="utf-8"))
    assert "2 unique requests" in (folder / "weekly" / WEEK / "report.en.md").read_text(encoding="utf-8")
    assert figures["week"]


@pytest.mark.usefixtures("archived")
def test_a_report_written_again_with_the_same_figures_changes_nothing(run: Run, folder: Path) -> None:
    """No revision without a change; a change keeps the earlier report."""
    run("report", WEEK)
    before = {path: path.read_bytes() for path in (folder / "weekly").rglob("*") if path.is_file()}
    assert "nothing was written" in run("report", WEEK).err
    assert {path: path.read_bytes() for path in (folder / "weekly").rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("archived")
def test_later_posts_make_a_revision_and_keep_the_earlier_report(
    run: Run,
    folder: Path,
    make_export: MakeExport,
) -> None:
    """The week's first report stays to be read under revisions."""
    run("report", WEEK)
    run("import", make_export([*TEXTS, "Нужны 300 бетонщиков, Крым"], name="later.json"))
    run("parse")
    assert run("report", WEEK).code == 0
    assert (folder / "weekly" / WEEK / "revisions" / "1" / "report.en.html").is_file()


@pytest.mark.parametrize(
    ("week", "code"), [("2026-46", 2), ("2026-W60", 2), ("soon", 2), ("2999-W01", 1), ("2001-W01", 1)]
)
@pytest.mark.usefixtures("archived")
def test_a_week_that_cannot_be_reported_is_one_clear_line(run: Run, week: str, code: int) -> None:
    """No such week is wrong usage; one without posts is a failure."""
    ended = run("report", week)
    assert ended.code == code
    assert week in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.usefixtures("archived")
def test_unknown_formats_and_languages_are_wrong_usage(run: Run) -> None:
    """Exit 2, with the known ones."""
    assert run("report", WEEK, "--formats", "docx").code == 2
    assert "en" in run("report", WEEK, "--lang", "de").err


@pytest.mark.parametrize("command", [["verify"], ["status"], ["report"], ["export", "posts"]])
def test_a_reader_without_an_archive_says_how_to_get_one(run: Run, folder: Path, command: list[str]) -> None:
    """Exit 1, and no empty archive is left behind."""
    ended = run(*command)
    assert ended.code == 1
    assert "archive.db: there is no such file" in ended.err
    assert list(folder.iterdir()) == []


def test_run_parses_and_reports_what_is_due_and_then_has_nothing_to_do(
    run: Run, folder: Path, make_export: MakeExport
) -> None:
    """A scheduler may call it any time."""
    run("import", make_export(TEXTS, start=datetime.now(UTC) - timedelta(days=9)))
    first = run("run", "--json")
    assert first.code == 0
    assert first.json["counts"]["parsed"] == 3
    assert first.json["reports"]
    assert (folder / "weekly" / first.json["reports"][-1] / "report.json").is_file()
    again = run("run", "--json")
    assert again.json["counts"] == {"parsed": 0, "requests": 0, "reports": 0}


def test_run_reports_exports_where_telegram_was_never_set_up(
    run: Run, folder: Path, make_export: MakeExport
) -> None:
    """Settings may name a channel for its region alone; without keys or session that is no failure."""
    (folder / "headcount.toml").write_text(
        '[[channels]]\nname = "1234500001"\nregion = "RU-KDA"\n', encoding="utf-8"
    )
    run("import", make_export(TEXTS, start=datetime.now(UTC) - timedelta(days=9)))
    ended = run("run", "--json")
    assert (ended.code, ended.json["counts"]["parsed"]) == (0, 3)
    assert "Telegram is not set up" in ended.err


@pytest.mark.usefixtures("archived")
def test_status_shows_each_channel_and_what_is_to_do(run: Run) -> None:
    """A row a channel in the JSON and in the table."""
    said = run("status", "--json").json
    assert said["ok"] is True
    assert said["counts"] == {"channels": 1, "posts": 3, "picture_only": 0, "unparsed": 0}
    assert said["channels"][0]["posts"] == 3
    assert "Пример" in run("status").out


@pytest.mark.usefixtures("archived")
def test_verify_names_the_damage_and_exits_4(run: Run, folder: Path) -> None:
    """A changed text is found, whoever changed it."""
    assert run("verify").code == 0
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.executescript(
            "DROP TRIGGER versions_no_update; UPDATE versions SET text = 'Нужны 99 сварщиков' WHERE id = 1"
        )
    ended = run("verify", "--json")
    assert ended.code == 4
    assert ended.json["ok"] is False
    assert ended.json["failed"][0]["what"] == "versions 1"


@pytest.mark.usefixtures("archived")
def test_export_posts_has_the_contracts_columns(run: Run) -> None:
    """By (channel, post), text and times as archived."""
    rows = [json.loads(line) for line in run("export", "posts").out.splitlines()]
    assert [row["text"] for row in rows] == TEXTS
    columns = (
        "channel channel_id post_id permalink date edited text versions first_seen last_seen missing_since "
        "sender views forwards reply_to album forwarded_from media source sha256"
    )
    assert rows[0].keys() >= set(columns.split())
    assert rows[0]["permalink"] == "https://t.me/c/1234500001/1"


@pytest.mark.usefixtures("archived")
def test_export_takes_dates_and_a_channel(run: Run) -> None:
    """--since is inclusive, --until exclusive; a channel by id."""
    assert len(run("export", "posts", "--since", "2026-03-02T09:02:00").out.splitlines()) == 2
    assert len(run("export", "posts", "--until", "2026-03-02T09:02:00").out.splitlines()) == 1
    assert run("export", "posts", "--channel", "1234500001").out.count("\n") == 3
    assert run("export", "posts", "--channel", "another").out == ""


def test_export_requests_says_where_each_region_came_from(
    run: Run, folder: Path, make_export: MakeExport
) -> None:
    """From the text, or from the channel's default where the text names no place."""
    (folder / "headcount.toml").write_text(
        '[[channels]]\nname = "1234500001"\nregion = "RU-KDA"\n', encoding="utf-8"
    )
    run("import", make_export(["Требуются 10 сварщиков в Тверь", "Требуются 7 сварщиков"]))
    run("parse")
    rows = [json.loads(line) for line in run("export", "requests").out.splitlines()]
    regions = [[(region["iso"], region["source"]) for region in row["regions"]] for row in rows]
    assert regions == [[("RU-TVE", "text")], [("RU-KDA", "channel")]]
    assert rows[1]["requests"][0]["regions"] == ["RU-KDA"]


def test_a_spreadsheet_runs_no_formula_of_a_post(run: Run, make_export: MakeExport) -> None:
    """CSV begins with a byte order mark, and cells that a spreadsheet would run are quoted."""
    run(
        "import", make_export(['=HYPERLINK("http://example.org";"швеи")', "+7 900", "@example", "Нужны швеи"])
    )
    out = run("export", "posts", "--format", "csv").out
    assert out.startswith("\ufeff")
    texts = [row["text"] for row in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))]
    assert [text[0] for text in texts] == ["'", "'", "'", "Н"]


@pytest.mark.usefixtures("archived")
def test_versions_go_out_and_come_back_the_same(run: Run, folder: Path) -> None:
    """Into an empty archive, the times of the runs apart."""
    out = run("export", "versions").out
    (folder / "versions.jsonl").write_text(out, encoding="utf-8")
    assert run("import", "versions.jsonl", "--archive", "second.db").code == 0
    back = run("export", "versions", "--archive", "second.db").out
    assert [_timeless(line) for line in back.splitlines()] == [_timeless(line) for line in out.splitlines()]


def _timeless(line: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(line)
    return {key: value for key, value in row.items() if key != "seen"}


def test_explain_shows_what_was_read_and_what_was_not(run: Run) -> None:
    """Each number with its verdict."""
    ended = run("explain", "Нужны 5 сварщиков, оплата 3500 за смену")
    assert ended.code == 0
    assert "welder" in ended.out
    assert "3500" in ended.out
    assert "A request" in ended.out


@pytest.mark.usefixtures("archived")
def test_explain_takes_a_post_of_the_archive_by_its_permalink(run: Run) -> None:
    """As reports print it; one that is not there is said so."""
    assert "10 сварщиков" in run("explain", "https://t.me/c/1234500001/1").out
    gone = run("explain", "https://t.me/c/1234500001/99")
    assert gone.code == 1
    assert "not in" in gone.err


def test_explain_reads_standard_input_and_drives_no_terminal(run: Run) -> None:
    """Escape sequences of a post are shown, not sent."""
    ended = run("explain", "-", stdin="Нужны 5 сварщиков \x1b[2J")
    assert "\x1b" not in ended.out
    assert "\\x1b[2J" in ended.out


def test_the_bundled_word_lists_are_in_order(run: Run) -> None:
    """`headcount lexicon check` finds nothing wrong with what is shipped."""
    ended = run("lexicon", "check")
    assert (ended.code, ended.err.strip()) == (0, "The word lists are in order.")


def test_the_demo_ends_with_a_report_and_an_archive_that_verifies(run: Run, folder: Path) -> None:
    """Its path is the last thing printed; a second run works too."""
    for _ in range(2):
        ended = run("demo", "example")
        assert ended.code == 0
        page = folder / ended.out.splitlines()[-1]
        assert page.name == "report.en.html"
        assert "unique requests" in page.read_text(encoding="utf-8")
    assert run("verify", "--config", "example/headcount.toml").code == 0


@pytest.mark.usefixtures("archived")
def test_trends_of_weeks_and_months_are_written(run: Run, folder: Path) -> None:
    """The paths are printed; by what is asked for."""
    ended = run("trends", "--from", "2026-W09", "--to", "2026-W11", "--by", "region", "--formats", "md,json")
    assert ended.code == 0
    assert "trends/2026-W09_2026-W11/report.ru.md" in ended.out
    body = json.loads((folder / "weekly/trends/2026-W09_2026-W11/report.json").read_text(encoding="utf-8"))
    assert [point["tally"] and point["tally"]["requests"] for point in body["points"]] == [None, 2, None]
    assert [trend["by"] for trend in body["trends"]] == ["region"]
    months = run("trends", "--from", "2026-03", "--to", "2026-03", "--formats", "json")
    assert months.code == 0


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["--from", "yesterday"], 2, "'yesterday' is no week and no month"),
        (["--from", "2026-W12", "--to", "2026-W10"], 2, "2026-W12 is after 2026-W10"),
        (["--from", "2026-03", "--to", "2026-W10"], 2, "both ends have to be weeks, or both months"),
        (["--by", "colour"], 2, "--by: colour: known are role, region, origin, channel"),
        (["--from", "2020-W01", "--to", "2020-W09"], 1, "before the archive's first post"),
    ],
)
@pytest.mark.usefixtures("archived")
def test_trends_that_cannot_be_told_are_one_clear_line(
    run: Run, given: list[str], code: int, said: str
) -> None:
    """Wrong usage is 2, what the archive lacks is 1; nothing is written."""
    ended = run("trends", *given)
    assert ended.code == code
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert not Path("weekly").exists()
