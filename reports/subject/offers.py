"""What posts offer: pay by its unit, hours a day, days a week; medians and ranges, also per role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from reports.comparison import LOW_BASE, NO_RANK
from reports.identity import UniqueRequest

What = Literal["pay", "hours_per_day", "days_per_week"]
Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Offer:
    """What so many requests offer. "From 60,000" counts as 60,000 at both ends: nothing is imputed."""

    what: What
    """Pay, hours a day or days a week."""
    currency: str | None
    """Of pay: ISO 4217; None for hours and days."""
    per: str | None
    """Unit of pay: hour, day, shift, week, month, unit."""
    role: str | None
    """None for all roles together."""
    role_ru: str | None
    """The same role in Russian."""
    requests: int
    """Unique requests that offer it."""
    median_low: float
    """Median of lower ends."""
    median_high: float
    """Median of upper ends."""
    lowest: float
    """The lowest lower end."""
    highest: float
    """The highest upper end."""
    request_ids: tuple[str, ...]
    """The unique requests."""


@dataclass(frozen=True, slots=True)
class Offers:
    """All offers that 5 requests or more make, and those of roles of which 10 requests or more make them."""

    base: int
    """Unique requests of the week."""
    with_pay: int
    """Requests whose post says one pay a unit, so that it can be told whose it is."""
    with_pay_ids: tuple[str, ...]
    """These requests."""
    unclear_ids: tuple[str, ...]
    """Requests whose post states pay, but several for one unit or with no unit."""
    rows: tuple[Offer, ...]
    """All roles together, then roles with 10 such requests and more."""


def offers(requests: Sequence[UniqueRequest]) -> Offers | None:
    """Work the offers out; None where fewer than 5 requests offer any one thing."""
    asked = [request for request in requests if not request.is_total]
    paid = {request.first.request_id: _pay(request) for request in asked}
    units = sorted({unit for found in paid.values() for unit in found})
    rows: list[Offer] = []
    for currency, per in units:

        def ends(request: UniqueRequest, unit: tuple[str, str] = (currency, per)) -> Ends | None:
            return paid[request.first.request_id].get(unit)

        rows += _rows("pay", asked, ends, currency=currency, per=per)
    rows += _rows("hours_per_day", asked, lambda one: _one(h.per_day for h in one.first.hours))
    rows += _rows("days_per_week", asked, lambda one: _one(h.days_per_week for h in one.first.hours))
    if not rows:
        return None
    with_pay = tuple(one.first.request_id for one in asked if paid[one.first.request_id])
    unclear = tuple(one.first.request_id for one in asked if one.first.pay and not paid[one.first.request_id])
    return Offers(len(asked), len(with_pay), with_pay, unclear, tuple(rows))


def _pay(request: UniqueRequest) -> dict[tuple[str, str], Ends]:
    """Pay by currency and unit, of each the one that the post states; several of one unit are nobody's."""
    found: dict[tuple[str, str], set[Ends]] = {}
    for pay in request.first.pay:
        low, high = pay.low if pay.low is not None else pay.high, pay.high
        if low is not None and pay.per is not None:
            ends = (low, high if high is not None else low)
            found.setdefault((pay.currency, pay.per), set()).add(ends)
    return {unit: next(iter(ends)) for unit, ends in found.items() if len(ends) == 1}


def _one(values: Iterable[float | None]) -> Ends | None:
    known = {value for value in values if value is not None}
    value = next(iter(known)) if len(known) == 1 else None
    return None if value is None else (value, value)


def _rows(
    what: What,
    requests: Sequence[UniqueRequest],
    ends: Callable[[UniqueRequest], Ends | None],
    *,
    currency: str | None = None,
    per: str | None = None,
) -> list[Offer]:
    found = [(request, said) for request in requests if (said := ends(request)) is not None]
    if len(found) < NO_RANK:
        return []
    roles: dict[str, list[tuple[UniqueRequest, Ends]]] = {}
    for request, said in found:
        if request.first.role is not None:
            roles.setdefault(request.first.role, []).append((request, said))

    def row(some: Sequence[tuple[UniqueRequest, Ends]], role: str | None, role_ru: str | None) -> Offer:
        lows, highs = [low for _, (low, _) in some], [high for _, (_, high) in some]
        return Offer(
            what, currency, per, role, role_ru, len(some), float(median(lows)), float(median(highs)),
            float(min(lows)), float(max(highs)), tuple(request.first.request_id for request, _ in some),
        )  # fmt: skip

    many = sorted(((r, some) for r, some in roles.items() if len(some) >= LOW_BASE), key=_by_count)
    return [row(found, None, None), *(row(some, role, some[0][0].first.role_ru) for role, some in many)]


def _by_count(pair: tuple[str, Sequence[object]]) -> tuple[int, str]:
    return (-len(pair[1]), pair[0])
