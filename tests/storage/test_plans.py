"""How SQLite answers what is asked often: by indexes, never by reading all posts or versions."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage import Writer

BIG = ("posts", "versions", "observations", "extractions", "requests", "journal", "disappearances")


@pytest.fixture
def plans(
    path: Path, open_desk: Any, reading: Any
) -> Iterator[Callable[[Callable[[Any], Any]], list[list[str]]]]:
    """For each statement that a piece of work runs, the steps in which SQLite takes it."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)
        desk.save(*(desk.answer(n) for n in range(1, 60)), as_of=3)
        desk.save(*(desk.answer(n, "Нужны 6 швей", edited=desk.day(4)) for n in range(1, 9)), as_of=4)
        desk.save(*(desk.answer(n, reactions=n) for n in range(20, 30)), as_of=5)
        desk.cover(1, 59, as_of=5)
        writer.save_extractions("1.0", "aa", [reading(n, key=str(n)) for n in desk.version_ids()])
        connection = writer._db.conn

        def steps(work: Callable[[Any], Any]) -> list[list[str]]:
            statements: list[str] = []
            connection.set_trace_callback(statements.append)
            work(desk)
            connection.set_trace_callback(None)
            selects = [
                one for one in statements if one.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE"))
            ]
            assert selects
            return [
                [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()]
                for one in selects
            ]

        yield steps


def scans(plans: list[list[str]]) -> list[str]:
    """Steps that read all of a big table or of an index of it."""
    return [
        step
        for steps in plans
        for step in steps
        if step.startswith("SCAN") and any(f"SCAN {table}" in step for table in (*BIG, "v", "first"))
    ]


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: list(desk.writer.unparsed("1.0", "aa")),
        lambda desk: list(desk.writer.unparsed("2.0", "aa", batch=10)),
        lambda desk: desk.writer.count_unparsed("1.0", "aa"),
        lambda desk: desk.writer.postings(desk.day(0), desk.day(7)),
        lambda desk: desk.writer.asked(desk.day(0), desk.day(1)),
        lambda desk: desk.writer.asked_like(
            desk.writer.asked(desk.day(0), desk.day(1)), since=desk.day(0), until=desk.day(9)
        ),
        lambda desk: desk.writer.post_counts(desk.day(0), desk.day(7)),
        lambda desk: desk.writer.parsers(desk.day(0), desk.day(7)),
        lambda desk: desk.writer.one_parser(desk.day(0), desk.day(7)),
        lambda desk: desk.writer.channel_facts(),
        lambda desk: desk.writer.post_text("1234500001", 7),
        lambda desk: (desk.writer.first_date(), desk.writer.last_read()),
        lambda desk: desk.writer.head(),
        lambda desk: desk.save(desk.answer(100), desk.answer(1), desk.answer(2, "x")),
        lambda desk: desk.cover(1, 59, as_of=9),
        lambda desk: desk.end(),
        lambda desk: next(desk.writer.export("posts")),
        lambda desk: list(desk.writer.export("versions", channel="1234500001", until=desk.day(1))),
    ],
    ids=[
        "unparsed", "unparsed by a new parser", "count_unparsed", "postings", "asked", "asked_like",
        "post_counts", "parsers", "one_parser", "channel_facts", "post_text", "dates", "head", "save",
        "cover", "finish_run", "export posts", "export versions",
    ],
)  # fmt: skip
def test_what_is_asked_often_reads_no_big_table_through(plans: Any, work: Any, request: Any) -> None:
    """Except an export of everything, which walks posts in the order of an index, the rest by keys."""
    found = scans(plans(work))
    if "export" in request.node.name:
        found = [step for step in found if not step.startswith("SCAN posts USING INDEX")]
    assert found == []


def test_an_export_of_everything_sorts_nothing(plans: Any) -> None:
    """Posts come in the order of their index: no five million rows are sorted before the first is given."""
    for what in ("posts", "versions", "requests"):
        found = plans(lambda desk, what=what: next(desk.writer.export(what)))
        (walk,) = [steps for steps in found if any(step.startswith("SCAN posts") for step in steps)]
        assert not [step for step in walk if "TEMP B-TREE FOR ORDER BY" in step]
