"""``python -m tools.duplicates [--write]``: score the rule of near-duplicates on labelled pairs of posts.

``--write`` renews docs/duplicates.md. Pairs made from templates, by which the threshold was set, and pairs
written one by one are scored apart; of the second half of these only figures are shown, and no pair.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import parser
from parser.pipeline import Parser
from reports.identity import DEFAULT_RULE
from tools.pairs import PROSE, Measured, Score, measure, pairs

PAGE = Path(__file__).resolve().parent.parent / "docs" / "duplicates.md"

BEFORE = {
    "agency": 5, "around": 8, "contacts": 9, "other day": 8, "other number": 14, "other words": 10,
    "relative": 13, "site or shift": 5, "typos": 9, "comment": 4, "list": 13, "order": 12, "other place": 14,
    "other role": 10, "pay": 9, "short": 12, "shortened": 2, "signs": 10,
}  # fmt: skip
"""Pairs of prose that came out as labelled when they were first scored, by parser 0.2.0."""

_PAGE = """# Which postings are one request

Two entries are one request if role, counts, regions, places, origins and the days named are equal and
their posts' texts are near-duplicates ([figures.md](figures.md), 1). Texts are compared by MinHash
signatures ([rensa](https://github.com/beowolx/rensa)) over runs of five characters, after contacts are
masked and emoji, punctuation, case and blanks dropped; a signature is kept as one bit of each of 256 hashes,
so that the estimate of what two texts have in common is within 0.05 in two of three cases. A text of which
at least nine tenths are in a longer one counts as alike to it: cut, or with other words around it; not where
the two have less than 0.3 in common, which is told too roughly. Only entries that share one of eight bands
are compared at all: an index in the archive finds them without reading a text. `[report] similarity` is the
least that two texts must have in common, 0.7 unless the settings say otherwise; each report prints it.

A posting is compared with the first posting of a request and with no later one, so small edits do not add
up; it joins the request that it is most like. Which postings there are decides, not when they were
imported.

## Held out

249 pairs of prose, each in words of its own, were labelled by the rule of figures.md before anything was
scored. Half of the kinds are for looking at errors; of the other half, the test, no error was looked at.
`make accuracy` scores anew and writes this page; read by parser {parser}, {day}.

| half | pairs | precision | recall | joined | of which right | should be |
| --- | --- | --- | --- | --- | --- | --- |
{summary}

The test half by similarity; the threshold was set by the pairs made from templates, below:

| similarity | precision | recall | joined | of which right | should be |
| --- | --- | --- | --- | --- | --- |
{test_thresholds}

When they were first scored, by parser 0.2.0 on 2026-11-28 (`python -m tools.duplicates`), before the rule
was changed:

| half | pairs | precision | recall | joined | of which right | should be |
| --- | --- | --- | --- | --- | --- | --- |
| test | 122 | 0.745 | 0.576 | 51 | 38 | 66 |
| test, hard pairs | 93 | 0.500 | 0.333 | 26 | 13 | 39 |
| tuning | 127 | 0.945 | 0.578 | 55 | 52 | 90 |
| tuning, hard pairs | 103 | 0.919 | 0.500 | 37 | 34 | 68 |

By kind, at {default:g}, with how many pairs come out as they were labelled, now and before:

| kind | half | pairs | one request | joined | as labelled | before |
| --- | --- | --- | --- | --- | --- | --- |
{test_kinds}
{tune_kinds}

What was changed by the errors of the tuning half: punctuation is dropped (bullets, quotation marks, dashes);
a text within a longer one is alike to it; bands are of two hashes and no longer of four. What of that half is
still wrong: {tune_wrong}.

About half of those missed are misread by the parser (a number after which "смена 11 часов" follows, a
comment that is taken for another request), so that the texts are not compared at all. Nine tenths were
chosen by the tuning half and by 1,117 entries of real posts with next to no reposts among them: with 0.8, 53
of these joined an earlier one, with 0.9 42, before the change 38. Two thirds of the 18 that were new with
0.8 were one employer's different work under the same long words about itself.

Known of the rule:

- Two sites, employers or shifts in the same words are one request to it: neither a street, nor a number of
  a house, nor a shift is compared. Rule 1 names no shift; a reader counts two. Nor are weekdays told apart,
  nor months with no day.
- "other words" are labelled as different: a translation or a retelling is no near-duplicate. As demands they
  are the same, and each is counted twice.
- Pairs are made up: how often each kind happens in a channel is not known, and precision and recall in a
  channel follow from that.

## Made from templates

{pairs} labelled pairs, {hard} of them hard: another town, number, day or employer in the same words, or a
sentence less. They were there when the threshold was set, and show that nothing was lost; they say little of
posts as they are written.

| similarity | precision | recall | joined | of which right | should be |
| --- | --- | --- | --- | --- | --- |
{thresholds}

At {default:g}, by what was done to the second post:

| kind | pairs | one request | joined | as labelled |
| --- | --- | --- | --- | --- |
{kinds}

What it gets wrong at {default:g}: {wrong}.

## Limits

The same demand in other words is another request, so the number of requests is an upper bound of
demands, as far as different demands in the same words do not make it too low. The same words by two firms,
contacts masked, are one request. Where the parser misses that a town or a number is another, so does this.
"""


def page(reader: Parser) -> str:
    """The page of figures."""
    templates, tune, test = (
        measure(reader, labelled) for labelled in (pairs(), pairs(PROSE, "tune"), pairs(PROSE, "test"))
    )
    return _PAGE.format(
        pairs=_every(templates).pairs,
        hard=templates.hard.pairs,
        parser=parser.__version__,
        day=f"{datetime.now(UTC):%Y-%m-%d}",
        default=DEFAULT_RULE.similarity,
        thresholds=_thresholds(templates),
        kinds=_kinds(templates),
        wrong=_wrong(templates),
        summary="\n".join(
            f"| {half}{name} | {score.pairs} | {_figures(score)} |"
            for half, measured in (("test", test), ("tuning", tune))
            for name, score in (("", _every(measured)), (", hard pairs", measured.hard))
        ),
        test_thresholds=_thresholds(test),
        test_kinds=_kinds(test, "test"),
        tune_kinds=_kinds(tune, "tuning"),
        tune_wrong=_wrong(tune),
    )


def _every(measured: Measured) -> Score:
    return measured.by_threshold[DEFAULT_RULE.similarity]


def _figures(score: Score) -> str:
    return f"{score.precision:.3f} | {score.recall:.3f} | {score.found} | {score.right} | {score.same}"


def _thresholds(measured: Measured) -> str:
    return "\n".join(
        f"| {threshold:g} | {_figures(score)} |" for threshold, score in measured.by_threshold.items()
    )


def _kinds(measured: Measured, half: str = "") -> str:
    rows = []
    for kind, score in sorted(measured.by_kind.items()):
        figures = [score.pairs, score.same, score.found, score.as_labelled]
        cells = [kind, half, *figures, BEFORE[kind]] if half else [kind, *figures]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _wrong(measured: Measured) -> str:
    return ", ".join(f"`{pair.id}`" for pair in measured.wrong) or "nothing"


def main() -> None:
    """Score, print, keep."""
    options = argparse.ArgumentParser(prog="duplicates")
    options.add_argument("--write", action="store_true", help="renew docs/duplicates.md")
    given = options.parse_args()
    text = page(parser.load())
    print(text)
    if given.write:
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
