"""What people reviewed and what the week's audit found, in one language."""

from __future__ import annotations

from reports import links
from reports.audit.intervals import Estimate
from reports.audit.week import Audit
from reports.figures import WeeklyFigures
from reports.language import Language
from reports.views.entry import Entry, part_text


def audit_entries(figures: WeeklyFigures, language: Language) -> list[Entry]:
    """Two lines of the data-quality box: what was reviewed, and what a random sample says of the rest."""
    box, text = figures.quality, language.text
    share = box.reviewed_people.share
    notes = (text("quality.reviewed_people", share=language.percent(share)),) if share else ()
    href = links.requests(figures.week.name, reviewed="1") if box.reviewed.count else ""
    reviewed = Entry(text("quality.reviewed"), part_text(box.reviewed, language), notes, href)
    if box.audit is None:
        return [reviewed, Entry(text("quality.audit"), text("quality.audit_none"))]
    value = text("quality.audit_read", n=box.audit.read)
    return [reviewed, Entry(text("quality.audit"), value, _found(box.audit, language))]


def checked(figures: WeeklyFigures, language: Language) -> str:
    """What part of the headline people checked, after the sign that marks it; empty where it is none."""
    box = figures.quality
    if not box.reviewed.count:
        return ""
    requests, people = part_text(box.reviewed, language), box.reviewed_people
    if not people.count:
        return language.text("numbers.checked_requests", requests=requests)
    return language.text("numbers.checked", requests=requests, people=part_text(people, language))


def corrected(figures: WeeklyFigures, language: Language) -> str:
    """The headline as it would be without the machine's errors; empty where the audit cannot tell."""
    found = figures.quality.audit
    if found is None or found.requests is None or found.people_lower is None or found.people_upper is None:
        return ""
    people = language.text(
        "numbers.audited_people",
        least=_count(found.people_lower, language),
        most=_count(found.people_upper, language),
    )
    return language.text(
        "numbers.audited", n=found.read, requests=_count(found.requests, language), people=people
    )


def _found(audit: Audit, language: Language) -> tuple[str, ...]:
    text = language.text
    parts = [
        text("quality.audit_of", read=one.read, posts=one.posts, stratum=text(f"quality.audit_{one.name}"))
        for one in audit.strata
    ]
    notes = [", ".join(parts)]
    if audit.precision is None:
        notes.append(text("quality.audit_few"))
    else:
        notes.append(text("quality.audit_precision", estimate=_share(audit.precision, language)))
    if audit.recall is not None:
        notes.append(text("quality.audit_recall", estimate=_share(audit.recall, language)))
    if audit.agreement is not None:
        alphas = {
            name: "[x]" if value is None else f"{value:.2f}"
            for name, value in (
                ("decision", audit.agreement.decision),
                ("entries", audit.agreement.entries),
            )
        }
        notes.append(text("quality.audit_agreement", n=audit.agreement.posts, **alphas))
    return tuple(notes)


def _share(estimate: Estimate, language: Language) -> str:
    ends = {name: language.percent(getattr(estimate, name)) for name in ("value", "low", "high")}
    return language.text("quality.audit_estimate", **ends)


def _count(estimate: Estimate, language: Language) -> str:
    ends = {name: language.number(round(getattr(estimate, name))) for name in ("value", "low", "high")}
    return language.text("quality.audit_estimate", **ends)
