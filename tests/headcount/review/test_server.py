"""The page's answers: who gets one, what it shows of a post, and what becomes of what is said."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headcount.review import saving
from headcount.review.words import LANGUAGES, words
from storage import Archive, Extraction, Writer

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Sit

HOSTILE = (
    '<script>document.title = "taken"</script><img src=x onerror=alert(1)> \u202eнаоборот\u202c '
    "Требуются 7 сварщиков\r\n</div></form> {{ 7 * 7 }} в Тверь \U0001f477 javascript:alert(1)"
)


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Host": "evil.test"}, "a name that was pointed to the loopback address"),
        ({"Host": "evil.test:{port}"}, "the same with our port"),
        ({"Host": "127.0.0.1"}, "another port"),
        ({"Origin": "http://evil.test"}, "another page"),
        ({"Origin": "null"}, "a page that hides where it is from"),
        ({"Origin": "https://127.0.0.1:{port}"}, "another scheme"),
    ],
)
def test_strangers_are_refused_before_anything_is_read(sit: "Sit", headers: dict[str, str], why: str) -> None:
    """By the name that they ask for, and by the page that they come from."""
    anna = sit()
    port = anna.host.partition(":")[2]
    answer = anna.open("/", **{name: value.format(port=port) for name, value in headers.items()})
    assert answer.status_code == 403, why
    assert "сварщиков" not in answer.text


@pytest.mark.usefixtures("archived")
def test_a_form_needs_the_pages_own_origin_and_token(sit: "Sit", exported: Any) -> None:
    """Without either nothing is saved."""
    anna = sit()
    anna.open()
    form = anna.form() | {"action": "none"}
    assert anna.client.post(anna.address, data=form).status_code == 403
    assert (
        anna.client.post(
            anna.address, data=form | {"token": "x"}, headers={"Origin": f"http://{anna.host}"}
        ).status_code
        == 403
    )
    assert (
        anna.client.post(
            anna.address, data=form | {"token": ""}, headers={"Origin": f"http://{anna.host}"}
        ).status_code
        == 403
    )
    assert exported("corrections") == []


@pytest.mark.usefixtures("archived")
def test_a_form_is_not_read_beyond_what_a_form_can_be(sit: "Sit") -> None:
    """A megabyte and more is refused."""
    anna = sit()
    anna.open()
    answer = anna.client.post(
        anna.address, content=b"x" * 1_000_001, headers={"Origin": f"http://{anna.host}"}
    )
    assert answer.status_code == 413


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("address", ["/", "/static/review.js", "/post/999?show=stake", "/nothing"])
def test_every_answer_forbids_foreign_scripts_and_frames(sit: "Sit", address: str) -> None:
    """Also those that say that something is not there."""
    headers = sit().open(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"


def test_a_hostile_post_is_text_and_nothing_else(make_archive: Any, sit: "Sit") -> None:
    """Its markup shows as it was written, and what turns the direction of writing shows by its name."""
    make_archive([HOSTILE])
    anna = sit()
    answer = anna.open()
    assert "<script>document" not in answer.text
    assert not anna.page.css("#post img, #post script")
    assert "49" not in anna.text
    assert [one.text() for one in anna.page.css(".sign")][:2] == ["\\u202e", "\\u202c"]
    pieces = anna.page.css("#post [data-start]")
    places = [(int(one.attributes["data-start"]), int(one.attributes["data-length"])) for one in pieces]
    assert [start for start, _ in places] == [0, *(start + length for start, length in places[:-1])]
    assert sum(length for _, length in places) == len(HOSTILE)
    for (start, length), one in zip(places, pieces, strict=True):
        if "sign" not in (one.attributes["class"] or ""):
            assert one.text() == HOSTILE[start : start + length]


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


@pytest.mark.usefixtures("archived")
def test_skipped_posts_come_again_in_the_next_sitting(sit: "Sit", exported: Any) -> None:
    """Skipping says nothing."""
    anna = sit()
    anna.open()
    first = anna.version
    seen = [first]
    for _ in range(2):
        anna.say("skip")
        seen.append(anna.version)
    assert len(set(seen)) == 3
    anna.say("skip")
    assert "Nothing is left" in anna.page.body.text()
    assert exported("corrections") == []
    again = sit()
    again.open()
    assert again.version == first


@pytest.mark.usefixtures("archived")
def test_back_leads_to_the_last_one_and_what_was_said_of_it(sit: "Sit", exported: Any) -> None:
    """A slip is mended by a new word; the old one stays."""
    anna = sit()
    anna.open()
    first = anna.version
    anna.say("none")
    back = anna.page.css_first("[data-key=u]").attributes["href"]
    anna.open(back)
    assert anna.version == first
    assert "What Anna said" in anna.page.css_first("#reading").text()
    anna.say("save", role=["welder"], least=["40"], most=["40"])
    assert anna.version != first
    anna.say("confirm")
    second = anna.page.css_first("[data-key=u]").attributes["href"]
    anna.open(second)
    assert anna.page.css_first("[data-key=u]").attributes["href"] == back
    assert [line["is_request"] for line in exported("corrections")] == [True, True]


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("show=largest&week=2026-W10", ["40 сварщиков", "20-25 швей", "3 каменщика"]),
        ("show=largest&week=2026-W11", []),
        ("show=stake&role=bricklayer", ["3 каменщика"]),
        ("show=stake&channel=1234500001&role=welder", ["40 сварщиков"]),
        ("show=stake&channel=nobody", []),
        ("show=stake&channel=1", []),
    ],
)
def test_filters_choose_and_order(sit: "Sit", query: str, texts: list[str]) -> None:
    """The largest of a week, a role, a channel; they stay while one goes on."""
    anna = sit()
    anna.open(f"/?{query}")
    for text in texts:
        assert text in anna.text
        anna.say("confirm")
    assert not anna.text


@pytest.mark.usefixtures("archived")
def test_the_random_sample_and_the_least_sure_hold_all_requests(sit: "Sit") -> None:
    """Whatever the order, each comes once."""
    for show in ("random", "unsure"):
        anna = sit()
        anna.open(f"/?show={show}")
        seen = set()
        while anna.text:
            seen.add(anna.version)
            anna.say("skip")
        assert seen == {1, 3, 4}


@pytest.mark.usefixtures("archived")
def test_the_audit_asks_each_reviewer_for_every_post_and_shows_nobody_elses_word(sit: "Sit") -> None:
    """Posts that the machine took for no request are among them."""
    anna, boris = sit("Anna"), sit("Boris")
    anna.open("/?show=audit")
    seen = []
    while anna.text:
        seen.append(anna.text)
        anna.say("none")
    assert "Всем хорошего дня" in seen
    assert len(seen) == 4
    boris.open("/?show=audit")
    for text in seen:
        assert boris.text == text
        assert "What the parser read" in boris.page.css_first("#reading").text()
        boris.say("confirm")
    assert "Nothing is left" in boris.page.body.text()


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_asked_for_and_keeps_it(sit: "Sit", language: str) -> None:
    """By the address, or else as the browser likes it."""
    anna = sit()
    anna.open(f"/?lang={language}")
    assert words(language)["confirm"] in anna.page.body.text()
    assert anna.filters["lang"] == [language]
    anna.open("/", **{"Accept-Language": f"{language}-XX,{language};q=0.9"})
    assert anna.page.css_first("html").attributes["lang"] == language


def test_both_languages_have_the_same_strings_with_the_same_blanks() -> None:
    """A string that only one has would be a hole in the other."""
    english, russian = words("en"), words("ru")
    assert english.keys() == russian.keys()
    for key, text in english.items():
        assert sorted(part for part in text.split() if "{" in part) or "{" not in russian[key], key


@pytest.mark.usefixtures("archived")
def test_a_post_that_is_not_there_is_said_not_to_be(sit: "Sit") -> None:
    """With 404, in plain words."""
    answer = sit().open("/post/999")
    assert answer.status_code == 404
    assert "not in the archive" in answer.text


@pytest.mark.usefixtures("archived")
def test_corrections_leave_an_archive_that_verifies(sit: "Sit", archived: Path) -> None:
    """With a row of the journal for each."""
    anna = sit()
    anna.open()
    anna.say("none")
    anna.say("confirm")
    with Archive.open(archived) as archive:
        verdict = archive.verify()
    assert verdict.damage == ()
    assert verdict.counts["corrections"] == 2


def test_words_marked_by_reviewers_and_unknown_to_the_lexicon_are_offered_as_rows(
    make_archive: Any, sit: "Sit", run: Any, folder: Path
) -> None:
    """As rows that the lexicon's own check takes; what it knows already is not offered."""
    text = "Требуются 5 гитоводов в Глубокопупкино. Сварщики тоже."
    make_archive([text])
    anna = sit()
    anna.open("/post/1")
    at, where = text.index("гитоводов"), text.index("Глубокопупкино")
    anna.say(
        "save",
        role=["welder", "welder"],
        least=["5", ""],
        most=["5", ""],
        where=["RU-TVE", "RU-TVE"],
        role_span=[f"{at}-{at + 9}", f"{text.index('Сварщики')}-{text.index('Сварщики') + 8}"],
        count_span=["", ""],
        place_iso=["RU-TVE"],
        place_span=[f"{where}-{where + 14}"],
    )
    roles = run("lexicon", "suggest", "roles").out
    assert roles.splitlines()[0] == "title,lang,kind,role,role_ru,isco08,forms,cue,note"
    assert [line.split(",")[:6] for line in roles.splitlines()[1:]] == [
        ["гитовод", "ru", "title", "welder", "сварщик", "7212"]
    ]
    places = run("lexicon", "suggest", "places").out
    assert [line.split(",")[1:3] for line in places.splitlines()[1:]] == [["ru", "RU-TVE"]]
    assert "пупкин" in places
    assert run("lexicon", "suggest").out == f"{roles}\n{places}"
    (folder / "mine.csv").write_text(roles, encoding="utf-8")
    (folder / "headcount.toml").write_text('[lexicon]\nextra = ["mine.csv"]\n', encoding="utf-8")
    assert run("lexicon", "check").code == 0
