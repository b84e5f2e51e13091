"""What the archive remembers of what was told."""

from datetime import UTC, datetime
from pathlib import Path

from storage import Archive, Writer, alerts

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
FOUND = ("large", "request 1/2#1", "2026-W47", {"what": "150 сварщиков"})


def test_an_alert_is_recorded_once_for_its_subject(path: Path) -> None:
    """Another alert may have the same subject, and the first word stands."""
    with Writer.writing(path, now=lambda: NOW) as archive:
        assert archive.record_alerts([FOUND, FOUND], mail=True) == 1
        again = ("large", "request 1/2#1", "2026-W47", {"what": "160 сварщиков"})
        other = ("welders", "request 1/2#1", "2026-W47", {"what": "150 сварщиков"})
        assert archive.record_alerts([again, other], mail=True) == 1
        assert archive.fired_alerts() == {("large", "request 1/2#1"), ("welders", "request 1/2#1")}
    with Archive.open(path) as archive:
        second, first = archive.latest_alerts(2)
        assert (first.content, first.at, second.alert) == ({"what": "150 сварщиков"}, NOW, "welders")
        assert archive.latest_alerts(1) == [second]


def test_an_alert_waits_for_each_way_until_it_was_delivered_so(path: Path) -> None:
    """By mail only where mail was asked for."""
    with Writer.writing(path) as archive:
        archive.record_alerts([FOUND], mail=True)
        archive.record_alerts([("other", "week 2026-W47", "2026-W47", {})], mail=False)
        (mailed,) = archive.waiting_alerts("mail")
        printed = archive.waiting_alerts("print")
        assert [row.alert for row in (mailed, *printed)] == ["large", "large", "other"]
        archive.note_delivered([row.id for row in printed], "print")
        assert archive.waiting_alerts("print") == []
        assert archive.waiting_alerts("mail") == [mailed]
        archive.note_delivered([mailed.id], "mail")
        assert archive.waiting_alerts("mail") == []


def test_a_weeks_mail_is_queued_and_sent_once(path: Path) -> None:
    """The newest that ever was to be sent stays known."""
    with Writer.writing(path) as archive:
        assert archive.last_mail() is None
        archive.queue_mails(["2026-W46", "2026-W47"])
        archive.note_sent("2026-W46")
        archive.queue_mails(["2026-W46"])
        assert archive.unsent_mails() == ["2026-W47"]
        assert archive.last_mail() == "2026-W47"


def test_who_sent_posts_is_known_by_their_ids(path: Path, open_desk: object) -> None:
    """Of a span, where a sender is kept."""
    with Writer.writing(path) as writer:
        desk = open_desk(writer)  # type: ignore[operator]
        desk.save(desk.answer(1, sender="p:1"), desk.answer(2), desk.answer(30, sender="p:2"))
        found = writer.senders(desk.day(0), desk.day(1))
        assert found == {(1234500001, 1): "p:1"}


def test_what_was_told_of_a_removed_post_is_gone(path: Path) -> None:
    """Its line, its link, its hash; a week's own alert quotes no post."""
    about = {"kind": "request", "what": "150 сварщиков", "request_ids": ["1/2#1"]}
    week = {"kind": "week", "what": "2026-W47: 30 requests", "request_ids": ["1/2#1", "1/3#0"]}
    with Writer.writing(path, now=lambda: NOW) as archive:
        archive.record_alerts(
            [("large", "request 1/2#1", "2026-W47", about), ("unusual", "week 2026-W47", "2026-W47", week)],
            mail=True,
        )
        with archive.transaction():
            alerts.forget(archive._db, [(1, 2), (1, 20)])
        assert [one.subject for one in archive.latest_alerts(9)] == ["week 2026-W47"]
