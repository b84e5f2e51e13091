"""What can be wrong with a source, each as one plain sentence.

::

    SourceError
    ├── NotAnExport      a file that is none of the kinds that can be imported
    ├── NeedsTimezone    an export older than June 2022, whose times are local
    └── MessageFault     one message (or line) that is not whole; the others are kept
"""

from __future__ import annotations


class SourceError(Exception):
    """A file, chat or message that could not be read; ``str()`` says why."""


class NotAnExport(SourceError):  # noqa: N818 - reads as the sentence it is
    """The file is not one that can be imported."""


class NeedsTimezone(SourceError):  # noqa: N818
    """The export carries local times and nobody said of which zone."""

    def __init__(self) -> None:
        super().__init__(
            "is older than June 2022 and carries local times without a zone: "
            "say which with --timezone, e.g. --timezone Europe/Moscow"
        )


class MessageFault(SourceError):  # noqa: N818
    """One message is not as Telegram Desktop writes it."""
