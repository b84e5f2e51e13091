"""What the page shows of a post, and what becomes of what is said, by one reviewer or several at once."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headcount.review import saving
from storage import Extraction, Writer

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Sit


@pytest.mark.usefixtures("archived")
def test_the_machines_reading_is_marked_in_the_text(sit: "Sit") -> None:
    """Role, number and region where they stand; the post with most at stake comes first."""
    anna = sit()
    anna.open()
    marked = [(one.attributes["class"], one.text()) for one in anna.page.css("#post mark")]
    assert marked == [("number", "40 "), ("number role", "сварщиков"), ("region", "Тверь")]


@pytest.mark.usefixtures("archived")
def test_right_as_it_is_says_what_the_machine_read(
    sit: "Sit", exported: Any, machine_tables: Any, archived: Path
) -> None:
    """The next post follows, and the machine's own tables are as they were."""
    before = machine_tables(archived)
    anna = sit()
    anna.open()
    first = anna.text
    assert anna.say("confirm").status_code == 200
    assert anna.text not in ("", first)
    (line,) = exported("corrections")
    assert (line["verdict"], line["reviewer"], line["text"]) == ("confirmed", "Anna", first)
    assert line["requests"][0]["role_text"] == "сварщиков"
    assert machine_tables(archived) == before


@pytest.mark.usefixtures("archived")
def test_not_a_request_takes_the_post_out_of_the_figures(sit: "Sit", exported: Any) -> None:
    """It is in no export of requests any more."""
    anna = sit()
    anna.open()
    gone = anna.text
    anna.say("none", reason="an example")
    assert gone not in [line["text"] for line in exported("requests")]
    (line,) = exported("corrections")
    assert (line["is_request"], line["requests"], line["reason"]) == (False, [], "an example")


@pytest.mark.usefixtures("archived")
def test_a_correction_stands_in_exports_in_place_of_the_reading(sit: "Sit", exported: Any) -> None:
    """Role by its Russian name, numbers, region; what was not touched stays as it was."""
    anna = sit()
    anna.open()
    anna.say("save", role=["каменщик", ""], least=["30", ""], most=["", ""], where=["RU-IVA BY", ""])
    by_text = {line["text"]: line for line in exported("requests")}
    line = by_text["Требуются 40 сварщиков в Тверь, вахта, проживание"]
    (request,) = line["requests"]
    assert (request["role"], request["isco08"]) == ("bricklayer", "7112")
    assert (request["headcount_min"], request["headcount_max"]) == (30, None)
    assert request["regions"] == ["RU-IVA", "BY"]
    assert (request["role_text"], request["headcount_text"]) == ("сварщиков", "40 сварщиков")
    assert line["reviewed"] is True
    assert [one["iso"] for one in line["regions"]] == ["RU-TVE", "RU-IVA", "BY"]
    assert [one["reviewed"] for one in by_text.values()].count(True) == 1


@pytest.mark.usefixtures("archived")
def test_what_makes_no_sense_is_said_and_the_form_kept(sit: "Sit", exported: Any) -> None:
    """All of it at once, nothing saved."""
    anna = sit()
    anna.open()
    answer = anna.say(
        "save",
        role=["звездочёт", ""],
        least=["50", ""],
        most=["ten", ""],
        where=["RU-XXX", ""],
        role_span=["3-1000", ""],
        origin_iso=["Атлантида"],
        reason="kept words",
    )
    assert answer.status_code == 422
    typed = ("звездочёт", "ten", "RU-XXX", "3-1000", "Атлантида")
    assert all(any(f"“{word}”" in message for message in anna.messages) for word in typed)
    form = anna.form()
    assert (form["role"][0], form["reason"]) == ("звездочёт", ["kept words"])
    assert exported("corrections") == []
    assert anna.say("save", role=[""], least=[""], most=[""], where=[""], role_span=[""],
                    count_span=[""], origin_iso=[""]).status_code == 422  # fmt: skip
    assert "asks for nobody" in anna.messages[0]


@pytest.mark.usefixtures("archived")
def test_a_busy_archive_loses_nothing(
    sit: "Sit", archived: Path, exported: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another process writes the page says so and keeps the form; afterwards it can be saved."""
    monkeypatch.setattr(saving, "PATIENCE", 0.2)
    anna = sit()
    anna.open()
    with Writer.writing(archived):
        answer = anna.say("save", least=["35", ""], reason="seen twice")
        assert answer.status_code == 503
        assert "busy" in anna.messages[0]
        assert (anna.form()["least"][0], anna.form()["reason"]) == ("35", ["seen twice"])
    assert anna.say("save").status_code == 200
    assert [line["requests"][0]["headcount_min"] for line in exported("corrections")] == [35]


@pytest.mark.usefixtures("archived")
def test_a_writer_that_is_done_soon_is_waited_for(sit: "Sit", archived: Path, exported: Any) -> None:
    """A collector between two steps stops nobody."""
    anna = sit()
    anna.open()
    held, free = threading.Event(), threading.Event()

    def write() -> None:
        with Writer.writing(archived):
            held.set()
            free.wait(timeout=0.5)

    writing = threading.Thread(target=write)
    writing.start()
    held.wait()
    assert anna.say("confirm").status_code == 200
    writing.join()
    assert len(exported("corrections")) == 1


@pytest.mark.usefixtures("archived")
def test_two_reviewers_at_once_are_told_of_each_other(sit: "Sit", exported: Any) -> None:
    """Who comes second sees what the first one said and may say otherwise; both words stay."""
    anna, boris = sit("Anna"), sit("Boris")
    anna.open()
    boris.open()
    assert anna.version == boris.version
    assert anna.say("none").status_code == 200
    answer = boris.say("save", least=["41", ""], most=["41", ""])
    assert answer.status_code == 409
    assert "Anna" in boris.messages[0]
    assert boris.form()["least"][0] == "41"
    assert [line["reviewer"] for line in exported("corrections")] == ["Anna"]
    assert boris.say("save").status_code == 200
    (line,) = exported("corrections")
    assert (line["reviewer"], line["requests"][0]["headcount_min"]) == ("Boris", 41)


@pytest.mark.usefixtures("archived")
def test_reviewers_who_save_in_the_same_moment_both_get_through(sit: "Sit", exported: Any) -> None:
    """Different posts, many at a time: the lock is waited for."""
    desks = [sit(name) for name in ("Anna", "Boris", "Vera")]
    shown = [1, 3, 4]
    for desk, version in zip(desks, shown, strict=True):
        desk.open(f"/post/{version}")
    codes: list[int] = []
    threads = [
        threading.Thread(target=lambda desk=desk: codes.append(desk.say("confirm").status_code))
        for desk in desks
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200, 200, 200]
    assert {line["reviewer"] for line in exported("corrections")} == {"Anna", "Boris", "Vera"}


@pytest.mark.usefixtures("archived")
def test_nobody_confirms_a_reading_that_they_did_not_see(sit: "Sit", archived: Path, exported: Any) -> None:
    """A parse between showing and confirming is told."""
    anna = sit()
    anna.open()
    with Writer.writing(archived) as archive:
        item = archive.review_item(anna.version)
        assert item is not None
        (request,) = item.reading["requests"]
        anew = dict(item.reading) | {"requests": [request | {"headcount_max": 50}]}
        reading = Extraction(
            item.version,
            anew,
            ("сварщик",),
            "key",
            fleeting=False,
            sketch=b"0" * 32,
            bands=(b"0",) * 8,
            days="",
        )
        archive.save_extractions("2.0.0", "sha256:other", [reading])
    assert anna.say("confirm").status_code == 409
    assert "anew" in anna.messages[0]
    assert exported("corrections") == []
    assert anna.say("confirm").status_code == 200


@pytest.mark.usefixtures("archived")
def test_a_post_that_is_redacted_while_it_is_shown_is_gone_and_the_next_one_is_offered(
    sit: "Sit", archived: Path, exported: Any
) -> None:
    """What was said of it is gone with it; it is in no queue, and nothing more can be said of it."""
    anna, boris = sit("Anna"), sit("Boris")
    boris.open()
    anna.open()
    version = anna.version
    anna.say("confirm")
    with Writer.writing(archived) as archive:
        item = archive.review_item(version)
        assert item is not None
        archive.redact(item.channel_id, item.post_id, why="asked for", program="headcount test")
    assert exported("corrections") == []
    for answer in (boris.say("none"), anna.open(f"/post/{version}")):
        assert answer.status_code == 404
        assert "redacted" in answer.text
        assert "сварщиков" not in answer.text
    assert exported("corrections") == []
    boris.open(boris.page.css_first("[data-key=s]").attributes["href"])
    assert boris.version != version
