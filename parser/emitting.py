"""The last component: what was found becomes a frozen ``Reading`` and named spans of the Doc."""

from __future__ import annotations

from bisect import bisect_left

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from parser.post import Count, Demand, Post, post_of
from parser.reading import Hours, Number, Origin, Pay, Reading, Region, Request, Total
from parser.tokenizing import RAW


class Emitter:
    """Sets ``doc.user_data["headcount"].reading`` and fills ``doc.spans``."""

    def __init__(self, name: str = "headcount_emission") -> None:
        """Nothing to set up."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Emit one Doc."""
        post = post_of(doc)
        raw: str = doc.user_data.get(RAW, post.text)
        post.reading = _reading(post, raw)
        if post.is_request:
            _name_spans(doc, post)
        return doc


def _reading(post: Post, raw: str) -> Reading:
    if not post.is_request:
        return Reading(
            is_request=False,
            confidence=post.confidence,
            language=post.language,
            rule=post.rule,
            numbers=tuple(_number(post, raw, count) for count in post.counts),
        )
    total = None
    if post.total is not None:
        span = post.span(post.total.start, post.total.end)
        total = Total(post.total.minimum, post.total.maximum, raw[span[0] : span[1]], span)
    return Reading(
        is_request=True,
        confidence=post.confidence,
        language=post.language,
        rule=post.rule,
        requests=tuple(_request(post, raw, demand) for demand in post.demands),
        regions=tuple(
            Region(r.iso, r.place, raw[r.span[0] : r.span[1]], r.span, r.rule, r.confidence)
            for r in post.regions
        ),
        origins=tuple(Origin(o.iso, o.basis, raw[o.span[0] : o.span[1]], o.span) for o in post.origins),
        pay=tuple(Pay(p.min, p.max, p.currency, p.per, raw[p.span[0] : p.span[1]], p.span) for p in post.pay),
        hours=tuple(
            Hours(h.per_day, h.days_per_week, raw[h.span[0] : h.span[1]], h.span) for h in post.hours
        ),
        total=total,
        closed=post.closed,
        numbers=tuple(_number(post, raw, count) for count in post.counts),
    )


def _request(post: Post, raw: str, demand: Demand) -> Request:
    role = demand.role
    if role is None:
        raise AssertionError("a demand without a role is never made")
    role_span = post.span(role.start, role.end)
    span = post.span(demand.count.start, demand.count.end) if demand.count else None
    return Request(
        role=role.role,
        role_ru=role.role_ru,
        isco08=role.isco08,
        role_text=raw[role_span[0] : role_span[1]],
        role_span=role_span,
        headcount_min=demand.minimum,
        headcount_max=demand.maximum,
        headcount_text=raw[span[0] : span[1]] if span else None,
        headcount_span=span,
        regions=demand.regions,
        rule=demand.rule,
        confidence=round(min(demand.confidence, 0.5 + post.confidence / 2), 3),
    )


def _number(post: Post, raw: str, count: Count) -> Number:
    start, end = post.span(count.start, count.end)
    return Number(raw[start:end], (start, end), count.minimum, count.maximum, count.verdict, count.rule)


def _name_spans(doc: Doc, post: Post) -> None:
    """``doc.spans``: roles with their labels, headcounts, regions, origins, pay."""
    roles = [Span(doc, d.role.start, d.role.end, label=d.role.role) for d in post.demands if d.role]
    counts = [Span(doc, d.count.start, d.count.end, label="headcount") for d in post.demands if d.count]
    doc.spans["roles"] = SpanGroup(doc, spans=roles)
    doc.spans["headcounts"] = SpanGroup(doc, spans=counts)
    for name, values in (("regions", post.regions), ("origins", post.origins)):
        spans = [
            Span(doc, bisect_left(post.starts, v.span[0]), bisect_left(post.ends, v.span[1]) + 1, label=v.iso)
            for v in values
        ]
        doc.spans[name] = SpanGroup(doc, spans=spans)


@Language.factory("headcount_emission", requires=["doc.user_data"])
def create_emission(nlp: Language, name: str) -> Emitter:  # noqa: ARG001
    """Make the component."""
    return Emitter(name)
