"""Runs: what was read, when, and how it ended; one that a crash ended is closed by the next writer."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage import Archive, Writer


def test_a_run_says_what_it_read_and_how_it_ended(desk: Any) -> None:
    """For ``status``: the last run of each command, the newest first."""
    run = desk.writer.start_run("parse", program="headcount test", sources=[{"parser": "1"}])
    desk.writer.finish_run(run, outcome="failed", counts={"parsed": 3}, failed=[{"what": "x", "reason": "y"}])
    last, first = desk.writer.last_runs()
    assert (last.command, last.outcome, last.counts) == ("parse", "failed", {"parsed": 3})
    assert last.failed == [{"what": "x", "reason": "y"}]
    assert (first.command, first.outcome, first.finished) == ("import", None, None)


def test_runs_of_a_span_are_those_of_run_that_began_in_it(desk: Any) -> None:
    """In their order, with how they ended; other commands are no runs of a schedule."""
    before = datetime.now(UTC).replace(microsecond=0)
    parsed = desk.writer.start_run("parse", program="headcount test")
    desk.writer.finish_run(parsed, outcome="ok", counts={}, failed=[])
    for failed in ([], [{"what": "e-mail", "reason": "no answer"}]):
        run = desk.writer.start_run("run", program="headcount test")
        desk.writer.finish_run(run, outcome="failed" if failed else "ok", counts={}, failed=failed)
    found = desk.writer.runs(before, before + timedelta(hours=1))
    assert [(one.command, one.outcome) for one in found] == [("run", "ok"), ("run", "failed")]
    assert found[-1].id == run.id
    assert found[-1].failed == [{"what": "e-mail", "reason": "no answer"}]
    assert desk.writer.runs(before - timedelta(hours=1), before) == []


def test_a_run_left_open_is_closed_as_interrupted(path: Path, open_desk: Any, checked: Any) -> None:
    """With the observations that it had made, so that they are proven too."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(desk.answer(1), as_of=1)
        desk.save(desk.answer(1, reactions=2), as_of=2)
    assert checked(path).damage == ()
    with Writer.writing(path) as writer:
        assert [run.outcome for run in writer.last_runs()] == ["interrupted"]
        kinds = [row[0] for row in writer._db.conn.execute("SELECT kind FROM journal ORDER BY seq")]
        assert kinds[-2:] == ["observations", "run-end"]
    assert checked(path).damage == ()


def test_runs_are_closed_once(path: Path, open_desk: Any) -> None:
    """Opening the archive again adds nothing to a journal in which all runs have ended."""
    with Writer.writing(path) as writer:
        open_desk(writer).end()
        head = writer.head()
    with Writer.writing(path) as writer:
        assert writer.head() == head


def test_an_archive_tells_its_dates_and_reads(desk: Any) -> None:
    """First post and last read; nothing in an empty archive."""
    assert (desk.writer.first_date(), desk.writer.last_read()) == (None, None)
    desk.read(range(1, 9), as_of=10)
    assert desk.writer.first_date().isoformat() == "2026-03-02T10:00:00+00:00"
    assert desk.writer.last_read() is not None


def test_channel_facts_have_a_row_a_channel(desk: Any) -> None:
    """Posts, the last one's date, missing ones and reads."""
    desk.read(range(1, 9), as_of=10)
    desk.read([1, 2, 3, 5, 6, 7, 8], as_of=20)
    facts = desk.writer.channel_facts()
    assert [(one.posts, one.missing, len(one.spans)) for one in facts] == [(8, 1, 2)]
    assert facts[0].last_post.isoformat() == "2026-03-02T17:00:00+00:00"
    assert facts[0].last_read is not None
    spans = desk.writer.coverage(desk.day(0), desk.day(0.1))
    assert [span.source for span in spans] == ["export", "export"]
    assert desk.writer.coverage(desk.day(5), desk.day(6)) == []


def test_sources_of_a_run_are_json(path: Path, open_desk: Any) -> None:
    """A file's name, size and hash, as they were given."""
    with Writer.writing(path) as writer:
        open_desk(writer).end()
        run = writer.start_run("import", program="p", sources=[{"file": "Экспорт/result.json", "size": 3}])
        writer.finish_run(run, outcome="ok", counts={})
    with Archive.open(path) as archive:
        (text,) = archive._db.conn.execute("SELECT sources FROM runs WHERE id = 2").fetchone()
    assert json.loads(text) == [{"file": "Экспорт/result.json", "size": 3}]
