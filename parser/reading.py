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
    role_ru: str
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
        made: dict[str, Any] = {
            "is_request": self.is_request,
            "confidence": self.confidence,
            "language": self.language,
            "requests": [
                {
                    "role": r.role,
                    "isco08": r.isco08,
                    "role_text": r.role_text,
                    "role_span": list(r.role_span),
                    "headcount_min": r.headcount_min,
                    "headcount_max": r.headcount_max,
                    "headcount_text": r.headcount_text,
                    "headcount_span": list(r.headcount_span) if r.headcount_span else None,
                    "regions": list(r.regions),
                    "confidence": r.confidence,
                }
                for r in self.requests
            ],
            "regions": [
                {"iso": r.iso, "place": r.place, "text": r.text, "span": list(r.span)} for r in self.regions
            ],
            "origins": [
                {"iso": o.iso, "basis": o.basis, "text": o.text, "span": list(o.span)} for o in self.origins
            ],
            "pay": [
                {
                    "min": p.min,
                    "max": p.max,
                    "currency": p.currency,
                    "per": p.per,
                    "text": p.text,
                    "span": list(p.span),
                }
                for p in self.pay
            ],
            "hours": [
                {"per_day": h.per_day, "days_per_week": h.days_per_week, "text": h.text, "span": list(h.span)}
                for h in self.hours
            ],
        }
        if self.total is not None:
            made["total"] = {
                "headcount_min": self.total.headcount_min,
                "headcount_max": self.total.headcount_max,
                "text": self.total.text,
                "span": list(self.total.span),
            }
        if self.closed:
            made["closed"] = True
        return made
