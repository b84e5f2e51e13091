"""The component that lays the lexicon over a post: class letters, roles, places, triggers, lines."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.attrs import NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from parser.classes import LETTERS, compile_rule, shape
from parser.detecting import PARSED, detect
from parser.lexicon.building import Lexicon, compact
from parser.normalizing import Normalizer
from parser.post import GeoMatch, Post, RoleMatch, Trigger, attach_post
from parser.tokenizing import MASKED

_CACHED_CLASSES = 400_000
# A post that names more than this is no post but a heap; what is compared with each other stays few.
_MOST = 300
_ASKED_FOR = compile_rule("<any_need><adj|number>{0,2}$")
_COUNTED = compile_rule("<dash|colon|lpar>?<number>{1,2}<heads>")
_OBLIQUE_ENDINGS = ("у", "ом", "е", "ам", "ами", "ах")
_BREAKS = compile_rule("<line|para>")
_STOPS = compile_rule("<dot|excl|quest|semi|line|para>+")
_ROLE, _ACT, _NATION, _PEOPLE = (LETTERS[name] for name in ("role", "act", "nation", "people"))
_COMMA = LETTERS["comma"]
_CREW, _AGENT = LETTERS["crew"], LETTERS["agent"]
_KEPT = {LETTERS[name] for name in ("people", "heads", "crew")}
# A word of a list keeps its letter under an activity or a people's name that happens to cover it.
_BEFORE = {"uk": ("uk", "ru", "en"), "ru": ("ru", "uk", "en"), "en": ("en", "ru", "uk")}


class _Classes(dict[int, str]):
    """NORM hash to class letter; words seen for the first time are classed by their shape."""

    def __init__(self, known: dict[int, str], spelling: Callable[[int], str]) -> None:
        super().__init__(known)
        self.spelling = spelling

    def __missing__(self, norm: int) -> str:
        letter = shape(self.spelling(norm))
        if len(self) < _CACHED_CLASSES:
            self[norm] = letter
        return letter


class LexiconMatcher:
    """Holds the built lexicon; sets up the vocabulary's NORM with repair.

    The PhraseMatcher has one key a group (``role``, ``geo``, ``class``, ``trigger``); what a form means is
    looked up by its NORM hashes, which starts five times faster than a key a phrase.
    """

    def __init__(self, nlp: Language, name: str = "headcount_lexicon") -> None:
        """Start empty; ``load`` or ``from_disk`` fills it."""
        self.vocab = nlp.vocab
        self.name = name
        self.data: dict[str, Any] = {}
        self.matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self.groups: dict[int, str] = {}
        self.meanings: dict[str, dict[tuple[int, ...], list[dict[str, Any]]]] = {}
        self.classes: dict[str, _Classes] = {}

    def load(self, lexicon: Lexicon) -> None:
        """Take a freshly built lexicon."""
        self._install(compact(lexicon))

    def _install(self, data: dict[str, Any]) -> None:
        self.data = data
        strings = self.vocab.strings
        meanings = data["meanings"]
        for group, forms in data["forms"].items():
            table: dict[tuple[int, ...], list[dict[str, Any]]] = {}
            for meaning, rows in forms:
                found = [meanings[meaning]]
                for row in rows:
                    key = tuple(row)
                    table[key] = table[key] + found if key in table else found
            self.meanings[group] = table
            self.matcher.add(group, list(table))  # type: ignore[arg-type]
            self.groups[strings[group]] = group
        names = frozenset(itertools.chain.from_iterable(self.meanings.get("geo", ())))
        # spaCy's stubs lack what its Cython classes have
        self.vocab.lex_attr_getters[NORM] = Normalizer(  # type: ignore[attr-defined]
            frozenset(data["repairs"]), names
        )
        for lang in PARSED:
            known: dict[int, str] = {}
            for other in reversed(_BEFORE[lang]):
                known.update(
                    (hash_string(word), letter) for word, letter in data["words"].get(other, {}).items()
                )
            self.classes[lang] = _Classes(known, strings.__getitem__)

    def __call__(self, doc: Doc) -> Doc:
        """Lay the lexicon over one Doc."""
        text: str = doc.user_data.get(MASKED) or doc.text
        language = detect(text, self.data["languages"])
        if language not in PARSED or not len(doc):
            attach_post(doc, Post(text, [], [], [], "", "", language, rule="language"))
            return doc
        array = doc.to_array(["NORM", "IDX", "LENGTH"])
        norms, starts, lengths = array.T.tolist()
        classes = self.classes[language]
        letters = [classes[norm] for norm in norms]
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        for i, end in enumerate(ends):
            if text[end - 1] == " ":
                ends[i] = starts[i] + max(1, len(text[starts[i] : end].rstrip(" ")))
        post = Post(text, norms, starts, ends, "".join(letters), "", language)
        self._match(doc, post, letters)
        post.letters = "".join(letters)
        post.lines = list(_pieces(_BREAKS, post.letters))
        post.sentences = list(_pieces(_STOPS, post.letters))
        attach_post(doc, post)
        return doc

    def _match(self, doc: Doc, post: Post, letters: list[str]) -> None:  # noqa: C901  one pass over all matches
        """Longest match first in each kind; a role claims its tokens from activities and generics."""
        best: dict[str, dict[int, tuple[int, dict[str, Any]]]] = {"role": {}, "geo": {}, "class": {}}
        doubtful: list[tuple[int, int, dict[str, Any]]] = []
        norms = post.norms
        for key, start, end in self.matcher(doc):
            group = self.groups[key]
            for meaning in self.meanings[group][tuple(norms[start:end])]:
                if group == "trigger":
                    trigger = Trigger(start, end, meaning["verdict"], meaning["weight"], meaning["phrase"])
                    post.triggers.append(trigger)
                    if not meaning["letter"]:
                        continue
                kept = best["class" if group == "trigger" else group]
                known = kept.get(start)
                longer = known is None or end > known[0]
                better = known and end == known[0] and group == "role" and _prefer(meaning, known[1])
                if not (longer or better):
                    continue
                if group != "role" or not meaning["cue"] or self._cued(post, meaning["cue"], start, end):
                    kept[start] = (end, meaning)
                elif meaning["kind"] == "title":
                    doubtful.append((start, end, meaning))
        _overlay(best["class"], letters)
        for start, end, meaning in doubtful:
            evident = _evident(letters, start, end) or _listed(best["role"], letters, start, end)
            if best["role"].get(start, (0,))[0] < end and evident:
                best["role"][start] = (end, meaning)
        self._roles(post, best["role"], letters)
        _guess_roles(post, letters)
        for start, (end, meaning) in _disjoint(best["geo"]):
            post.geos.append(GeoMatch(start, end, meaning["candidates"]))
            if all(candidate["kind"] == "people" for candidate in meaning["candidates"]):
                letters[start:end] = [_NATION] * (end - start)
        post.triggers = _longest(post.triggers)[:_MOST]
        for found in (post.roles, post.activities, post.generics, post.geos):
            del found[_MOST:]

    def _roles(self, post: Post, found: dict[int, tuple[int, dict[str, Any]]], letters: list[str]) -> None:
        for begin, (end, meaning) in _disjoint(found):
            kind = meaning["kind"]
            # "бригада бетонщиков" asks for concrete workers; how many crews is another number
            start = begin + 1 if letters[begin] == _CREW and end - begin > 1 else begin
            match = RoleMatch(
                start, end, kind, meaning["role"], meaning["role_ru"], meaning["isco08"], meaning["direct"]
            )
            if kind == "generic":
                post.generics.append(match)
                for i in range(start, end):
                    if letters[i] not in _KEPT:
                        letters[i] = _PEOPLE
            elif kind == "activity":
                post.activities.append(match)
                letters[start:end] = [_ACT] * (end - start)
            else:
                post.roles.append(match)
                letters[start:end] = [_ROLE] * (end - start)

    def _cued(self, post: Post, cues: list[str], start: int, end: int) -> bool:
        """Whether one of the cues stands within about twelve words of the match."""
        left = post.text[post.starts[max(0, start - 12)] : post.starts[start]]
        right = post.text[post.ends[end - 1] : post.ends[min(len(post.ends), end + 12) - 1]]
        near = f"{left} {right}".lower().replace("ё", "е")
        return any(cue in near for cue in cues)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Keep the built lexicon."""
        Path(path).mkdir(parents=True, exist_ok=True)
        srsly.write_msgpack(Path(path) / "lexicon.msgpack", self.data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LexiconMatcher:  # noqa: ARG002
        """Read a built lexicon."""
        self._install(srsly.read_msgpack(Path(path) / "lexicon.msgpack"))
        return self


def _evident(letters: list[str], start: int, end: int) -> bool:
    """``требуются моторист`` and ``мотористы - 6 человек``: a title that lacks its cue but is asked for."""
    return bool(
        _ASKED_FOR.search("".join(letters[max(0, start - 3) : start]))
        or _COUNTED.match("".join(letters[end : end + 4]))
    )


def _listed(roles: dict[int, tuple[int, dict[str, Any]]], letters: list[str], start: int, end: int) -> bool:
    """``старпом, механик, матросы``: between titles of one list."""
    if letters[end : end + 1] == [_COMMA] and roles.get(end + 1, (0, {}))[1].get("kind") == "title":
        return True
    return letters[start - 1 : start] == [_COMMA] and any(
        until == start - 1 and meaning["kind"] == "title" for until, meaning in roles.values()
    )


def _guess_roles(post: Post, letters: list[str]) -> None:
    """A word in ``-щик`` or ``-чица`` that the lexicon does not know is a worker of some kind."""
    if _AGENT not in letters:
        return
    for i, letter in enumerate(letters):
        if letter == _AGENT:
            direct = not post.text[post.starts[i] : post.ends[i]].lower().endswith(_OBLIQUE_ENDINGS)
            post.roles.append(RoleMatch(i, i + 1, "title", "workers", "рабочие", None, direct))
            letters[i] = _ROLE
    post.roles.sort(key=lambda role: role.start)


def load_lexicon(nlp: Language, lexicon: Lexicon) -> None:
    """Give a freshly built lexicon to a pipeline."""
    _matcher(nlp).load(lexicon)


def lexicon_of(nlp: Language) -> dict[str, Any]:
    """The data of a pipeline's lexicon component, for the components after it."""
    return _matcher(nlp).data


def _matcher(nlp: Language) -> LexiconMatcher:
    component = nlp.get_pipe("headcount_lexicon")
    if not isinstance(component, LexiconMatcher):
        raise TypeError(f"headcount_lexicon is {type(component)}")
    return component


def _prefer(new: dict[str, Any], old: dict[str, Any]) -> bool:
    """Titles before activities before generic words; a direct case before an oblique one."""
    order = {"title": 0, "activity": 1, "generic": 2}
    rank = (order.get(new["kind"], 0), not new.get("direct", True))
    return rank < (order.get(old["kind"], 0), not old.get("direct", True))


def _disjoint(found: dict[int, tuple[int, Any]]) -> Iterator[tuple[int, tuple[int, Any]]]:
    """Matches from the left, each starting after the one before."""
    last = -1
    for start in sorted(found):
        if start >= last:
            yield start, found[start]
            last = found[start][0]


def _overlay(found: dict[int, tuple[int, dict[str, Any]]], letters: list[str]) -> None:
    for start, (end, meaning) in _disjoint(found):
        letters[start:end] = [meaning["letter"]] * (end - start)


def _longest(triggers: list[Trigger]) -> list[Trigger]:
    """Drop triggers that lie inside a longer one."""
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (t.start, -t.end)):
        if not kept or trigger.end > kept[-1].end or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept


def _pieces(pattern: Any, letters: str) -> Iterator[tuple[int, int]]:
    """Token bounds between separators, the separators belonging to the piece before."""
    start = 0
    for match in pattern.finditer(letters):
        yield start, match.end()
        start = match.end()
    if start < len(letters) or not letters:
        yield start, len(letters)


@Language.factory("headcount_lexicon", assigns=["doc.user_data"])
def create_matcher(nlp: Language, name: str) -> LexiconMatcher:
    """Make the component; it is empty until loaded."""
    return LexiconMatcher(nlp, name)


__all__ = ["LexiconMatcher", "create_matcher"]
