"""``verify --deep`` finds columns that are not what the raw answer says, of every source, and names them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from collector.rederiving import derive
from storage import Answer, Archive, Writer, canonical

DATE = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAMP = "2026-03-02T09:00:00Z"
TELEGRAM = {
    "layer": 229,
    "telethon": "1.45.0",
    "message": {"_": "Message", "id": 7, "date": STAMP, "message": "Нужны 5 швей", "views": 9},
}
PREVIEW = {
    "captured": "2026-03-03T09:00:00Z",
    "url": "https://t.me/s/example",
    "html": (
        '<div class="tgme_widget_message" data-post="example/7">'
        '<div class="tgme_widget_message_text js-message_text">Нужны 5 швей</div>'
        '<a class="tgme_widget_message_date" href="https://t.me/example/7">'
        f'<time datetime="{STAMP}"></time></a>'
        '<span class="tgme_widget_message_views">9</span></div>'
    ),
}
EXPORT = {
    "id": 7, "type": "message", "date": "2026-03-02T12:00:00", "date_unixtime": str(int(DATE.timestamp())),
    "text": "Нужны 5 швей", "text_entities": [{"type": "plain", "text": "Нужны 5 швей"}],
}  # fmt: skip
RAW: dict[str, Any] = {"telegram": TELEGRAM, "preview": PREVIEW, "export": EXPORT}


@pytest.fixture
def archived(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """What a deep verify says of an archive with one answer, whose columns are given."""

    def check(source: Any, raw: dict[str, Any], *more: Answer, **columns: Any) -> list[str]:
        path: Path = tmp_path_factory.mktemp("deep") / "archive.db"
        views = None if source == "export" else 9
        said: dict[str, Any] = {"date": DATE, "text": "Нужны 5 швей", "views": views, **columns}
        with Writer.writing(path) as writer:
            run = writer.start_run("import", program="test")
            writer.save_channel(5, title="Example", kind="channel", as_of=DATE, run=run)
            for answer in (Answer(post_id=7, raw=canonical(raw), **said), *more):
                writer.save(5, [answer], source=source, as_of=DATE.replace(day=4), run=run)
            writer.finish_run(run, outcome="ok", counts={})
        with Archive.open(path) as archive:
            assert archive.verify(derive=derive).damage == ()
            return [str(one) for one in archive.verify(derive=derive, deep=True).damage]

    return check


@pytest.mark.parametrize("source", RAW)
def test_columns_that_a_raw_answer_bears_out_are_whole(archived: Any, source: str) -> None:
    """The control of the tests below."""
    assert archived(source, RAW[source]) == []


@pytest.mark.parametrize("source", RAW)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Нужны 500 швей"),
        ("entities", (("bold", 0, 5, None),)),
        ("date", DATE.replace(day=1)),
        ("media", "photo"),
        ("poll", "Кто?"),
        ("views", 900),
        ("reply_to", 3),
    ],
)
def test_a_column_that_says_otherwise_is_named(archived: Any, source: str, column: str, value: Any) -> None:
    """Although every hash is right: it was written so. The post is named by its address."""
    (line,) = archived(source, RAW[source], **{column: value})
    assert line.startswith("versions 1: of post 5/7: ")
    assert column in line.partition(" is not what its raw answer says")[0].split(": ")[-1].split(", ")
    assert line.endswith("(https://t.me/c/5/7)")


def test_an_observation_is_derived_too(archived: Any) -> None:
    """Its raw answer says how many views it had."""
    raw = json.loads(json.dumps(TELEGRAM))
    raw["message"] |= {"views": 12, "grouped_id": 84}
    seen = Answer(post_id=7, date=DATE, text="Нужны 5 швей", views=13, album="84", raw=canonical(raw))
    (line,) = archived("telegram", TELEGRAM, seen)
    assert line == "observations 1: views is not what its raw answer says (https://t.me/c/5/7)"


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        ("telegram", {"message": {"_": "NoSuchThing", "id": 7}}),
        ("telegram", {}),
        ("preview", {"html": "<p>nothing</p>", "captured": STAMP, "url": ""}),
        ("export", {"id": "x"}),
        ("export", {"html": "<p>nothing</p>"}),
    ],
)
def test_an_answer_that_cannot_be_read_again_is_said(archived: Any, source: str, raw: dict[str, Any]) -> None:
    """And is no traceback."""
    (line,) = archived(source, raw)
    assert "the raw answer cannot be read again" in line


@pytest.mark.parametrize("raw", ["", "[]", "7", '{"message": 7}', '{"html": 7}'])
@pytest.mark.parametrize("source", RAW)
def test_no_json_is_a_value_error(source: str, raw: str) -> None:
    """Whatever bytes stand there."""
    with pytest.raises(ValueError, match=r"\w+"):
        derive(source, raw)
