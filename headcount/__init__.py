"""headcount: the monitor of job posts on public Telegram channels. This package is the program a person types."""

__version__ = "0.1.0"
