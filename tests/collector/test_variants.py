"""Every version of Telegram Desktop's format, 2018 to 2025, gives the same posts."""

import json
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from storage import Archive

MOSCOW = timezone(timedelta(hours=3))
ERAS = ("1.3", "2.1", "2.7.2", "3.7.6", "4.1.2", "5.6", "6.1")
SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "desktop_exports"


@pytest.mark.parametrize("era", ERAS)
def test_every_message_comes_in_as_it_was(
    era: str, exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """Texts, entities, times, media, polls, replies, forwards, under the channel's bare id."""
    result = bring_in(exports.write(tmp_path / "e", exports.everything(era)), timezone=MOSCOW)
    assert result.faults == []
    assert (result.messages, result.found.posts, result.channels) == (9, 9, {exports.channel})
    found = posts()
    assert {post_id: row["text"] for post_id, row in found.items()} == {
        1: "",
        2: "Нужны 25 сварщиков 😀 анкета",
        3: "Требуются 300 упаковщиков, Примерск",
        4: "",
        5: "Подпись к фото",
        6: "Список",
        7: "",
        8: "",
        9: "Ответ",
    }
    assert [row["media"] for row in found.values()] == [
        None,
        None,
        None,
        "photo",
        "photo",
        "document",
        "unsupported",
        "poll",
        None,
    ]
    assert {post_id: row["date"] for post_id, row in found.items()} == {
        n: None if n == 7 else f"2024-03-04T{9 + n:02}:00:00Z" for n in range(1, 10)
    }
    assert found[2]["edited"] == "2024-03-05T15:00:00Z"
    assert found[1]["service"] == "create_channel"
    assert found[9]["reply_to"] == 2
    assert found[3]["forwarded_from"].startswith("p_")
    assert found[9]["sender"].startswith("p_")
    assert found[2]["sender"] is None
    assert found[9]["reactions"] == (17 if era == "6.1" else None)


def test_all_versions_merge_into_one_channel(
    exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """The same posts exported by seven versions are one version each; the rest are observations."""
    paths = [exports.write(tmp_path / era, exports.everything(era)) for era in ERAS]
    result = bring_in(*paths, timezone=MOSCOW)
    assert result.faults == []
    assert (result.found.posts, result.found.versions) == (9, 9)
    assert [row["versions"] for row in content(archive)["posts"]] == [1] * 9
    with Archive.open(archive) as opened:
        assert [channel.channel_id for channel in opened.channels()] == [exports.channel]


@pytest.mark.parametrize("era", ERAS)
def test_entities_are_those_that_people_made(
    *, era: str, exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """With offsets as Telegram counts them, in UTF-16: an emoji takes two."""
    bring_in(exports.write(tmp_path / "e", exports.everything(era)), timezone=MOSCOW)
    second = content(archive)["versions"][1]
    assert second["entities"] == [["bold", 6, 12, None], ["text_link", 22, 6, "https://example.org/form"]]


def test_polls_are_part_of_a_version(
    exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """Question and answers a line each; the votes are not."""
    export = exports.everything("6.1")
    bring_in(exports.write(tmp_path / "a", export))
    export["messages"][7]["poll"]["total_voters"] = 30
    again = bring_in(exports.write(tmp_path / "b", export))
    assert (again.found.versions, again.found.observations) == (0, 1)
    assert content(archive)["versions"][7]["poll"] == "Кто готов?\nЯ\nНе я"
    export["messages"][7]["poll"]["answers"].append({"text": "Никто", "voters": 0, "chosen": False})
    assert bring_in(exports.write(tmp_path / "c", export)).found.versions == 1


MEDIA = [
    ({"photo": "x"}, "photo"),
    ({"file": "x"}, "document"),
    ({"file": "x", "media_type": "sticker"}, "sticker"),
    ({"file": "x", "media_type": "video_message"}, "video_note"),
    ({"file": "x", "media_type": "voice_message"}, "voice"),
    ({"file": "x", "media_type": "animation"}, "gif"),
    ({"file": "x", "media_type": "video_file"}, "video"),
    ({"file": "x", "media_type": "audio_file"}, "audio"),
    ({"file": "x", "media_type": "of the future"}, "document"),
    ({"contact_information": {"first_name": "x"}}, "contact"),
    ({"location_information": {"latitude": 1.5, "longitude": 2.5}}, "geo"),
    ({"place_name": "x", "location_information": {}}, "venue"),
    ({"game_title": "x"}, "game"),
    ({"invoice_information": {}}, "invoice"),
    ({"giveaway_information": {}}, "giveaway"),
]


@pytest.mark.parametrize(("keys", "kind"), MEDIA, ids=[kind + str(n) for n, (_, kind) in enumerate(MEDIA)])
def test_media_have_telegrams_words(
    *, keys: dict[str, Any], kind: str, exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """Whatever keys Desktop describes them with."""
    bring_in(exports.write(tmp_path / "e", exports.chat([exports.message(1, "", **keys)])))
    assert posts()[1]["media"] == kind


def test_supergroups_come_in_as_groups(exports: Any, bring_in: Any, archive: Path, tmp_path: Path) -> None:
    """Their messages are people's, under pseudonyms."""
    message = exports.message(1, sender=("user", 555, "Иван Примеров"))
    chat = exports.chat([message], kind="public_supergroup", name="Чат", number=77)
    assert bring_in(exports.write(tmp_path / "e", chat)).faults == []
    with Archive.open(archive) as opened:
        assert [(one.channel_id, one.kind, one.title) for one in opened.channels()] == [(77, "group", "Чат")]
        (post,) = opened.export("posts")
    assert post["sender"].startswith("p_")


def test_what_was_said_before_a_group_was_public_is_passed_by(
    exports: Any, bring_in: Any, posts: Any, tmp_path: Path
) -> None:
    """Desktop gives messages of the private group that a supergroup came from ids below zero."""
    before = exports.message(-999_999_995, "Личное", date=exports.moment(1), sender=("user", 5, "Тайный"))
    chat = exports.chat([before, exports.message(3)], kind="public_supergroup")
    result = bring_in(exports.write(tmp_path / "e", chat))
    assert result.faults == []
    assert any("1 messages from before it was public were passed by" in note for note in result.notes)
    assert list(posts()) == [3]


def test_raw_is_the_message_as_it_came(
    exports: Any, bring_in: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """Every key of it, but for persons, of which this one names none."""
    message = exports.message(
        1, ["Нужны ", {"type": "bold", "text": "5"}], unknown_key={"deep": [1, 2.5, None]}
    )
    bring_in(exports.write(tmp_path / "e", exports.chat([message])))
    assert json.loads(content(archive)["versions"][0]["raw"]) == message


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_samples_come_in_whole(
    bring_in: Any, bring_into: Any, content: Any, archive: Path, tmp_path: Path
) -> None:
    """Every variant; only the truncated one has a fault; twice and in another order is the same."""
    paths = sorted(SAMPLES.glob("*/result.json"))
    first = bring_in(SAMPLES, timezone=MOSCOW)
    assert [fault.what.rsplit("/", 2)[1] for fault in first.faults] == ["spec_truncated"]
    again = bring_in(*reversed(paths), timezone=MOSCOW)
    assert (again.found.posts, again.found.versions, again.found.observations) == (0, 0, 0)
    other = tmp_path / "other.db"
    bring_into(other, *reversed(paths), timezone=MOSCOW)
    assert content(other) == content(archive)
