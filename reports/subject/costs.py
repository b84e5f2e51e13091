"""What an agency's fees would come to if all that the week asks for came: a model, with its assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports.comparison import LOW_BASE
from reports.identity import UniqueRequest
from reports.people import bounds, people
from reports.subject.offers import Offers

CURRENCY = "RUB"


@dataclass(frozen=True, slots=True)
class CostModel:
    """Fees as the settings have them: in RUB, of one worker unless said otherwise."""

    once: float = 0
    """Taken once."""
    monthly: float = 0
    """Taken each month."""
    months: int = 12
    """How long a worker stays."""
    pay_percent: float = 0
    """Part of pay that the agency takes, in percent."""
    pay: float | None = None
    """Pay a month; None takes the median that the week's posts offer."""
    embassy_usd: float = 0
    """Costs of an order at the embassy, once, in US dollars."""


@dataclass(frozen=True, slots=True)
class Fees:
    """The range of fees for people asked for, from minimum to maximum, and what it rests on."""

    model: CostModel
    """What the settings say."""
    pay_source: Literal["settings", "posts", "unknown"]
    """Whose pay is taken; with "unknown" the part of pay is left out."""
    pay_low: float | None
    """Lower end of the pay a month that is taken; None if none is."""
    pay_high: float | None
    """Its upper end."""
    pay_requests: int
    """Requests whose posts say what the median is of; 0 where the settings say it."""
    lower: float
    """Fees in RUB for people at least."""
    upper: float
    """Fees in RUB for people at most."""
    open_ended: int
    """Requests and totals with no upper end."""
    embassy_usd: float
    """Of all orders that state a number, in US dollars; not in the range above."""
    request_ids: tuple[str, ...]
    """Unique requests that state a number."""
    total_ids: tuple[str, ...]
    """Totals that state one."""


def fees(requests: Sequence[UniqueRequest], offered: Offers | None, model: CostModel | None) -> Fees | None:
    """Work the range out; None without a model, or where no request states a number."""
    stated = [request for request in requests if bounds(request) is not None]
    if model is None or not stated:
        return None
    asked = people(stated)
    source, low, high, count = _monthly_pay(offered, model)
    return Fees(
        model,
        source,
        low,
        high,
        count,
        asked.lower * _of_one(model, low),
        asked.upper * _of_one(model, high),
        asked.open_ended,
        model.embassy_usd * len(stated),
        tuple(request.first.request_id for request in stated if not request.is_total),
        tuple(request.first.request_id for request in stated if request.is_total),
    )


def _of_one(model: CostModel, pay: float | None) -> float:
    return model.once + model.months * (model.monthly + model.pay_percent / 100 * (pay or 0))


def _monthly_pay(
    offered: Offers | None, model: CostModel
) -> tuple[Literal["settings", "posts", "unknown"], float | None, float | None, int]:
    if model.pay is not None:
        return "settings", model.pay, model.pay, 0
    for row in offered.rows if offered else ():
        if (row.what, row.currency, row.per, row.role) == ("pay", CURRENCY, "month", None):
            if row.requests >= LOW_BASE:
                return "posts", row.median_low, row.median_high, row.requests
            break
    return "unknown", None, None, 0
