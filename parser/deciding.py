"""Whether a post asks for workers: what speaks for it and against it, weighed."""

from __future__ import annotations

import math
import re
from collections import defaultdict

from spacy.language import Language
from spacy.tokens import Doc

from parser.cards import card_title
from parser.classes import compile_rule
from parser.post import Post, post_of

#: How much of a verdict's weight counts at most, so that a long post is no sum of its clichés.
_CAPS = {
    "need": 3.0, "needinf": 1.2, "seek": 1.5, "hire": 3.0, "vacancy": 2.5, "conditions": 2.4, "contact": 0.5, "pay": 1.0,
    "offer": -7.0, "service": -6.0, "sale": -5.0, "army": -16.0, "news": -6.0, "training": -5.0, "scam": -9.0,
    "question": -3.0, "promo": -5.0,
}  # fmt: skip
_NEED_PEOPLE = compile_rule(
    "<need|seek|hire|needinf>(?:<more|on|rel|dash|colon|adj|number|po|in|and|comma|site|to|line|bullet|sign|left|approx|ge|le|dot|word|task|excl>){0,6}(?:<role|people|heads|crew|nation>)"
)
_SOON = compile_rule("<rel|weekday>")
_WORK_FOR = compile_rule("<task><role>")
_PEOPLE_NEEDED = compile_rule(
    "<role|people|heads|crew>(?:<number|adj|comma|dash|rel|on|lpar|word|rpar|excl>){0,4}<need>"
)
_CARD = compile_rule(
    "<bullet|quote|hash|star|blank|para|line>*<role>+(?:<!line|para|dot|excl|quest>){0,12}(?:<line|para>|$)"
)
_FAR, _FAR_WEIGHT = 40, 0.4
# Latin letters inside Cyrillic words, again and again: who hides words from filters is no employer.
_MIXED = re.compile("[а-яё][aceopxykmhtu][а-яё]|[а-яё]{2}[aceopxy](?![a-zа-яё])", re.IGNORECASE)
_DISGUISED = 4
_LARGE = "large number without a noun"
_THRESHOLD = 0.0


class Decider:
    """Sets ``post.is_request``, ``confidence``, ``rule`` and ``closed``."""

    def __init__(self, name: str = "headcount_decision") -> None:
        """Nothing to set up."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Decide on one Doc."""
        post = post_of(doc)
        if post.letters:
            decide(post)
        return doc


def decide(post: Post) -> None:
    """Weigh the post."""
    weights = _weights(post)
    score = sum(weights.values())
    strongest = max(weights, key=lambda name: abs(weights[name]), default="nothing")
    post.is_request = score > _THRESHOLD and bool(post.demands)
    post.confidence = round(1 / (1 + math.exp(-abs(score) * 0.9)), 3)
    post.rule = strongest if post.is_request or weights else "nothing"
    post.closed = any(trigger.verdict == "closed" for trigger in post.triggers)


def _weights(post: Post) -> dict[str, float]:
    letters = post.letters
    sums: dict[str, float] = defaultdict(float)
    for trigger in post.triggers:
        cap = _CAPS.get(trigger.verdict)
        if cap is None:
            continue
        # far down a long post a word of the wrong kind says little about what the post is
        weight = trigger.weight * (_FAR_WEIGHT if trigger.weight < 0 and trigger.start > _FAR else 1.0)
        total = sums[trigger.verdict] + weight
        sums[trigger.verdict] = max(total, cap) if cap < 0 else min(total, cap)
    headcounts = [count for count in post.counts if count.verdict == "headcount"]
    sums["base"] = -2.6
    if _NEED_PEOPLE.search(letters) or _PEOPLE_NEEDED.search(letters) or _WORK_FOR.search(letters):
        sums["people needed"] = 2.2
    if headcounts and _SOON.search(letters):
        sums["soon"] = 0.6
    if (
        headcounts
        and not post.roles
        and not post.activities
        and any(d.role and d.role.kind == "activity" for d in post.demands)
    ):
        sums["verb"] = 0.5
    if any(count.still for count in headcounts):
        sums["more people"] = 0.8
    if any(count.role for count in headcounts):
        sums["roles counted"] = 2.0
    elif headcounts:
        sums["people counted"] = 2.0
    early = post.lines[min(3, len(post.lines) - 1)][1]
    if post.roles:
        sums["roles"] = 1.6 if any(role.start < early for role in post.roles) else 0.8
        if _CARD.match(letters):
            sums["title"] = 1.5
    elif post.activities:
        sums["activity"] = 0.8
    elif any(demand.role and demand.role.kind == "title" for demand in post.demands):
        sums["person needed"] = 1.6
    if card_title(post):
        sums["card"] = 3.0
    if any(count.verdict == "offer" for count in post.counts):
        sums["number of us"] = -3.0
    if any(count.verdict in ("pay", "pay or shifts") or count.rule == _LARGE for count in post.counts):
        sums["pay named"] = 0.9
    if len(_MIXED.findall(post.text)) >= _DISGUISED:
        sums["disguised letters"] = -4.0
    if _named_place(post):
        sums["place"] = 0.5
    return {name: weight for name, weight in sums.items() if weight}


def _named_place(post: Post) -> bool:
    return any(
        c["layer"] != "country" and c["kind"] != "adjective" and not c["common"]
        for geo in post.geos[:4]
        for c in geo.candidates
    )


@Language.factory("headcount_decision", requires=["doc.user_data"])
def create_decision(nlp: Language, name: str) -> Decider:  # noqa: ARG001
    """Make the component."""
    return Decider(name)
