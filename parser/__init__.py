"""Text in, labour requests out. Pure: no network, no database, nothing else of ours."""

from parser.reading import Hours, Number, Origin, Pay, Reading, Region, Request, Span, Total

__all__ = ["Hours", "Number", "Origin", "Pay", "Reading", "Region", "Request", "Span", "Total"]
