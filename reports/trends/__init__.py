"""The report's figures over any span of weeks or months: small multiples, the same honest rules."""

from reports.trends.compute import BY, trend_figures
from reports.trends.figures import TrendFigures
from reports.trends.periods import span_of
from reports.trends.write import write_trends

__all__ = ["BY", "TrendFigures", "span_of", "trend_figures", "write_trends"]
