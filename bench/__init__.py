"""Measures the project against yardsticks: ``python -m bench [PART...] [--write] [--scale F]``.

A part is a module of this package that is named in ``bench.__main__.PARTS`` and has

    def measure(scale: float) -> Iterator[Row]: ...

Its docstring's first line heads the part's table. ``scale`` is 1 for the full measurement; for less a part
does less, in proportion, and its figures only show that it runs. Each ``bench.rows.Row`` compares one thing
with its yardstick in the same run (the machine's own speed drops out); ``bench.timing`` helps with that.
``--write`` puts the tables, dated, into docs/performance.md, each in its part's section; the others stay.
"""
