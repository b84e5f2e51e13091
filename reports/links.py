"""Where the figures of a report lead: to their question in ``headcount browse`` on the reader's own machine.

A report stands by itself; these links are for whoever has its archive and ``headcount browse`` open.
"""

from __future__ import annotations

PORT = 8001
"""Where ``headcount browse`` listens unless it is told otherwise."""
