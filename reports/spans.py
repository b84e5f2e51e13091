"""Unions of whole-number spans ``(low, high)``, kept as sorted lists of disjoint pairs."""

from __future__ import annotations

Span = tuple[int, int]


def add_span(spans: list[Span], new: Span, *, join: int) -> Span:
    """Add a span to a union in place and return the merged span that holds it.

    Spans that touch, or lie no further apart than ``join``, become one.
    """
    low, high = new
    apart: list[Span] = []
    for span in spans:
        if span[1] + join < low or high + join < span[0]:
            apart.append(span)
        else:
            low, high = min(low, span[0]), max(high, span[1])
    spans[:] = sorted([*apart, (low, high)])
    return low, high


def part_outside(spans: list[Span], whole: Span) -> list[Span]:
    """Return what of ``whole`` no span of the union holds, in order."""
    low, high = whole
    outside: list[Span] = []
    for span in spans:
        if span[1] <= low or high <= span[0]:
            continue
        if low < span[0]:
            outside.append((low, span[0]))
        low = span[1]
    if low < high:
        outside.append((low, high))
    return outside
