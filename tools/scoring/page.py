"""The page of figures, docs/accuracy.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dataset.score import Scores, Tally
from tools.scoring.rules import Judged, calibration, precision

Part = tuple[Scores, dict[str, Scores], list[Judged]]
_HEAD = """# Accuracy

What the parser reads in the gold set, posts that were invented for it (`dataset/README.md`),
against their labels. Rules and word lists were made looking at the *tune* families. No rule was made for the
*learn* families, but what words say of whether a post asks for anybody was learned from them, so that their
figure of *request* flatters. The *test* families have other traits and wordings, and nothing was made or
learned from them. `make accuracy` scores anew and writes this page.

Measured {made} with parser {version}, lexicon `{lexicon}`.
"""
_MEANING = """
*Request*: whether a post asks for people. *Counts*: exact (least, most) pairs. *Role + count*: a role whose
text overlaps the label's, with exactly its count. *Regions*: ISO codes of a post. These four are F1.
*Codes*: ISCO-08 groups of overlapping roles at four and two digits. *People off*: by how much the sums of
people a post are off, as a share of all people.
"""
_RULES = "Values that each rule gave, over all parts, and the share of them that is right."
_SURE = "Of the values given with a confidence in this range, the share that is right, over all parts."


def page(gold: Mapping[str, Part], *, made: str, version: str, lexicon: str) -> str:
    """The whole page in Markdown."""
    values = [value for *_, judged in gold.values() for value in judged]
    parts = [_HEAD.format(made=made, version=version, lexicon=lexicon), "## All parts\n"]
    parts += [table(("part", *COLUMNS), [(name, *row(whole)) for name, (whole, *_) in gold.items()])]
    parts += [_MEANING]
    for name, (_, families, _values) in gold.items():
        parts += [f"## Families: {name}\n"]
        parts += [table(("family", *COLUMNS), [(family, *row(found)) for family, found in families.items()])]
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
