"""Where the work is: names of the lexicon, settled among homonyms; not streets, firms, origins, persons."""

from __future__ import annotations

from collections import Counter
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parser.classes import LETTERS, compile_rule
from parser.matching import lexicon_of
from parser.post import Demand, GeoMatch, Post, post_of
from parser.reading import Region

_STREET_BEFORE = compile_rule("<street>(?:<dot|adj|quote|letter|number>){0,3}$")
_STREET_AFTER = compile_rule(
    "<word|task>?<street>(?!<site|settle>)|<dash>?<num1|num3>(?:<letter|slash|comma|line|dot|"
    "rpar>|$)(?!<num1>)"
)
_HOUSE_AFTER = compile_rule("(?:<comma>)?<num1|num3>(?:<letter|slash|comma|line|dot|rpar|word|task>|$)")
_FIRM_BEFORE = compile_rule("<firm>(?:<in|dot|comma|colon|letter|dash|adj>){0,3}$")
_ORIGIN_BEFORE = compile_rule(
    "<origin>(?:<from|dash|colon|comma|and|slash|nation|lpar|letter|or|word|task>){0,3}$"
)
_FACILITY = compile_rule(
    "(?:<comma|and|slash>+<adj|word>){0,4}<site|settle>|(?:<adj>)?(?:<site|settle|address|"
    "crew|room>)|<word|task>?<site|settle>|<letter><dot>"
)
_PLACE_CUE = compile_rule("(?:<in|po|to|on>|<hash|colon>)<quote|adj>?$")
_SETTLEMENT = compile_rule("(?:<settle>(?:<dot|colon|line>)?|<from|address|letter|times><dot>)(?:<quote>)?$")
_LISTED = compile_rule("<comma|dot|lpar|dash|slash|excl|semi>$")
_PERSON_NEAR = compile_rule("<mask>(?:<comma|dash|dot|blank|line|lpar>){0,3}$")
_PERSON_AFTER = compile_rule("(?:<comma|dash|dot|blank|line|rpar|colon>){0,3}<mask>")
_PLACE_AFTER = compile_rule("<in|on|comma|line|para|dot|rpar|excl|dash|need>|$")
_ADJECTIVE_PLACES = ("ское", "цкое", "ский", "цкий", "ская", "цкая")
_COUNTRYWIDE = compile_rule("<in|po|site><adj>?$")
_FIELD_START = compile_rule("(?:^|<line|para|bullet>)<letter|dot|quote|star|hash>*$")
_FIELD_END = compile_rule("(?:<comma|line|para|dot|rpar|excl|bullet|slash|lpar|dash>|$)")
_ADJECTIVE_ENDINGS = (
    "ая",
    "ий",
    "ый",
    "ой",
    "ое",
    "ую",
    "ого",
    "ому",
    "ом",
    "им",
    "ым",
    "ей",
    "ські",
    "ська",
)
_DOMINANT = 5
_LARGE, _SMALL = 50_000, 3_000
_LAYERS = ("region", "place")


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
            placed = [(geo, candidates) for geo in post.geos if (candidates := _work_places(post, geo))]
            post.regions = _settle(post, placed, names)
            _share(post, post.regions)
        return doc


def _work_places(post: Post, geo: GeoMatch) -> list[dict[str, Any]]:
    """The candidates of a name that its context allows as a place of work."""
    letters = post.letters
    left, right = letters[max(0, geo.start - 5) : geo.start], letters[geo.end : geo.end + 4]
    text = post.slice(geo.start, geo.end).lower()
    if _STREET_BEFORE.search(left) or _FIRM_BEFORE.search(left) or _ORIGIN_BEFORE.search(left):
        return []
    if left[-1:] == LETTERS["out"]:
        return []
    settled = bool(_SETTLEMENT.search(left))
    if not settled and text.endswith("ого") and not _FACILITY.match(right):
        return []  # "на углу Дзержинского": towns named so stand in the nominative or locative
    full = [c for c in geo.candidates if c["layer"] == "region" and c["kind"] != "adjective"]
    if full:
        if full[0]["iso"] == "RU" and not _COUNTRYWIDE.search(left) and geo.end - geo.start < 3:
            return []
        return [c for c in full if not c["cue"] or _cued(post, geo, c)]
    if (
        not settled
        and text.endswith(_ADJECTIVE_ENDINGS)
        and _STREET_AFTER.match(right)
        and not _counted(post, geo.end)
    ):
        return []
    found = []
    towns = [c for c in geo.candidates if c["layer"] == "place"]
    if towns and (settled or any(_named(post, geo, c, left, right) for c in towns)):
        found += towns
    for candidate in geo.candidates:
        if candidate["layer"] == "country":
            if candidate["kind"] == "country" and candidate["iso"] != "RU" and _abroad(post, geo, left):
                found.append(candidate)
        elif candidate["kind"] == "adjective":
            if _FACILITY.match(right) and (not candidate["cue"] or _cued(post, geo, candidate)):
                found.append(candidate)
    return found


def _named(post: Post, geo: GeoMatch, candidate: dict[str, Any], left: str, right: str) -> bool:
    """Whether a bare name is the place: written with a capital or large enough; ordinary words need more."""
    capital = post.text[post.starts[geo.start]].isupper()
    shouted = post.slice(geo.start, geo.end).isupper() and geo.end - geo.start < 4
    if candidate["kind"] == "raion":
        return True
    if candidate["word"] or candidate["common"]:
        return capital and _placed(post, geo, left, right, lone=candidate["population"] >= _LARGE)
    if capital and not shouted:
        return True
    return candidate["population"] >= _LARGE or bool(
        _PLACE_CUE.search(left) and candidate["population"] >= _SMALL
    )


def _counted(post: Post, token: int) -> bool:
    return any(count.verdict == "headcount" and count.start <= token < count.end for count in post.counts)


def _abroad(post: Post, geo: GeoMatch, left: str) -> bool:
    """Work in a country: after ``в`` or ``на``, as a field of its own, not in a list of citizenships."""
    if left[-1:] in (LETTERS["in"], LETTERS["on"]):
        return True
    right = post.letters[geo.end : geo.end + 1]
    return bool(_FIELD_START.search(left) and _FIELD_END.match(right))


def _placed(post: Post, geo: GeoMatch, left: str, right: str, *, lone: bool) -> bool:
    """An ordinary word needs to stand as a place: after a preposition; a large city also in a field of its own."""
    if _PLACE_CUE.search(left):
        return True
    if _PERSON_NEAR.search(left) or _PERSON_AFTER.match(right) or _HOUSE_AFTER.match(right):
        return False
    if post.slice(geo.start, geo.end).lower().endswith(_ADJECTIVE_PLACES) and _FIELD_START.search(left):
        return bool(_PLACE_AFTER.match(right))
    return lone and bool((_FIELD_START.search(left) or _LISTED.search(left)) and _FIELD_END.match(right))


def _cued(post: Post, geo: GeoMatch, candidate: dict[str, Any]) -> bool:
    start, end = post.span(geo.start, geo.end)
    rest = (post.text[:start] + " " + post.text[end:]).lower().replace("ё", "е")
    return any(cue in rest for cue in candidate["cue"])


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
    regions: list[Region] = []
    for geo, candidates in placed:
        if _local_name(post, geo, candidates, sure):
            continue
        for candidate, rule, confidence in _choose(post, geo, candidates, sure):
            text, span = post.slice(geo.start, geo.end), post.span(geo.start, geo.end)
            name = (
                candidate["name"]
                if candidate["layer"] == "place"
                else names.get(candidate["iso"], candidate["name"])
            )
            region = Region(candidate["iso"], name, text, span, rule, confidence)
            if not any(other.iso == region.iso and other.place == region.place for other in regions):
                regions.append(region)
    if any(region.iso[:3] in ("RU-", "UA-") for region in regions):
        regions = [region for region in regions if len(region.iso) > 2 or region.rule == "homonym"]
    return regions


def _local_name(post: Post, geo: GeoMatch, candidates: list[dict[str, Any]], sure: Counter[str]) -> bool:
    """``Ростов, Западный`` and ``район Центральный``: a part of a town, not the far village of that name."""
    if any(c["layer"] != "place" or c["kind"] == "raion" or c["population"] >= _LARGE for c in candidates):
        return False
    isos = {c["iso"] for c in candidates}
    if sure.keys() - isos and not sure.keys() & isos:
        return all(c["common"] or c["word"] for c in candidates)
    adjectival = post.slice(geo.start, geo.end).lower().endswith(_ADJECTIVE_ENDINGS)
    return (
        adjectival and all(c["kind"] == "district" for c in candidates) and sum(sure[iso] for iso in isos) < 2
    )


def _choose(
    post: Post, geo: GeoMatch, candidates: list[dict[str, Any]], sure: Counter[str]
) -> list[tuple[dict[str, Any], str, float]]:
    home = [c for c in candidates if c["iso"][:2] in ("RU", "UA")]
    candidates = home or candidates
    free = [c for c in candidates if not c["cue"] or _cued(post, geo, c)]
    candidates = free or candidates
    isos = {c["iso"] for c in candidates}
    first = max(candidates, key=lambda c: c["population"])
    if len(isos) == 1:
        return [(first, "only meaning", 0.95)]
    if all(c["layer"] == "region" for c in candidates):
        return [(c, "name of several", 0.8) for c in candidates]
    near = [c for c in candidates if c["iso"] in sure]
    if near:
        return [(max(near, key=lambda c: (sure[c["iso"]], c["population"])), "region in the text", 0.95)]
    cued = [c for c in candidates if c["cue"] and _cued(post, geo, c)]
    if cued:
        return [(max(cued, key=lambda c: c["population"]), "cue", 0.9)]
    ranked = sorted(candidates, key=lambda c: -c["population"])
    if (
        ranked[0]["population"] >= _DOMINANT * max(1, ranked[1]["population"])
        or ranked[0]["iso"] == ranked[1]["iso"]
    ):
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
