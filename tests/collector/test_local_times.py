"""Exports older than June 2022 carry local times: read with the zone that a person names, or not at all."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from collector.desktop.messages import to_answer
from collector.desktop.persons import Persons
from collector.errors import MessageFault
from collector.minimise import Minimiser
from storage.pseudonyms import Pseudonyms

BERLIN, MOSCOW = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Moscow")
PERSONS = Persons(Minimiser("pseudonym", Pseudonyms(bytes(32))), "x")


def read(local: str, zone: tzinfo | None = BERLIN, *, after: datetime | None = None, **more: Any) -> Any:
    """The answer of a message with a local date."""
    message = {"id": 1, "type": "message", "date": local, "text": "x"} | more
    return to_answer(message, PERSONS, timezone=zone, after=after)


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        ("2019-07-01T12:00:00", BERLIN, "2019-07-01T10:00:00"),
        ("2019-12-01T12:00:00", BERLIN, "2019-12-01T11:00:00"),
        ("2014-07-01T12:00:00", MOSCOW, "2014-07-01T08:00:00"),
        ("2019-07-01T12:00:00", MOSCOW, "2019-07-01T09:00:00"),
    ],
)
def test_local_times_become_utc(local: str, zone: tzinfo, expected: str) -> None:
    """With the offset that the zone had at the time."""
    assert read(local, zone).date == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_an_hour_that_clocks_show_twice_is_settled_by_the_message_before() -> None:
    """Messages ascend: 02:10 after 02:50 is the second 02:10."""
    first = read("2019-10-27T02:50:00").date
    assert first == datetime(2019, 10, 27, 0, 50, tzinfo=UTC)
    assert read("2019-10-27T02:10:00", after=first).date == datetime(2019, 10, 27, 1, 10, tzinfo=UTC)
    assert read("2019-10-27T02:55:00", after=first).date == datetime(2019, 10, 27, 0, 55, tzinfo=UTC)
    assert read("2019-10-27T03:10:00", after=first).date == datetime(2019, 10, 27, 2, 10, tzinfo=UTC)


def test_messages_of_a_repeated_hour_stay_in_order(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """In a whole file: twelve messages every ten minutes over the change, as Desktop writes them."""
    start = datetime(2019, 10, 26, 23, 55, tzinfo=UTC)
    moments = [start + timedelta(minutes=10 * n) for n in range(16)]
    messages = [
        exports.message(n, era="2.1", date=moment, zone=BERLIN) for n, moment in enumerate(moments, start=1)
    ]
    result = bring_in(exports.write(tmp_path / "e", exports.chat(messages, era="2.1")), timezone=BERLIN)
    assert result.faults == []
    assert [row["date"] for row in posts().values()] == [f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in moments]


def test_a_time_that_clocks_skipped_says_that_the_zone_is_wrong() -> None:
    """No clock in Berlin showed it: it cannot be placed."""
    with pytest.raises(MessageFault, match=r"clocks in Europe/Berlin skipped .*right --timezone"):
        read("2019-03-31T02:30:00")
    assert read("2019-03-31T02:30:00", MOSCOW).date == datetime(2019, 3, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("never", ["1970-01-01T00:00:00", "1970-01-01T03:00:00"])
def test_never_edited_is_not_edited_in_1970(never: str) -> None:
    """Old versions wrote the edit date of a message that had none."""
    assert read("2019-07-01T12:00:00", edited=never).edited is None
    assert read("2019-07-01T12:00:00", date_unixtime="1561975200", edited_unixtime="0").edited is None


def test_a_unix_time_needs_no_zone_and_wins_over_the_local_one() -> None:
    """It is what newer versions add, since the local one is ambiguous."""
    answer = read("2019-07-01T12:00:00", None, date_unixtime="1561975200")
    assert answer.date == datetime(2019, 7, 1, 10, 0, tzinfo=UTC)


def test_old_exports_are_refused_by_name_without_a_zone_and_the_others_come_in(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """Nothing of the refused file is kept, not even what carries no date."""
    old = exports.write(tmp_path / "b" / "old", exports.everything("2.1"))
    new = exports.write(tmp_path / "b" / "new", exports.everything("6.1"))
    other = exports.chat(
        [{"id": 1, "type": "unsupported"}, exports.message(2, era="2.7.2")], era="2.7.2", number=77
    )
    third = exports.write(tmp_path / "b" / "third", other)
    result = bring_in(tmp_path / "b")
    assert sorted(fault.what for fault in result.faults) == [str(old), str(third)]
    assert all("--timezone Europe/Moscow" in fault.reason for fault in result.faults)
    assert (result.files, result.channels) == (1, {exports.channel})
    assert len(posts()) == 9
    assert bring_in(new).faults == []


def test_one_message_without_a_stamp_does_not_make_a_new_export_old(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """It is a damaged message, and named as one."""
    broken = exports.message(2)
    del broken["date_unixtime"]
    messages = [exports.message(1), broken, exports.message(3)]
    result = bring_in(exports.write(tmp_path / "e", exports.chat(messages)))
    assert [fault.reason for fault in result.faults] == ["message 2 has a date without a zone"]
    assert list(posts()) == [1, 3]


def test_an_old_and_a_new_export_of_a_channel_agree(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """With the right zone the same post has the same time in both."""
    for era in ("2.1", "6.1"):
        chat = exports.chat([exports.message(n, era=era) for n in range(1, 5)], era=era)
        bring_in(exports.write(tmp_path / era, chat), timezone=MOSCOW)
    assert {row["versions"] for row in posts().values()} == {1}
    assert posts()[1]["date"] == "2024-03-04T10:00:00Z"


def test_ids_flagged_before_2_7_2_become_bare(exports: Any, bring_in: Any, tmp_path: Path) -> None:
    """Channel id | 0x200000000; but a channel of today may have an id that large."""
    old = exports.chat([exports.message(1, era="2.1")], era="2.1", number=1650038103)
    assert old["id"] == 1650038103 | 0x200000000
    assert bring_in(exports.write(tmp_path / "a", old), timezone=MOSCOW).channels == {1650038103}
    large = exports.chat([{"id": 1, "type": "unsupported"}, exports.message(2)], number=0x200000005)
    assert bring_in(exports.write(tmp_path / "b", large)).channels == {0x200000005}
