"""The component that lays the lexicon over a post: class letters, roles, places, triggers, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import add
from pathlib import Path
from typing import Any

import srsly  # type: ignore[import-untyped]
from spacy.attrs import NORM  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from parser import wording
from parser.classes import LETTERS, compile_rule, shape
from parser.detecting import PARSED, detect
from parser.glance import Glance
from parser.lexicon.building import Lexicon, compact
from parser.normalizing import Normalizer
from parser.overlapping import Found, better, disjoint, evident, listed, longest, overlay, pieces
from parser.post import GeoMatch, Post, RoleMatch, Trigger, attach_post
from parser.tokenizing import LANGUAGE, MASKED

_CACHED_CLASSES = 100_000
# A post that names more than this is no post but a heap; what is compared with each other stays few.
_MOST = 300
_OBLIQUE_ENDINGS = ("у", "ом", "е", "ам", "ами", "ах")
_BREAKS = compile_rule("<line|para>")
_STOPS = compile_rule("<dot|excl|quest|semi|line|para>+")
_ROLE, _ACT, _NATION, _PEOPLE = (LETTERS[name] for name in ("role", "act", "nation", "people"))
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


class _Stems(dict[int, str]):
    """NORM hash to the piece of the word that its wording counts by."""

    def __init__(self, spelling: Callable[[int], str]) -> None:
        super().__init__()
        self.spelling = spelling

    def __missing__(self, norm: int) -> str:
        found = wording.stem(self.spelling(norm))
        if len(self) < _CACHED_CLASSES:
            self[norm] = found
        return found


class LexiconMatcher:
    """Holds the built lexicon; sets up the vocabulary's NORM with repair.

    The PhraseMatcher has one key a group (``role``, ``geo``, ``class``, ``trigger``); what a form means is
    looked up by its NORM hashes, which starts five times faster than a key a phrase. Forms wait in
    ``pending`` until a post has their first word: of 200,000 a short run needs few.
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
        self.glance = Glance({}, {}, str)
        self.stems = _Stems(nlp.vocab.strings.__getitem__)
        self.pending: dict[int, list[list[int]]] = {}

    def load(self, lexicon: Lexicon) -> None:
        """Take a freshly built lexicon."""
        self._install(compact(lexicon))

    def _install(self, data: dict[str, Any]) -> None:
        self.data = data
        strings = self.vocab.strings
        # spaCy's stubs lack what its Cython classes have
        self.vocab.lex_attr_getters[NORM] = Normalizer(  # type: ignore[attr-defined]
            frozenset(data["repairs"]), frozenset(data["names"])
        )
        self.glance = Glance(data["inviting"], data["heaviest"], self.vocab.lex_attr_getters[NORM])  # type: ignore[attr-defined]
        self.pending = dict(data["starts"])
        for group in data["groups"]:
            self.matcher.add(group, [])
            self.groups[strings[group]] = group
            self.meanings[group] = {}
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
        language = doc.user_data.get(LANGUAGE) or detect(text, self.data["languages"])
        if language not in PARSED or not len(doc):
            attach_post(doc, Post(text, [], [], [], "", "", language, rule="language"))
            return doc
        array = doc.to_array(["NORM", "IDX", "LENGTH"])
        norms, starts, lengths = array.T.tolist()
        classes = self.classes[language]
        letters = list(map(classes.__getitem__, norms))
        ends = list(map(add, starts, lengths))
        if "  " in text or "\n " in text:
            for i, end in enumerate(ends):
                if text[end - 1] == " ":
                    ends[i] = starts[i] + max(1, len(text[starts[i] : end].rstrip(" ")))
        post = Post(text, norms, starts, ends, "".join(letters), "", language)
        post.wording = wording.weight(map(self.stems.__getitem__, norms))
        self._match(doc, post, letters)
        post.letters = "".join(letters)
        post.lines = list(pieces(_BREAKS, post.letters))
        post.sentences = list(pieces(_STOPS, post.letters))
        attach_post(doc, post)
        return doc

    def _match(self, doc: Doc, post: Post, letters: list[str]) -> None:  # noqa: C901, PLR0912  one loop, kept flat
        """Longest match first in each kind; a role claims its tokens from activities and generics."""
        roles: Found = {}
        geos: Found = {}
        classes: Found = {}
        doubtful: list[tuple[int, int, dict[str, Any]]] = []
        norms, groups, meanings = post.norms, self.groups, self.meanings
        for norm in self.pending.keys() & norms:
            self._add(self.pending.pop(norm))
        for key, start, end in self.matcher(doc):
            group = groups[key]
            for meaning in meanings[group][tuple(norms[start:end])]:
                if group == "role":
                    known = roles.get(start)
                    if not better(end, meaning, known):
                        continue
                    if self._cued(post, meaning["cue"], start, end):
                        roles[start] = (end, meaning)
                    elif meaning["kind"] == "title":
                        doubtful.append((start, end, meaning))
                    continue
                if group == "trigger":
                    trigger = Trigger(start, end, meaning["verdict"], meaning["weight"], meaning["phrase"])
                    post.triggers.append(trigger)
                    if not meaning["letter"]:
                        continue
                kept = geos if group == "geo" else classes
                known = kept.get(start)
                if known is None or end > known[0]:
                    kept[start] = (end, meaning)
        overlay(classes, letters)
        for start, end, meaning in doubtful:
            evidence = evident(letters, start, end) or listed(roles, letters, start, end)
            if roles.get(start, (0,))[0] < end and evidence:
                roles[start] = (end, meaning)
        self._roles(post, roles, letters)
        _guess_roles(post, letters, known=set(geos))
        for start, (end, meaning) in disjoint(geos):
            post.geos.append(GeoMatch(start, end, meaning["candidates"]))
            if all(candidate["kind"] == "people" for candidate in meaning["candidates"]):
                letters[start:end] = [_NATION] * (end - start)
        post.triggers = longest(post.triggers)[:_MOST]
        for found in (post.roles, post.activities, post.generics, post.geos):
            del found[_MOST:]

    def _roles(self, post: Post, found: Found, letters: list[str]) -> None:
        for begin, (end, meaning) in disjoint(found):
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
        """Whether one of the cues, if there are any, stands within about twelve words of the match."""
        if not cues:
            return True
        left = post.text[post.starts[max(0, start - 12)] : post.starts[start]]
        right = post.text[post.ends[end - 1] : post.ends[min(len(post.ends), end + 12) - 1]]
        near = f"{left} {right}".lower().replace("ё", "е")
        return any(cue in near for cue in cues)

    def _add(self, forms: list[list[int]]) -> None:
        """Have the forms that begin with one word matched from now on."""
        for number, meaning, *row in forms:
            group = self.data["groups"][number]
            table = self.meanings[group]
            key = tuple(row)
            found = [self.data["meanings"][meaning]]
            if key in table:
                table[key] = table[key] + found
            else:
                table[key] = found
                self.matcher.add(group, [key])  # type: ignore[list-item]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Keep the built lexicon."""
        Path(path).mkdir(parents=True, exist_ok=True)
        srsly.write_msgpack(Path(path) / "lexicon.msgpack", self.data)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LexiconMatcher:  # noqa: ARG002
        """Read a built lexicon."""
        self._install(srsly.read_msgpack(Path(path) / "lexicon.msgpack"))
        return self


def _guess_roles(post: Post, letters: list[str], *, known: set[int]) -> None:
    """A word in ``-щик`` or ``-чица`` that the lexicon does not know is a worker of some kind.

    ``known`` are tokens at which places begin: ``Нальчик`` is one.
    """
    if _AGENT not in letters:
        return
    for i, letter in enumerate(letters):
        if letter == _AGENT and i not in known:
            direct = not post.text[post.starts[i] : post.ends[i]].lower().endswith(_OBLIQUE_ENDINGS)
            post.roles.append(RoleMatch(i, i + 1, "title", "workers", "рабочие", None, direct))
            letters[i] = _ROLE
    post.roles.sort(key=lambda role: role.start)


def load_lexicon(nlp: Language, lexicon: Lexicon) -> None:
    """Give a freshly built lexicon to a pipeline."""
    matcher_of(nlp).load(lexicon)


def lexicon_of(nlp: Language) -> dict[str, Any]:
    """The data of a pipeline's lexicon component, for the components after it."""
    return matcher_of(nlp).data


def matcher_of(nlp: Language) -> LexiconMatcher:
    """A pipeline's lexicon component."""
    component = nlp.get_pipe("headcount_lexicon")
    if not isinstance(component, LexiconMatcher):
        raise TypeError(f"headcount_lexicon is {type(component)}")
    return component


@Language.factory("headcount_lexicon", assigns=["doc.user_data"])
def create_matcher(nlp: Language, name: str) -> LexiconMatcher:
    """Make the component; it is empty until loaded."""
    return LexiconMatcher(nlp, name)


__all__ = ["LexiconMatcher", "create_matcher", "matcher_of"]
