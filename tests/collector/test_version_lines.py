"""What ``export versions`` wrote goes back in: the same versions, proven by their hashes."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import Answer, Archive, Writer, canonical

ARRIVED = datetime(2026, 3, 1, tzinfo=UTC)


def export(archive: Path, to: Path) -> Path:
    """Write what ``headcount export versions`` writes."""
    with Archive.open(archive) as opened:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in opened.export("versions")]
    to.write_text("".join(lines), encoding="utf-8")
    return to


@pytest.fixture
def filled(exports: Any, bring_in: Any, archive: Path, tmp_path: Path) -> Path:
    """An archive with edits, flips and two channels, brought in from exports in the wrong order."""
    first = exports.everything("6.1")
    second = exports.everything("6.1")
    second["messages"][2] = exports.message(3, "Требуются 400 упаковщиков", edited=exports.moment(40))
    third = exports.everything("6.1")
    third["messages"][2] = exports.message(
        3, "Требуются 300 упаковщиков, Примерск", edited=exports.moment(50)
    )
    other = exports.chat([exports.message(1)], number=77, name="Другой", kind="public_supergroup")
    for n, chat in enumerate((third, first, second, other)):
        bring_in(exports.write(tmp_path / "in" / str(n), chat))
    return archive


def test_versions_go_back_in_as_they_were(
    filled: Path, bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """Into an empty archive: the same export, fields of runs apart; again adds nothing."""
    lines = export(filled, tmp_path / "versions.jsonl")
    result = bring_into(tmp_path / "other.db", lines)
    assert result.faults == []
    assert result.found.versions == len(content(filled)["versions"]) == 11
    assert content(tmp_path / "other.db")["versions"] == content(filled)["versions"]
    again = bring_into(tmp_path / "other.db", lines)
    assert (again.found.posts, again.found.versions, again.found.observations) == (0, 0, 0)
    into_itself = bring_into(filled, lines)
    assert (into_itself.found.posts, into_itself.found.versions, into_itself.found.observations) == (0, 0, 0)


def test_lines_and_the_exports_they_came_from_agree(
    filled: Path, bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """An archive made from lines takes the exports, and has their posts."""
    lines = export(filled, tmp_path / "versions.jsonl")
    bring_into(tmp_path / "other.db", lines)
    bring_into(tmp_path / "other.db", tmp_path / "in")
    assert content(tmp_path / "other.db") == content(filled)


live = st.lists(
    st.tuples(
        st.sampled_from(["telegram", "preview", "export"]),
        st.integers(1, 3),
        st.integers(1, 5),
        st.sampled_from("AB"),
        st.none() | st.integers(0, 2),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=25)
@given(answers=live)
def test_live_versions_go_back_in_too(
    bring_into: Any, content: Any, tmp_path_factory: pytest.TempPathFactory, answers: list[Any]
) -> None:
    """Of every source, with the username that only live sources know."""
    folder: Path = tmp_path_factory.mktemp("live")
    with Writer.writing(folder / "a.db") as writer:
        run = writer.start_run("collect", program="p")
        writer.save_channel(5, title="x", kind="channel", as_of=ARRIVED, run=run, username="example_jobs")
        for source, post_id, day, text, views in answers:
            raw = canonical({"id": post_id, "type": "message", "text": text, "source": source})
            answer = Answer(post_id=post_id, date=ARRIVED, text=text, raw=raw, views=views)
            writer.save(5, [answer], source=source, as_of=ARRIVED.replace(day=day), run=run)
        writer.finish_run(run, outcome="ok", counts={})
    lines = export(folder / "a.db", folder / "versions.jsonl")
    result = bring_into(folder / "b.db", lines)
    assert result.faults == []
    assert content(folder / "b.db")["versions"] == content(folder / "a.db")["versions"]
    again = bring_into(folder / "b.db", lines).found
    assert (again.posts, again.versions, again.observations) == (0, 0, 0)


BAD: list[Any] = [
    ({"raw": '{"x":1}'}, "does not have the hash"),
    ({"sha256": "0" * 64}, "does not have the hash"),
    ({"text": "Нужны 500 швей"}, "does not say what its raw answer says"),
    ({"entities": [["bold", 0, 3, None]]}, "does not say what its raw answer says"),
    ({"media": "photo"}, "does not say what its raw answer says"),
    ({"source": "hearsay"}, "source or kind"),
    ({"channel_kind": "user"}, "source or kind"),
    ({"post_id": "5"}, "post_id is of the wrong kind"),
    ({"post_id": True}, "post_id is of the wrong kind"),
    ({"channel_id": 2**60}, "channel_id is of the wrong kind"),
    ({"views": "many"}, "views is of the wrong kind"),
    ({"views": 2**63}, "views is of the wrong kind"),
    ({"text": None}, "text is of the wrong kind"),
    ({"text": "\ud800"}, "surrogates"),
    ({"as_of": None}, "as of when"),
    ({"as_of": "2024-03-04T12:00:00"}, "as_of has no zone"),
    ({"date": "yesterday"}, "isoformat"),
    ({"entities": [["bold", "0", 3, None]]}, "entities are of the wrong kind"),
    ({"entities": [["bold"]]}, "unpack"),
    ({"entities": "bold"}, "entities is of the wrong kind"),
    ({"raw": 5}, "raw is of the wrong kind"),
]


@pytest.mark.parametrize(("changes", "said"), BAD)
def test_a_line_that_proves_nothing_is_named_and_the_others_come_in(
    *, changes: dict[str, Any], said: str, filled: Path, bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """With its number; nothing of it is kept."""
    lines = export(filled, tmp_path / "versions.jsonl").read_text(encoding="utf-8").splitlines()
    bad = json.dumps(json.loads(lines[3]) | changes)
    (tmp_path / "bad.jsonl").write_text("\n".join([*lines[:3], bad, "", *lines[4:]]) + "\n", encoding="utf-8")
    result = bring_into(tmp_path / "other.db", tmp_path / "bad.jsonl")
    assert len(result.faults) == 1
    assert result.faults[0].reason.startswith("line 4: is no line of `headcount export versions`")
    assert said in result.faults[0].reason
    assert len(content(tmp_path / "other.db")["versions"]) == len(lines) - 1


@pytest.mark.parametrize(
    "line", ["", "hello", "[]", "5", '{"channel": null}', "[" * 100_000, '"x"', '{"channel": 1, "raw": NaN}']
)
def test_what_is_no_line_at_all_is_named(line: str, filled: Path, bring_into: Any, tmp_path: Path) -> None:
    """Blank lines apart, which are nothing."""
    text = export(filled, tmp_path / "versions.jsonl").read_text(encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(text + line + "\n", encoding="utf-8")
    result = bring_into(tmp_path / "other.db", tmp_path / "bad.jsonl")
    assert len(result.faults) == bool(line)
    assert result.found.versions == 11


def test_a_forged_raw_answer_needs_a_forged_hash_and_is_then_another_version(
    filled: Path, bring_into: Any, content: Any, tmp_path: Path
) -> None:
    """Lines prove that they are whole, not that Telegram said so; beside the true one it stands out."""
    row = json.loads(export(filled, tmp_path / "versions.jsonl").read_text(encoding="utf-8").splitlines()[3])
    raw = json.loads(row["raw"])
    raw["text"], raw["text_entities"] = "Нужны 999 швей", []
    forged = canonical(raw)
    row |= {
        "raw": forged,
        "sha256": hashlib.sha256(forged.encode()).hexdigest(),
        "text": "Нужны 999 швей",
        "entities": [],
    }
    (tmp_path / "forged.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    before = content(filled)["versions"]
    assert bring_into(filled, tmp_path / "forged.jsonl").found.versions == 1
    assert len(content(filled)["versions"]) == len(before) + 1
