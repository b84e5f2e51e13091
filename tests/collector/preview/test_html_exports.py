"""The HTML variant of Telegram Desktop's exports, made up here after its writer."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from collector.importing import ImportResult
from storage import Archive, Writer

Posts = Callable[[], dict[int, dict[str, Any]]]
MOSCOW = timezone(timedelta(hours=3))
TITLE = "Вакансии Примерска"


def message(number: int, moment: datetime, inside: str, *, zone: str = " UTC+03:00") -> str:
    """A message as Desktop writes it."""
    date = moment.astimezone(MOSCOW)
    return f"""
     <div class="message default clearfix" id="message{number}">
      <div class="pull_left userpic_wrap"><div class="userpic userpic1"><div class="initials">
В
      </div></div></div>
      <div class="body">
       <div class="pull_right date details" title="{date:%d.%m.%Y %H:%M:%S}{zone}">
{date:%H:%M}
       </div>
       <div class="from_name">
{TITLE}
       </div>
{inside}
      </div>
     </div>"""


def words(html: str) -> str:
    """A message's text."""
    return f'       <div class="text">\n{html}\n       </div>'


def page(path: Path, messages: str, *, title: str = TITLE) -> Path:
    """One page of an export."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"""<!DOCTYPE html>
<html>
 <head>
  <meta charset="utf-8"/>
<title>Exported Data</title>
  <link href="css/style.css" rel="stylesheet"/>
 </head>
 <body onload="CheckLocation();">
  <div class="page_wrap">
   <div class="page_header"><div class="content"><div class="text bold">
{title}
   </div></div></div>
   <div class="page_body chat_page">
    <div class="history">
     <div class="message service" id="message-1"><div class="body details">
4 March 2024
     </div></div>
     <div class="message service" id="message1"><div class="body details">
Channel «{title}» created
     </div></div>{messages}
    </div>
   </div>
  </div>
 </body>
</html>
""",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def bring_in(archive_path: Path, bring_into: Callable[..., ImportResult]) -> Callable[..., ImportResult]:
    """Imports paths into the archive."""
    return lambda *paths, **options: bring_into(archive_path, *paths, **options)


@pytest.fixture
def known(tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult]) -> None:
    """The channel is in the archive, with its third post."""
    bring_in(exports.write(tmp_path / "json", exports.chat([exports.message(3, "Нужны 3 повара")])))


@pytest.mark.usefixtures("known")
def test_pages_of_a_folder_are_one_channel_with_its_posts(
    tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult], posts: Posts, archive_path: Path
) -> None:
    """Texts, entities, media, forwards, replies; joined without a hole; twice is once."""
    at = exports.moment
    folder = tmp_path / "html"
    text = 'Нужны <strong>25 сварщиков</strong><br>пишите <a href="https://t.me/example_hr">@example_hr</a>'
    forward = f"""<div class="forwarded body"><div class="from_name">
Имя Фамилия <span class="date details" title="01.03.2024 10:00:00 UTC+03:00"> 01.03.2024 10:00:00</span>
</div>{words("Требуются маляры")}</div>"""
    reply = '<div class="reply_to details">In reply to <a href="#go_to_message2">this message</a></div>'
    photo = """<div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo">
<div class="body"><div class="title bold">Photo</div><div class="status details">604x1280</div>
</div></div></div>"""
    contact = """<div class="media_wrap clearfix"><div class="media clearfix pull_left media_contact">
<div class="body"><div class="title bold">Имя Фамилия</div><div class="status details">+7 900 000-00-00</div>
</div></div></div>"""
    page(
        folder / "messages.html",
        message(2, at(2), words(text))
        + message(3, at(3), words("Нужны 3 повара"))
        + message(4, at(4), forward),
    )
    signed = '<div class="signature details">\nИмя Фамилия\n</div>'
    page(
        folder / "messages2.html",
        message(5, at(5), photo + reply + words("Подпись")) + message(6, at(6), contact + signed),
    )
    result = bring_in(folder)
    assert result.faults == []
    assert (result.files, result.messages) == (2, 5)
    found = posts()
    assert found[2]["text"] == "Нужны 25 сварщиков\nпишите @example_hr"
    assert datetime.fromisoformat(found[2]["date"]) == at(2)
    assert (found[3]["versions"], found[4]["text"]) == (1, "Требуются маляры")
    assert (found[5]["media"], found[5]["reply_to"], found[5]["text"]) == ("photo", 2, "Подпись")
    assert found[6]["media"] == "contact"
    with Archive.open(archive_path) as archive:
        versions = {row["post_id"]: row for row in archive.export("versions")}
        (facts,) = archive.channel_facts()
    assert versions[2]["entities"] == [["bold", 6, 12, None]]
    for row in versions.values():
        assert "Фамилия" not in row["raw"]
        assert "900 000" not in row["raw"]
    assert found[4]["forwarded_from"]
    assert found[6]["sender"]
    assert (at(2), at(6)) in {(span.start, span.end) for span in facts.spans}
    again = bring_in(folder)
    assert (again.found.posts, again.found.versions, again.found.observations) == (0, 0, 0)


@pytest.mark.usefixtures("known")
def test_its_versions_can_be_exported_and_imported(
    tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult], archive_path: Path, bring_into: Any
) -> None:
    """A line that does not say what its raw answer says is refused."""
    import json

    page(tmp_path / "html" / "messages.html", message(3, exports.moment(3), words("Нужны 3 <em>повара</em>")))
    bring_in(tmp_path / "html")
    with Archive.open(archive_path) as archive:
        rows = list(archive.export("versions"))
    assert any('"html"' in row["raw"] for row in rows)
    lines = tmp_path / "versions.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    other = tmp_path / "other" / "archive.db"
    other.parent.mkdir()
    assert bring_into(other, lines).faults == []
    with Archive.open(other) as archive:
        assert [row["text"] for row in archive.export("versions")] == [row["text"] for row in rows]


def test_what_is_of_no_known_channel_is_refused(
    tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult], posts: Posts, archive_path: Path
) -> None:
    """It says neither its number nor whether it was public: a title alone proves nothing."""
    file = page(tmp_path / "html" / "messages.html", message(3, exports.moment(3), words("Привет")))
    with Writer.writing(archive_path):
        pass
    assert "which channel" in bring_in(file).faults[0].reason
    bring_in(exports.write(tmp_path / "json", exports.chat([exports.message(3, date=exports.moment(9))])))
    assert "which channel" in bring_in(file).faults[0].reason
    assert len(posts()) == 1


@pytest.mark.usefixtures("known")
def test_times_without_a_zone_need_one(
    tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult], posts: Posts
) -> None:
    """As in JSON exports."""
    at = exports.moment
    local = message(2, at(2), words("Да"), zone="") + message(3, at(3), words("Нужны 3 повара"), zone="")
    file = page(tmp_path / "html" / "messages.html", local)
    assert "--timezone" in bring_in(file).faults[0].reason
    assert bring_in(file, timezone=ZoneInfo("Europe/Moscow")).faults == []
    assert datetime.fromisoformat(posts()[2]["date"]) == at(2)


@pytest.mark.usefixtures("known")
def test_a_damaged_message_is_named_and_breaks_the_stretch(
    tmp_path: Path, exports: Any, bring_in: Callable[..., ImportResult], posts: Posts
) -> None:
    """The others come in."""
    at = exports.moment
    whole = message(2, at(2), words("Да")) + message(3, at(3), words("Нужны 3 повара"))
    damaged = message(4, at(4), words("Нет")).replace("title=", "data-title=")
    result = bring_in(page(tmp_path / "html" / "messages.html", whole + damaged))
    assert [fault.reason for fault in result.faults] == ["message4 has no date"]
    assert sorted(posts()) == [2, 3]
