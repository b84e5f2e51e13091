"""``python -m tools.scoring.wording``: learn parser/wording.csv from the gold posts that are not for testing.

A logistic regression on which pieces of words a post has, over the parts ``tune`` and ``learn``; then a
second one on that (as predicted by models that had seen no post of its family) and on the weight that the
rules alone give, which brings both to one scale. That one sees the part ``learn`` alone: rules were made
looking at ``tune``, so there they seem surer than they are on a post that nobody has seen. Needs the
dependency group ``learning``; the table is the same whenever the gold posts and the rules are.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.preprocessing import normalize

import parser
from parser import wording
from parser.post import post_of
from tools.scoring.__main__ import GOLD, read

if TYPE_CHECKING:
    from parser.pipeline import Parser

_STRENGTH, _FOLDS, _SEEN_IN = 8.0, 10, 3
_SURE = 8.0  # weights of rules beyond this say no more
_NO = 0.3  # the share of posts that ask for nobody, of those that hold roles or numbers at all
_PARTS = ("tune", "learn")


@dataclass(frozen=True, slots=True)
class Learned:
    """The table, and how each post is decided with weights that were learned without its family.

    ``decided`` has the weight of a decision and whether it is right.
    """

    table: dict[str, float]
    decided: list[tuple[float, bool]]


def learned(reader: Parser) -> Learned:
    """Learn."""
    found = [
        (*_post(reader, label), path.stem, part == "learn")
        for part in _PARTS
        for path in sorted((GOLD / part).glob("*.jsonl"))
        for label in read(path)
    ]
    texts, rules, right, families, unruled = zip(*found, strict=True)
    answers, fresh = np.array(right), np.array(unruled)
    vectorizer = CountVectorizer(analyzer=list, binary=True, min_df=_SEEN_IN)
    features = normalize(vectorizer.fit_transform(texts))
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    unseen = cross_val_predict(
        model, features, answers, groups=families, cv=GroupKFold(_FOLDS), method="decision_function"
    )
    sides = np.c_[unseen, np.array(rules)]
    yes = answers[fresh]
    balance = np.where(yes, (1 - _NO) / yes.mean(), _NO / (1 - yes.mean()))
    both = LogisticRegression(C=10.0).fit(sides[fresh], yes, sample_weight=balance)
    model.fit(features, answers)
    (of_words, of_rules), base = both.coef_[0], both.intercept_[0]
    always = (of_words * model.intercept_[0] + base) / of_rules
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    said = np.clip((of_words * sides[:, 0] + base) / of_rules, wording.LEAST, wording.MOST) + sides[:, 1]
    return Learned(
        {wording.ALWAYS: always, **{piece: of_words / of_rules * weight for piece, weight in weights}},
        list(zip(abs(said).tolist(), ((said > 0) == answers).tolist(), strict=True)),
    )


def main() -> None:
    """Learn and write."""
    found = learned(parser.load())
    with wording.TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("piece", "weight"))
        rows.writerows(sorted((piece, f"{weight:.3f}") for piece, weight in found.table.items()))


def _post(reader: Parser, label: dict[str, object]) -> tuple[list[str], float, bool]:
    """The pieces of a gold post, the weight of the rules alone, and whether it is a request."""
    post = post_of(reader.nlp(str(label["text"])))
    spelling = reader.nlp.vocab.strings
    pieces = list(wording.pieces(wording.stem(spelling[norm]) for norm in post.norms))
    rules = max(-_SURE, min(_SURE, post.score - post.wording))
    return pieces, rules, bool(label["is_request"])


if __name__ == "__main__":
    main()
