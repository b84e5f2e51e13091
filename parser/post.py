"""The working sheet of one post, handed from component to component in ``doc.user_data``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from parser.reading import Reading

_KEY = "headcount"


@dataclass(slots=True)
class RoleMatch:
    """A role, activity or generic word for people found at tokens ``start`` to ``end``."""

    start: int
    end: int
    kind: str
    role: str
    role_ru: str
    isco08: str | None
    direct: bool
    head_end: int = 0


@dataclass(slots=True)
class GeoMatch:
    """A name that may be a region, a country, a people or a place; ``candidates`` say which."""

    start: int
    end: int
    candidates: list[dict[str, Any]]


@dataclass(slots=True)
class Trigger:
    """A phrase that speaks for or against a request."""

    start: int
    end: int
    verdict: str
    weight: float
    phrase: str


@dataclass(slots=True)
class Count:
    """A number of the text at tokens ``start`` to ``end`` (with its noun), and the verdict on it.

    ``figure`` is where the digits or number words are; ``role`` is the role it was read with, if any;
    ``times`` so many sites or crews the bounds are for, where that is more than one.
    """

    start: int
    end: int
    figure: tuple[int, int]
    minimum: int | None
    maximum: int | None
    verdict: str = ""
    rule: str = ""
    noun: str = ""
    role: RoleMatch | None = None
    each: bool = False
    still: bool = False
    crews: bool = False
    times: int = 1

    def multiply(self, times: int, rule: str) -> None:
        """Make it people asked for: so many at each of ``times`` sites, crews or shifts."""
        self.minimum = None if self.minimum is None else self.minimum * times
        self.maximum = None if self.maximum is None else self.maximum * times
        self.verdict, self.rule, self.noun = "headcount", rule, self.noun or "people"
        self.crews, self.times, self.each = True, times, False


@dataclass(slots=True)
class Demand:
    """A role with its count, on the way to becoming a request."""

    role: RoleMatch | None
    count: Count | None
    minimum: int | None
    maximum: int | None
    rule: str
    confidence: float
    start: int
    end: int
    regions: tuple[str, ...] = ()


@dataclass(slots=True)
class Post:
    """Token arrays, the class string and what components found.

    ``listed`` says that a list knows one of the roles; ``titles`` are those of a job-board card's title.
    """

    text: str
    norms: list[int]
    starts: list[int]
    ends: list[int]
    base: str
    letters: str
    language: str = "ru"
    wording: float = 0.0
    roles: list[RoleMatch] = field(default_factory=list)
    listed: bool = False
    titles: list[RoleMatch] = field(default_factory=list)
    generics: list[RoleMatch] = field(default_factory=list)
    activities: list[RoleMatch] = field(default_factory=list)
    geos: list[GeoMatch] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    total: Count | None = None
    closed: bool = False
    is_request: bool = False
    score: float = 0.0
    confidence: float = 0.5
    rule: str = "nothing"
    regions: list[Any] = field(default_factory=list)
    origins: list[Any] = field(default_factory=list)
    pay: list[Any] = field(default_factory=list)
    hours: list[Any] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    reading: Reading | None = None

    def slice(self, start: int, end: int) -> str:
        """The masked text of tokens ``start`` to ``end``."""
        return self.text[self.starts[start] : self.ends[end - 1]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of tokens ``start`` to ``end``."""
        return (self.starts[start], self.ends[end - 1])

    def line_of(self, token: int) -> int:
        """Index of the line that holds a token."""
        return _holder(self.lines, token)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Token bounds of the sentence that holds a token."""
        return self.sentences[_holder(self.sentences, token)]


def _holder(bounds: list[tuple[int, int]], token: int) -> int:
    low, high = 0, len(bounds) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if bounds[middle][0] <= token:
            low = middle
        else:
            high = middle - 1
    return low


def post_of(doc: Doc) -> Post:
    """The sheet of a Doc that went through ``headcount_lexicon``."""
    post: Post = doc.user_data[_KEY]
    return post


def attach_post(doc: Doc, post: Post) -> None:
    """Put a sheet on a Doc."""
    doc.user_data[_KEY] = post
