"""The page of figures, docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dataset.score import Scores, Tally
from tools.scoring.rules import Judged, calibration, precision

Half = tuple[Scores, dict[str, Scores], list[Judged]]
_HEAD = """# Accuracy

What the parser reads in the gold set, posts that were invented for it ([dataset](../dataset/README.md)),
against their labels. Rules and word lists were made looking at the *tune* families; the *test* families have
other traits and wordings, and no rule was made for them. `make accuracy` scores anew and writes this page.

Measured {made} with parser {version}, lexicon `{lexicon}`.
"""
_MEANING = """
*Request*: whether a post asks for people. *Counts*: exact (least, most) pairs. *Role + count*: a role whose
text overlaps the label's, with exactly its count. *Regions*: ISO codes of a post. These four are F1.
*Codes*: ISCO-08 groups of overlapping roles at four and two digits. *People off*: by how much the sums of
people a post are off, as a share of all people.
"""
_RULES = "Values that each rule gave, over both halves, and the share of them that is right."
_SURE = "Of the values given with a confidence in this range, the share that is right, over both halves."


def page(halves: Mapping[str, Half], *, made: str, version: str, lexicon: str) -> str:
    """The whole page in Markdown."""
    values = [value for *_, judged in halves.values() for value in judged]
    parts = [_HEAD.format(made=made, version=version, lexicon=lexicon), "## Both halves\n"]
    parts += [table(("half", *COLUMNS), [(half, *row(whole)) for half, (whole, *_) in halves.items()])]
    parts += [_MEANING]
    for half, (_, families, _values) in halves.items():
        parts += [f"## Families: {half}\n"]
        parts += [table(("family", *COLUMNS), [(name, *row(found)) for name, found in families.items()])]
        parts += [""]
    parts += [f"## Rules\n\n{_RULES}\n", table(("kind", "rule", "values", "right"), _rules(values))]
    parts += [f"\n## Confidence\n\n{_SURE}\n"]
    parts += [table(("kind", "range", "values", "mean confidence", "right"), _sure(values))]
    return "\n".join(parts) + "\n"


COLUMNS = ("posts", "request", "counts", "role + count", "regions", "codes 4/2", "people off")


def row(scores: Scores) -> tuple[str, ...]:
    """The cells of some posts' scores."""
    codes = "/".join(f"{scores.codes[digits].precision:.2f}" for digits in (4, 2))
    off = scores.off / scores.people if scores.people else 0.0
    tallies = (scores.requests, scores.counts, scores.joint, scores.regions)
    return (str(scores.posts), *map(_f1, tallies), codes, f"{off:.2f}")


def _f1(tally: Tally) -> str:
    return f"{tally.f1:.3f}" if tally.wanted or tally.given else ""


def _rules(values: list[Judged]) -> Iterator[tuple[str, ...]]:
    for kind, rule, count, right in precision(values):
        yield kind, rule, str(count), f"{right / count:.2f}"


def _sure(values: list[Judged]) -> Iterator[tuple[str, ...]]:
    for kind in ("post", "request", "region"):
        for low, high, count, said, right in calibration(values, kind):
            yield kind, f"{low:g}-{high:g}", str(count), f"{said:.3f}", f"{right:.3f}"


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
