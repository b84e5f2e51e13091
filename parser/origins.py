"""Peoples and countries that workers should or may come from; refused ones are left out."""

from __future__ import annotations

from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc

from parser.classes import LETTERS, compile_rule
from parser.placing import cued
from parser.post import GeoMatch, Post, post_of
from parser.reading import Origin

_REFUSED_BEFORE = compile_rule("<not>(?:<people|heads|origin|nation|comma|and|from|adj|word|slash|or>){0,5}$")
_STATED_BEFORE = compile_rule(
    "(?:<origin|people|heads|role|crew>)(?:<from|dash|colon|comma|and|slash|lpar|letter|or|"
    "nation|word|adj>){0,4}$"
)
_LISTED = compile_rule("(?:<comma|slash|and|or|blank|plus|lpar|dash>){0,2}$")


class OriginReader:
    """Fills ``post.origins``."""

    def __init__(self, name: str = "headcount_origins") -> None:
        """Nothing to set up."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Read the origins of one Doc."""
        post = post_of(doc)
        if post.is_request:
            previous: GeoMatch | None = None
            for geo in post.geos:
                if any(region.span[0] == post.starts[geo.start] for region in post.regions):
                    continue
                if _add(post, geo, previous):
                    previous = geo
        return doc


def _add(post: Post, geo: GeoMatch, previous: GeoMatch | None) -> bool:
    countries = [c for c in geo.candidates if c["layer"] == "country"]
    if not countries or _refused(post, geo):
        return False
    found = _basis(post, geo, countries, previous)
    if found is None:
        return False
    candidate, basis, start = found
    origin = Origin(candidate["iso"], basis, post.slice(start, geo.end), post.span(start, geo.end))
    known = next((o for o in post.origins if o.iso == origin.iso), None)
    if known is None:
        post.origins.append(origin)
    elif known.basis == "inferred" and basis == "stated":
        post.origins[post.origins.index(known)] = origin
    return True


def _basis(
    post: Post, geo: GeoMatch, countries: list[dict[str, Any]], previous: GeoMatch | None
) -> tuple[dict[str, Any], Literal["stated", "inferred"], int] | None:
    kinds = {c["kind"]: c for c in countries if not c["cue"] or cued(post, geo, c)}
    left = post.letters[max(0, geo.start - 6) : geo.start]
    if "citizenship" in kinds:
        return kinds["citizenship"], "stated", geo.start
    if "people" in kinds:
        return kinds["people"], "inferred", geo.start
    if "country" in kinds:
        if left[-1:] in (LETTERS["out"], LETTERS["from"]):
            return kinds["country"], "stated", geo.start - 1
        joined = (
            previous is not None
            and _LISTED.search(post.letters[previous.end : geo.start])
            and (geo.start - previous.end <= 2)
            and _LISTED.fullmatch(post.letters[previous.end : geo.start])
        )
        if joined or _STATED_BEFORE.search(left) or post.letters[geo.end : geo.end + 1] == LETTERS["origin"]:
            return kinds["country"], "stated", geo.start
    if "adjective" in kinds and post.letters[geo.end : geo.end + 1] in (
        LETTERS["people"], LETTERS["heads"], LETTERS["role"], LETTERS["crew"], LETTERS["origin"],
    ):  # fmt: skip
        return kinds["adjective"], "inferred", geo.start
    return None


def _refused(post: Post, geo: GeoMatch) -> bool:
    left = post.letters[max(0, geo.start - 6) : geo.start]
    if _REFUSED_BEFORE.search(left):
        return True
    end = post.sentence_of(geo.start)[1]
    return any(t.verdict == "refused" and geo.end <= t.start < end for t in post.triggers)


@Language.factory("headcount_origins", requires=["doc.user_data"])
def create_origins(nlp: Language, name: str) -> OriginReader:  # noqa: ARG001
    """Make the component."""
    return OriginReader(name)
