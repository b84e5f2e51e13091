"""Checks of all that a run needs, each with what to do about it. Nothing is changed, no secret is shown."""
