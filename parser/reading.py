"""What the parser hands out: plain frozen values, each with its span, the rule that made it and a confidence.

Spans are ``(start, end)`` in Unicode code points of the text as given, end exclusive, and
``text[start:end]`` equals the value's ``text`` always.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Request:
    """One demand for workers: a role with the people asked for in it, and where.

    ``headcount_min == headcount_max`` is an exact number; one side None is open-ended; both None: no number.
    ``isco08`` is an ISCO-08 unit group (4 digits) or None for "workers".
    """

    role: str
    isco08: str | None
    role_text: str
    role_span: Span
    headcount_min: int | None
    headcount_max: int | None
    headcount_text: str | None
    headcount_span: Span | None
    regions: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Region:
    """Where the work is: an ISO 3166-2 subdivision, or a country's two letters; ``RU`` if not settled."""

    iso: str
    place: str
    text: str
    span: Span
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Origin:
    """A country (ISO 3166-1 alpha-2) that workers should or may come from."""

    iso: str
    basis: Literal["stated", "inferred"]
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pay:
    """An offer of pay; ``per`` is month, shift, day, hour, week, unit or None (not said)."""

    min: int | None
    max: int | None
    currency: str
    per: str | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time: hours a day and days a week, either may be unknown."""

    per_day: float | None
    days_per_week: float | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Total:
    """People over several roles with no split between them."""

    headcount_min: int | None
    headcount_max: int | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text with the verdict on it: ``headcount`` or why not (pay, phone, age, date, ...)."""

    text: str
    span: Span
    minimum: int | None
    maximum: int | None
    verdict: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the parser read in one post. Lists are empty where ``is_request`` is false."""

    is_request: bool
    confidence: float
    language: str
    rule: str
    requests: tuple[Request, ...] = ()
    regions: tuple[Region, ...] = ()
    origins: tuple[Origin, ...] = ()
    pay: tuple[Pay, ...] = ()
    hours: tuple[Hours, ...] = ()
    total: Total | None = None
    closed: bool = False
    numbers: tuple[Number, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The shape that ``headcount extract`` prints, without ``id``, ``parser`` and ``lexicon``."""
        raise NotImplementedError
