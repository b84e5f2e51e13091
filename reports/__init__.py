"""The archive in, the week out: ``weekly_figures`` works a week out, ``write_report`` writes it down."""

from reports.compute import weekly_figures
from reports.errors import ReportError
from reports.weeks import last_complete_week
from reports.write import Written, write_report

__all__ = ["ReportError", "Written", "last_complete_week", "weekly_figures", "write_report"]
