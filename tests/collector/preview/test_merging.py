"""The same posts by preview, Telegram and export: one archive, whatever came first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Answer, Archive, Source, Writer

DATE = datetime(2026, 1, 5, 6, tzinfo=UTC)
CHANNEL = 1_500_000_001
TEXT = "Нужны швеи, 50 чел. Подробности по ссылке"
BOLD = ("bold", 0, 10, None)
ITALIC = ("italic", 6, 4, None)
LINK = ("text_link", 20, 6, "https://example.org/швеи")


@dataclass(frozen=True)
class Given:
    """What a source gave at a time."""

    source: Source
    as_of: datetime
    answer: Answer


def answer(**fields: Any) -> Answer:
    """A post."""
    said: dict[str, Any] = {"post_id": 1, "date": DATE, "text": TEXT, "raw": ""}
    made = Answer(**said | fields)
    return replace(made, raw=f'"{made.identity}{made.views}"')


def saved(answers: Sequence[Given]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The posts and versions that an archive exports after them, but for what tells of runs."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with Writer.writing(path) as archive:
            run = archive.start_run("test", program="test")
            for one in answers:
                archive.save_channel(CHANNEL, title="Работа", kind="channel", as_of=one.as_of, run=run)
                archive.save(CHANNEL, [one.answer], source=one.source, as_of=one.as_of, run=run)
            archive.finish_run(run, outcome="ok", counts={})
        with Archive.open(path) as archive:
            verdict = archive.verify()
            assert not verdict.damage, verdict.damage
            of_runs = {"seen", "first_seen", "last_seen"}
            rows = [
                [{key: row[key] for key in row.keys() - of_runs} for row in archive.export(what)]
                for what in ("posts", "versions")
            ]
    return rows[0], rows[1]


def in_every_order(*answers: Given) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The one post and its versions, the same in each order of the answers."""
    found = [saved(order) for order in permutations(answers)]
    assert all(one == found[0] for one in found)
    ((post,), versions) = found[0]
    return post, versions


def at(hours: int) -> datetime:
    """A time after the post's."""
    return DATE + timedelta(hours=hours)


def test_three_sources_give_one_version() -> None:
    """An export flattens nested entities, a page may lose some."""
    post, versions = in_every_order(
        Given("telegram", at(1), answer(entities=(BOLD, ITALIC, LINK), views=12_345, forwards=7)),
        Given("preview", at(2), answer(entities=(LINK,), views=12_300, album="1g")),
        Given("export", at(0), answer(entities=(BOLD, LINK), reactions=3)),
    )
    assert post["versions"] == 1
    assert len(versions) == 1
    assert (post["views"], post["forwards"], post["album"]) == (12_345, 7, "1g")
    assert len(versions[0]["entities"]) == 3


def test_the_fuller_text_stands_for_the_cut_and_the_missing() -> None:
    """Of a page that cuts, and of one that has no words for the post."""
    for cut in (answer(text="Нужны швеи, 50…"), answer(text="", media="unsupported")):
        post, versions = in_every_order(
            Given("preview", at(2), cut), Given("telegram", at(1), answer(entities=(BOLD,)))
        )
        assert (post["text"], post["versions"], post["media"]) == (TEXT, 1, None)
        assert [row["text"] for row in versions] == [TEXT]


def test_an_addition_is_an_edit_and_no_fuller_text() -> None:
    """A text that only goes on is another version."""
    longer = answer(text=TEXT + " и повара", edited=at(3))
    post, versions = in_every_order(Given("preview", at(2), answer()), Given("telegram", at(4), longer))
    assert (post["text"], post["versions"], len(versions)) == (longer.text, 2, 2)
    assert datetime.fromisoformat(post["edited"]) == at(3)


def test_a_page_never_says_when_a_post_was_edited() -> None:
    """What it shows later is newer all the same; the time is kept where another source told it."""
    first = answer(text="Нужны токари")
    second = answer(edited=at(3))
    third = answer(text="Набор закрыт")
    post, _ = in_every_order(
        Given("telegram", at(1), first), Given("telegram", at(4), second), Given("preview", at(5), answer())
    )
    assert (post["text"], post["versions"]) == (TEXT, 2)
    assert datetime.fromisoformat(post["edited"]) == at(3)
    post, _ = in_every_order(
        Given("telegram", at(1), first), Given("telegram", at(4), second), Given("preview", at(6), third)
    )
    assert (post["text"], post["versions"], post["edited"]) == ("Набор закрыт", 3, None)


def test_within_a_source_every_difference_is_an_edit() -> None:
    """Bold that came later is a version, also if a page shows neither."""
    post, _ = in_every_order(
        Given("telegram", at(1), answer()),
        Given("telegram", at(4), answer(entities=(BOLD,), edited=at(3))),
        Given("preview", at(5), answer()),
    )
    assert post["versions"] == 2


def test_an_old_exact_number_does_not_beat_a_newer_rounded_one() -> None:
    """It wins only where the rounded one may stand for it."""
    post, _ = in_every_order(
        Given("telegram", at(1), answer(views=12_345)), Given("preview", at(9), answer(views=15_000))
    )
    assert post["views"] == 15_000
    post, _ = in_every_order(
        Given("preview", at(1), answer(views=15_000)), Given("telegram", at(9), answer(views=15_049))
    )
    assert post["views"] == 15_049


def test_a_silent_loop_is_a_video_where_telegram_says_so() -> None:
    """A page cannot tell them apart."""
    post, _ = in_every_order(
        Given("preview", at(9), answer(media="gif")), Given("telegram", at(1), answer(media="video"))
    )
    assert (post["versions"], post["media"]) == (1, "video")


ENTITIES = st.sets(st.sampled_from([BOLD, ITALIC, LINK])).map(lambda found: tuple(sorted(found)))
ANSWERS = st.builds(
    answer,
    text=st.sampled_from([TEXT, "Нужны швеи, 50…", "", "Нужны токари"]),
    entities=ENTITIES,
    media=st.sampled_from([None, "unsupported", "gif", "video"]),
    views=st.sampled_from([None, 999, 12_300, 12_345, 15_000]),
    sender=st.sampled_from([None, "p-1", "p-2"]),
    edited=st.sampled_from([None, at(1), at(3)]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANSWERS, min_size=3, max_size=3), st.permutations([1, 2, 3]), st.permutations([0, 1, 2]))
def test_any_order_of_sources_gives_the_same_posts(
    answers: list[Answer], hours: list[int], order: list[int]
) -> None:
    """Whatever each of the three gave, and when."""
    sources: tuple[Source, ...] = ("telegram", "preview", "export")
    all_given = [
        Given(source, at(hour), replace(one, edited=None) if source == "preview" else one)
        for source, hour, one in zip(sources, hours, answers, strict=True)
    ]
    assert saved(all_given) == saved([all_given[number] for number in order])
