"""headcount: the monitor of job posts on public Telegram channels; here, the program that a person types."""

__version__ = "0.1.0"
