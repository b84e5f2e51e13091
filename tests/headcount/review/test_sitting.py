"""A sitting: what comes next, back again, filters, audits, languages; and what a sitting leaves behind."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from headcount.review.words import LANGUAGES, words
from storage import Archive

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Sit


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
    """As rows that the lexicon's own check takes; what it knows already, or reads as work, is not offered."""
    text = "Требуются 5 гитоводов в Глубокопупкино. Сварщики тоже."
    make_archive([text, "Нужны 2 человека разобрать старый сарай, Тверь"])
    anna = sit()
    anna.open("/post/2")
    assert "workers" in anna.page.css_first("table").text()
    anna.say("confirm")
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
