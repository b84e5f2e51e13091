"""``python -m tools.scoring.wording``: learn parser/wording.csv from the tuning half of the gold set.

A logistic regression on which pieces of words a post has; then a second one on that (as predicted by models
that had not seen the post) and on the weight that the rules alone give, which brings both to one scale. Needs
the dependency group ``learning``; the table is the same whenever the gold posts and the rules are.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.preprocessing import normalize

import parser
from parser import wording
from parser.post import post_of
from tools.scoring.__main__ import GOLD, read

if TYPE_CHECKING:
    from parser.pipeline import Parser

_STRENGTH, _FOLDS, _SEEN_IN = 3.0, 10, 3
_SURE = 8.0  # weights of rules beyond this say no more


def main() -> None:
    """Learn and write."""
    reader = parser.load()
    found = [_post(reader, label) for path in sorted((GOLD / "tune").glob("*.jsonl")) for label in read(path)]
    texts, rules, right = zip(*found, strict=True)
    answers = np.array(right)
    vectorizer = CountVectorizer(analyzer=list, binary=True, min_df=_SEEN_IN)
    features = normalize(vectorizer.fit_transform(texts))
    model = LogisticRegression(C=_STRENGTH, max_iter=5000)
    unseen = cross_val_predict(model, features, answers, cv=_FOLDS, method="decision_function")
    both = LogisticRegression(C=10.0).fit(np.c_[unseen, np.array(rules)], answers)
    model.fit(features, answers)
    (of_words, of_rules), base = both.coef_[0], both.intercept_[0]
    always = (of_words * model.intercept_[0] + base) / of_rules
    names = vectorizer.get_feature_names_out()
    with wording.TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("piece", "weight"))
        rows.writerow((wording.ALWAYS, f"{always:.3f}"))
        rows.writerows(
            sorted(
                (name, f"{of_words / of_rules * value:.3f}")
                for name, value in zip(names, model.coef_[0], strict=True)
            )
        )


def _post(reader: Parser, label: dict[str, object]) -> tuple[list[str], float, bool]:
    """The pieces of a gold post, the weight of the rules alone, and whether it is a request."""
    post = post_of(reader.nlp(str(label["text"])))
    spelling = reader.nlp.vocab.strings
    pieces = list(wording.pieces(wording.stem(spelling[norm]) for norm in post.norms))
    rules = max(-_SURE, min(_SURE, post.score - post.wording))
    return pieces, rules, bool(label["is_request"])


if __name__ == "__main__":
    main()
