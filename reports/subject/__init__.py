"""What this subject asks of the data: sections that stand in a report when there is something to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.breakdowns import Breakdown
from reports.identity import UniqueRequest
from reports.subject.costs import CostModel, Fees, fees
from reports.subject.occupied import Occupied, occupied
from reports.subject.offers import Offers, offers
from reports.subject.orders import Orders, orders
from reports.subject.routes import routes
from storage.rows import Posting


@dataclass(frozen=True, slots=True)
class Subject:
    """The sections; None where there is nothing to say."""

    occupied: Occupied | None
    """Requests for work in regions of Ukraine that Russia occupies."""
    routes: Breakdown | None
    """Every request of the week by the words for a route that its post has; None if no post has any."""
    orders: Orders | None
    """Requests and totals of a hundred people and more."""
    offers: Offers | None
    """Pay and hours that posts offer."""
    fees: Fees | None
    """A range of fees; only where the settings name one."""


def subject(
    requests: Sequence[UniqueRequest], *, ever: Sequence[Posting], model: CostModel | None
) -> Subject:
    """Work the sections out; ``ever`` are the archive's largest entries up to the week's end."""
    offered = offers(requests)
    return Subject(
        occupied(requests), routes(requests), orders(requests, ever), offered, fees(requests, offered, model)
    )
