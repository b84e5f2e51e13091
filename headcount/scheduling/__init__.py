"""When ``headcount run`` is called: at which times, by what, and what happens when it fails."""
