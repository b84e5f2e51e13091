"""Where the work is: names of the lexicon, settled among homonyms; not streets, firms, origins, persons."""

from __future__ import annotations

from collections import Counter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parser.classes import LETTERS, compile_rule
from parser.matching import lexicon_of
from parser.misreading import SETTLEMENT, of_contact
from parser.placing import ADJECTIVE_ENDINGS, LARGE, cued, filled_there, on_the_way, work_places
from parser.post import Demand, GeoMatch, Post, post_of
from parser.reading import Region

_DOMINANT, _NEAR = 5, 6
_PREPOSITIONS = tuple(LETTERS[name] for name in ("in", "on", "po", "to", "from", "out", "for"))
_NEARBY = LETTERS["near"]
#: ISO 3166-2 codes of the oblasts that have a city of its own code in their middle.
_OBLAST_AROUND = {"RU-MOW": "RU-MOS", "RU-SPE": "RU-LEN", "UA-30": "UA-32"}
_ADDRESS = compile_rule("<comma|lpar|settle|dot|letter|from>+")


class RegionReader:
    """Fills ``post.regions`` and gives each demand its regions."""

    def __init__(self, nlp: Language, name: str = "headcount_regions") -> None:
        """Names of subjects come from the lexicon component."""
        self.name = name
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Read the regions of one Doc."""
        post = post_of(doc)
        if post.is_request and post.geos:
            names: dict[str, str] = lexicon_of(self.nlp)["places"]
            placed = [(geo, candidates) for geo in post.geos if (candidates := work_places(post, geo))]
            placed = [(geo, _around(post, geo, candidates)) for geo, candidates in placed]
            for beside in (of_contact, on_the_way, filled_there):
                placed = [pair for pair in placed if not beside(post, pair[0])] or placed
            post.regions = _settle(post, placed, names)
            _share(post, post.regions)
        return doc


def _around(post: Post, geo: GeoMatch, candidates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``Кировск под Питером``: around a city that is a subject of its own lies the oblast of its name."""
    if post.letters[geo.start - 1 : geo.start] != _NEARBY or not geo.start:
        return candidates
    return [{**c, "iso": _OBLAST_AROUND.get(c["iso"], c["iso"])} for c in candidates]


def _settle(
    post: Post, placed: list[tuple[GeoMatch, list[dict[str, Any]]]], names: dict[str, str]
) -> list[Region]:
    sure: Counter[str] = Counter()
    for _, candidates in placed:
        isos = {c["iso"] for c in candidates}
        if len(isos) == 1:
            sure[isos.pop()] += 1
        elif all(c["layer"] == "region" for c in candidates):
            sure.update(isos)
    precise = {c["iso"] for _, found in placed for c in found if len({other["iso"] for other in found}) == 1}
    regions: list[Region] = []
    foreign: set[str] = set()
    for geo, candidates in placed:
        if _local_name(post, geo, candidates, sure):
            continue
        for candidate, rule, confidence in _choose(post, geo, candidates, sure, precise):
            text, span = post.slice(geo.start, geo.end), post.span(geo.start, geo.end)
            name = (
                candidate["name"]
                if candidate["layer"] == "place"
                else names.get(candidate["iso"], candidate["name"])
            )
            if candidate["layer"] == "place" and len(candidate["iso"]) == 2:
                foreign.add(name)
            region = Region(candidate["iso"], name, text, span, rule, confidence)
            if not any(other.iso == region.iso and other.place == region.place for other in regions):
                regions.append(region)
    if any(region.iso[:3] in ("RU-", "UA-") for region in regions):
        regions = [
            region
            for region in regions
            if len(region.iso) > 2 or region.rule == "homonym" or region.place in foreign
        ]
    return regions


def _local_name(post: Post, geo: GeoMatch, candidates: list[dict[str, Any]], sure: Counter[str]) -> bool:
    """``Ростов, Западный`` and ``район Центральный``: a part of a town, not the far village of that name."""
    if any(
        c["layer"] != "place"
        or c["kind"] == "raion"
        or (c["population"] >= LARGE and c["kind"] != "district")
        for c in candidates
    ):
        return False
    isos = {c["iso"] for c in candidates}
    if _within(post, geo, isos) or _namesake(post, geo, isos):
        return True
    if sure.keys() - isos and not sure.keys() & isos:
        if len(isos) > 1:
            return True  # a village of a common name in the region that the text names
        return all(c["common"] or c["word"] for c in candidates)
    adjectival = post.slice(geo.start, geo.end).lower().endswith(ADJECTIVE_ENDINGS)
    return (
        adjectival and all(c["kind"] == "district" for c in candidates) and sum(sure[iso] for iso in isos) < 2
    )


def _namesake(post: Post, geo: GeoMatch, isos: set[str]) -> bool:
    """``п. Образцовый … Калмыкия``: a settlement of that name far from the region that the text names."""
    beside = next((other for other in post.geos if other.start == geo.end + 1), None)
    bracketed = beside and post.letters[geo.end] == LETTERS["lpar"]
    if not bracketed and not SETTLEMENT.search(post.letters, max(0, geo.start - 4), geo.start):
        return False
    named = {
        c["iso"]
        for other in ([beside] if beside and bracketed else post.geos)
        for c in other.candidates
        if c["layer"] == "region" and c["kind"] != "adjective" and len(c["iso"]) > len("RU")
    }
    return len(named) == 1 and not named & isos


def _within(post: Post, geo: GeoMatch, isos: set[str]) -> bool:
    """``Амурская область, Благовещенский район, село Белогорье``: a village there that no list has."""
    for other in post.geos:
        gap = post.letters[other.end : geo.start]
        if 0 < geo.start - other.end < _NEAR and _ADDRESS.fullmatch(gap):
            named = {c["iso"] for c in other.candidates if c["layer"] == "region" or c["kind"] == "raion"}
            if named and not named & isos and len(named) == 1:
                return True
    return False


def _choose(  # noqa: PLR0911  a decision list
    post: Post, geo: GeoMatch, candidates: list[dict[str, Any]], sure: Counter[str], precise: set[str]
) -> list[tuple[dict[str, Any], str, float]]:
    home = [c for c in candidates if c["iso"][:2] in ("RU", "UA")]
    candidates = home or candidates
    free = [c for c in candidates if not c["cue"] or c["iso"] in sure or cued(post, geo, c)]
    candidates = free or candidates
    if post.letters[geo.start - 1 : geo.start] not in _PREPOSITIONS or not geo.start:
        text = post.slice(geo.start, geo.end).lower().replace("ё", "е")
        exact = [c for c in candidates if c["name"].lower().replace("ё", "е") == text]
        candidates = exact or candidates  # "Печоры" by itself is the town, not a form of "Печора"
    isos = {c["iso"] for c in candidates}
    first = max(candidates, key=lambda c: c["population"])
    if not free and all(c["kind"] in ("district", "colloquial") for c in candidates):
        return []  # a quarter's name that is a word, "Газопровод", and nothing of its city near
    if len(isos) == 1:
        return [(first, "only meaning", 0.95)]
    if all(c["layer"] == "region" for c in candidates):
        settled = [c for c in candidates if c["iso"] in precise]
        candidates = settled or candidates  # "Донбасс, Волноваха" is Donetsk oblast
        return [(c, "name of several", 0.8) for c in candidates]
    near = [c for c in candidates if c["iso"] in sure]
    if near:
        return [(max(near, key=lambda c: (sure[c["iso"]], c["population"])), "region in the text", 0.95)]
    hinted = [c for c in candidates if c["cue"] and cued(post, geo, c)]
    if hinted:
        return [(max(hinted, key=lambda c: c["population"]), "cue", 0.9)]
    ranked = sorted(candidates, key=lambda c: -c["population"])
    # how many people live in a place that was written in by hand may not be known
    dominant = ranked[0]["counted"] and ranked[0]["population"] >= _DOMINANT * max(1, ranked[1]["population"])
    if dominant or ranked[0]["iso"] == ranked[1]["iso"]:
        return [(ranked[0], "by far the largest", 0.8)]
    if any(c["kind"] == "raion" for c in candidates):
        return []
    return [
        (
            {**first, "iso": "RU" if any(c["iso"].startswith("RU") for c in candidates) else first["iso"]},
            "homonym",
            0.6,
        )
    ]


def _share(post: Post, regions: list[Region]) -> None:
    """Each demand has the places of its line, else of the nearest line above that has any, else all."""
    every = tuple(dict.fromkeys(region.iso for region in regions))
    for demand in post.demands:
        demand.regions = every
    if len(every) < 2 or len(post.demands) < 2:
        return
    by_line: dict[int, list[str]] = {}
    for region in regions:
        token = next(i for i, start in enumerate(post.starts) if start == region.span[0])
        by_line.setdefault(post.line_of(token), []).append(region.iso)
    if len(by_line) < 2:
        _share_in_line(post, regions)
        return
    lines = [_line(post, demand) for demand in post.demands]
    if not any(line in by_line for line in lines) and len(by_line) < len(set(lines)):
        heads = [line for line in by_line if any(line < other for other in lines)]
        if len(heads) < 2:
            return
    for demand, line in zip(post.demands, lines, strict=True):
        own = by_line.get(line) or next((by_line[i] for i in range(line - 1, -1, -1) if i in by_line), None)
        if own:
            demand.regions = tuple(dict.fromkeys(own))


def _share_in_line(post: Post, regions: list[Region]) -> None:
    """``Тверь - 20 швей, Орёл - 10 грузчиков``: as many places as demands in one line go by order."""
    counted = [demand for demand in post.demands if demand.count]
    if len(counted) == len(regions) == len(post.demands):
        for demand, region in zip(counted, regions, strict=True):
            demand.regions = (region.iso,)


def _line(post: Post, demand: Demand) -> int:
    return post.line_of(demand.count.figure[0] if demand.count else demand.start)


@Language.factory("headcount_regions", requires=["doc.user_data"])
def create_regions(nlp: Language, name: str) -> RegionReader:
    """Make the component."""
    return RegionReader(nlp, name)
