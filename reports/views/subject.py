"""The sections of this subject as sentences and tables, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports import links
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.subject.costs import Fees
from reports.subject.offers import Offer, Offers
from reports.subject.orders import Orders
from reports.views.names import large_places, large_title
from reports.views.rows import Line, all_lines


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What so many requests offer."""

    name: str
    requests: str
    median: str
    range: str
    href: str
    special: bool
    """True for a role under the row of all roles."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: sentences, then a table of a breakdown or of offers if it has one, then notes."""

    name: str
    heading: str
    said: tuple[str, ...]
    label: str = ""
    lines: tuple[Line, ...] = ()
    offers: tuple[OfferLine, ...] = ()
    notes: tuple[str, ...] = ()
    total_requests: str = ""
    total_people: str = ""
    total_href: str = ""
    people_href: str = ""
    href: str = ""
    """Of the requests that the sentences count."""
    link: tuple[str, str] | None = None
    """Address and name of the post that is spoken of."""


def subject_sections(figures: WeeklyFigures, language: Language) -> list[Section]:
    """Return the sections that have something to say, in their order."""
    found = figures.subject
    sections = [_occupied(figures, language), _routes(figures, language)]
    if found.orders is not None:
        sections.append(_orders(found.orders, figures, language))
    if found.offers is not None:
        sections.append(_offers(found.offers, language))
    if found.fees is not None:
        sections.append(_fees(found.fees, language))
    return [section for section in sections if section is not None]


def _occupied(figures: WeeklyFigures, language: Language) -> Section | None:
    found = figures.subject.occupied
    if found is None:
        return None
    text, people = language.text, language.people(found.people)
    if found.share is None:
        said = text("subject.occupied_few", n=found.requests, people=people)
    else:
        share = language.percent(found.share)
        said = text("subject.occupied_said", n=found.requests, share=share, people=people)
    several = any(row.kind == "several" for row in found.regions.rows)
    return Section(
        "occupied",
        text("subject.occupied"),
        (said,),
        text("map.region"),
        tuple(all_lines(found.regions, language, figures.week.name)),
        notes=(text("subject.occupied_several"),) if several else (),
        total_requests=language.number(found.requests),
        total_people=language.people_span(found.people),
        total_href=links.these(found.request_ids),
        people_href=links.these((*found.request_ids, *found.total_ids)),
    )


def _routes(figures: WeeklyFigures, language: Language) -> Section | None:
    found, text = figures.subject.routes, language.text
    if found is None:
        return None
    return Section(
        "routes",
        text("subject.routes"),
        (text("subject.routes_said"),),
        text("subject.route"),
        tuple(all_lines(found, language, figures.week.name)),
        total_requests=language.number(figures.headline.requests),
        total_people=language.people_span(figures.headline.people),
        total_href=links.requests(figures.week.name),
        people_href=links.requests(figures.week.name, totals=True),
    )


def _orders(found: Orders, figures: WeeklyFigures, language: Language) -> Section:
    text = language.text
    said = [
        text(
            "subject.orders_said",
            n=found.requests,
            threshold=found.threshold,
            people=language.people(found.people),
        )
    ]
    if found.totals:
        said.append(text("subject.totals_said", n=found.totals))
    if found.minimum is not None:
        said.append(text("subject.minimum_said", n=found.minimum))
    record = found.largest_ever
    link = None
    if record is not None:
        said.append(
            text(
                "subject.record_this" if found.is_of_this_week else "subject.record",
                size=language.headcount(record.headcount_min, record.headcount_max),
                title=large_title(record, language),
                places=large_places(record, language),
                day=language.moment(record.date, figures.timezone),
            )
        )
        link = (record.permalink, record.channel)
    return Section(
        "orders",
        text("subject.orders", n=found.threshold),
        tuple(said),
        link=link,
        href=links.these((*found.request_ids, *found.total_ids)),
    )


def _offers(found: Offers, language: Language) -> Section:
    text = language.text
    said = text("subject.offers_said", n=found.base, pay=found.with_pay, unclear=len(found.unclear_ids))
    return Section(
        "offers",
        text("subject.offers"),
        (said,),
        text("subject.offer"),
        offers=tuple(_offer(row, language) for row in found.rows),
        href=links.these(found.with_pay_ids),
        notes=(text("subject.offers_note"),),
    )


def _offer(row: Offer, language: Language) -> OfferLine:
    text = language.text
    if row.role is not None:
        name = (row.role_ru or row.role) if language.code == "ru" else row.role
    elif row.what == "pay":
        per = text(f"subject.per.{row.per}")
        name = f"{text('subject.pay_per', per=per, currency=row.currency)}, {text('subject.all_roles')}"
    else:
        name = f"{text(f'subject.{row.what}')}, {text('subject.all_roles')}"
    return OfferLine(
        name,
        language.number(row.requests),
        language.span(row.median_low, row.median_high),
        language.span(row.lowest, row.highest),
        links.these(row.request_ids),
        row.role is not None,
    )


def _fees(found: Fees, language: Language) -> Section:
    text, model = language.text, found.model
    said = [text("subject.fees_said", span=language.span(found.lower, found.upper))]
    if found.open_ended:
        said.append(text("subject.fees_more"))
    if found.embassy_usd:
        said.append(text("subject.fees_embassy", usd=found.embassy_usd))
    notes = [
        text(
            "subject.fees_model",
            once=model.once,
            monthly=model.monthly,
            percent=model.pay_percent,
            months=model.months,
            embassy=model.embassy_usd,
        ),
        *_pay_note(found, language),
        text("subject.fees_note"),
    ]
    return Section("fees", text("subject.fees"), tuple(said), notes=tuple(notes))


def _pay_note(found: Fees, language: Language) -> Sequence[str]:
    if not found.model.pay_percent:
        return ()
    low, high = found.pay_low, found.pay_high
    said = "" if low is None or high is None else language.span(low, high)
    return (language.text(f"subject.fees_pay_{found.pay_source}", n=found.pay_requests, low=said),)
