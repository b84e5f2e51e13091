"""Whether a post asks for workers: what speaks for it and against it, weighed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from parser import wording
from parser.bare import LARGE
from parser.cards import card_title
from parser.classes import compile_rule
from parser.confidence import confidence_of
from parser.post import Post, Trigger, post_of

#: How much of a verdict's weight counts at most, so that a long post is no sum of its clichés.
CAPS = {
    "need": 3.0, "needinf": 1.2, "seek": 1.5, "hire": 3.0, "vacancy": 2.5, "conditions": 2.4, "contact": 0.5,
    "pay": 1.0, "section": 1.6, "withdrawn": -4.0, "question": -3.0, "promo": -5.0,
    "offer": -7.0, "service": -6.0, "sale": -5.0, "army": -16.0, "news": -8.0, "training": -5.0,
    "scam": -12.0,
}  # fmt: skip
_NEED_PEOPLE = compile_rule(
    "<need|seek|hire|needinf>(?:<more|on|rel|dash|colon|adj|number|po|in|and|comma|site|to|"
    "line|bullet|sign|left|approx|ge|le|dot|word|task|excl>){0,6}(?:<role|people|heads|crew|"
    "nation>)"
)
_SOON = compile_rule("<rel|weekday>")
_WORK_FOR = compile_rule("<task><role>")
_PEOPLE_NEEDED = compile_rule(
    "<role|people|heads|crew>(?:<number|adj|comma|dash|rel|on|lpar|word|rpar|excl>){0,4}<need>"
)
_RHETORICAL = compile_rule(
    "(?:^|<stop>)(?:<bullet|sign>*)<need|seek><adj>{0,2}<role|crew|people|heads><quest>"
)
_SELF = compile_rule("<bullet|sign|blank>*<adj>?<people><comma|dash|blank>?<num1><year>")
_OWN_YEARS = compile_rule("(?<!<ge|from>)<number><year><skill>|<skill><number><year>(?!<line>)")
_PERSON_FOR = compile_rule(
    "<bullet|quote|hash|star|blank>*<adj>?<people>{1,2}<on|in|for|behind>(?!<number|rel>)"
)
_CARD = compile_rule(
    "<bullet|quote|hash|star|blank|para|line>*<adj>?<role>+(?:<!line|para|dot|excl|quest>){0,12}(?:<line|para>|$)"
)
_ROLE_FIRST = compile_rule(
    "<bullet|quote|hash|star|blank>*(?:<word|adj|site|address|street|settle|task|latin|quote>{1,4}(?:<dash><word>)?<comma|dot|colon>){0,2}<adj>?<role>|"
    "(?:<settle><dot>|<!line|para|dot|excl|quest|need|hire>){1,10}<colon><adj>?<role>"
)
_NUMBER = compile_rule("<number>")
_NEED = compile_rule("<need|hire|seek>")
# What a number needs somewhere in the post to be a headcount, unless it is a number word.
_COUNTABLE = compile_rule(
    "<numword|any_need|role|act|pp|crew|seat|stavka|amount|each|more|left|enough|total|rel|weekday|origin|plus>"
)
_SUPPLIED = compile_rule("<supply><adj|number|approx|le|ge|po>{0,4}<role|people|heads|crew>")
_QUOTES = re.compile(r"[«“\"][^«»“”\"]{25,600}[»”\"]")
_OWN_AGE = re.compile(
    r"(?:^|\n)\W{0,5}возраст {0,3}[:—–-] {0,3}\d\d(?: {0,3}(?:лет|год\w{0,3}|г\.))? {0,3}(?:\n|$|,|;)",
    re.IGNORECASE,
)
_SOUGHT, _WANTED = compile_rule("<need|vacancy>"), compile_rule("<need|hire>")
_LACKING = compile_rule("<left><adj>{0,2}<role>")
_MOST_QUOTES, _MOST_QUOTED = 20, 0.9
_TO_WHOM = ("ам", "ям", "им", "ым", "ом", "ему", "ому")
_US = ("нас ", "работаем ")
_TITLE, _TOWN, _OPENS = 15, 50_000, 1
_TRADES = ("offer", "service")
_FAR, _FAR_WEIGHT = 40, 0.4
# Latin letters inside Cyrillic words, again and again: who hides words from filters is no employer.
_MIXED = re.compile("[а-яё][aceopxykmhtu][а-яё]|[а-яё]{2}[aceopxy](?![a-zа-яё])", re.IGNORECASE)
_MIXED_SIGN = re.compile("[aceopxykmhtuACEOPXYKMHTU](?<=[а-яёА-ЯЁ].)")
_DISGUISED = 4
_PAST = re.compile("[а-я]{3,}[аеиоуыя](?:ли|ла|ло|лся|лась|лось|лись|л)\\b")
_ASKS = compile_rule("<need|needinf|seek|hire|pp>")
_ASKED = compile_rule("<need|hire|vacancy>")
_OPENING, _OFTEN, _EVERY = 600, 2, 20
_ADDRESS = compile_rule(
    "(?:<!line|para|number|role|any_need>){1,8}<comma>(?:<address><dot>?)?<num1|num3><slash|letter|num1>{0,2}$"
)
BASE = -2.3
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
    named = {
        name: weight
        for name, weight in weights.items()
        if name != "base" and (weight > 0) == (score > _THRESHOLD)
    }
    strongest = max(named, key=lambda name: abs(named[name]), default="nothing that asks for people")
    post.score = score
    post.is_request = score > _THRESHOLD and bool(post.demands)
    post.confidence = confidence_of(score)
    post.rule = strongest
    post.closed = _closed(post)


def _weights(post: Post) -> dict[str, float]:
    """Every feature that holds with its weight, in log-odds; those of triggers are summed up to a cap."""
    sums = _of_triggers(post)
    sums["base"] = BASE
    features = (*_of_people(post), *_of_work(post), *_of_the_rest(post))
    sums.update({name: weight for name, weight, holds in features if holds})
    return {name: weight for name, weight in sums.items() if weight}


def _of_triggers(post: Post, *, numbers: bool = True) -> dict[str, float]:
    """The weight of each verdict; without ``numbers``, only what their reading cannot weaken."""
    sums: dict[str, float] = defaultdict(float)
    card = card_title(post) is not None  # under a card's title and pay, words of the firm's trade say little
    still = any(count.still and count.verdict == "headcount" for count in post.counts)
    for trigger in post.triggers:
        cap = CAPS.get(trigger.verdict)
        if cap is None or (still and trigger.verdict in _TRADES and trigger.phrase.startswith(_US)):
            continue  # "ищем ещё двоих, нас трое" asks
        if not numbers and (trigger.verdict == "sale" or trigger.phrase.startswith(_US)):
            continue
        # far down a long post a word of the wrong kind says little about what the post is
        far = trigger.weight < 0 and (
            trigger.start > _FAR or _apart(post, trigger) or (card and trigger.verdict in _TRADES)
        )
        weight = trigger.weight * (_FAR_WEIGHT if far else 1.0)
        total = sums[trigger.verdict] + weight
        sums[trigger.verdict] = max(total, cap) if cap < 0 else min(total, cap)
    return sums


def _apart(post: Post, trigger: Trigger) -> bool:
    """A sale in a sentence of its own beside roles with numbers: two posts in one."""
    if trigger.verdict != "sale":
        return False
    start, end = post.sentence_of(trigger.start)
    return any(
        count.verdict == "headcount"
        and (count.role is not None or _NEED.search(post.letters, *post.sentence_of(count.start)))
        and not start <= count.start < end
        for count in post.counts
    )


def _of_people(post: Post) -> Iterator[tuple[str, float, bool]]:
    letters = post.letters
    headcounts = [count for count in post.counts if count.verdict == "headcount"]
    with_role = any(count.role for count in headcounts)
    asked = any(rule.search(letters) for rule in (_NEED_PEOPLE, _PEOPLE_NEEDED, _WORK_FOR))
    yield "people needed", 2.2, asked
    yield "soon", 0.6, bool(headcounts and _SOON.search(letters))
    yield "more people", 0.8, any(count.still for count in headcounts)
    yield "roles counted", 2.0, with_role
    yield "people counted", 2.0, bool(headcounts) and not with_role
    yield "people supplied", -5.0, _supplied(post)
    ours = any(count.verdict == "offer" for count in post.counts)
    opens = any(count.verdict == "offer" and count.start <= _OPENS for count in post.counts)
    alone = ours and not any(count.still for count in headcounts) and not _LACKING.search(letters)
    yield "number of us", -6.0 if opens and not _SOUGHT.search(letters) else -3.0, alone
    yield "asked in quotes", -5.0, _quoted(post)
    yield "somebody of such an age", -3.0, bool(_SELF.match(letters)) and not _ASKED.search(letters)
    yield "age of one's own", -4.0, bool(_OWN_AGE.search(post.text)) and not _WANTED.search(letters)
    yield "years of one's own", -2.5, bool(_OWN_YEARS.search(letters)) and not _ASKED.search(letters)
    yield "a question to customers", -6.0, bool(_RHETORICAL.search(letters))


def _quoted(post: Post) -> bool:
    """``Видели? «Срочно 20 грузчиков, Клин, 5000 в день». Обман``: whoever asks is only quoted.

    All that asks and all that is counted stands in long quotes, and more is said outside.
    """
    spans = [match.span() for match in islice(_QUOTES.finditer(post.text), _MOST_QUOTES)]
    if not spans or sum(end - start for start, end in spans) > len(post.text) * _MOST_QUOTED:
        return False
    asks = [
        t.start for t in post.triggers if t.verdict in ("need", "seek", "hire", "vacancy") and t.weight > 1
    ]
    counted = [count.start for count in post.counts if count.verdict == "headcount" and count.role]
    places = [post.starts[token] for token in (*asks, *counted)]
    return bool(counted) and all(any(start < at < end for start, end in spans) for at in places)


def _supplied(post: Post) -> bool:
    """``предоставим 50 грузчиков``: people are offered; ``предоставляем рабочим жильё`` is a condition."""
    return any(
        not post.slice(match.end() - 1, match.end()).lower().endswith(_TO_WHOM)
        for match in _SUPPLIED.finditer(post.letters)
    )


def _of_work(post: Post) -> Iterator[tuple[str, float, bool]]:
    kinds = {demand.role.kind for demand in post.demands if demand.role}
    counted = any(count.verdict == "headcount" for count in post.counts)
    if post.roles and post.listed:
        early = post.lines[min(3, len(post.lines) - 1)][1]
        yield "roles", 1.6 if any(role.start < early for role in post.roles) else 0.8, True
        yield "title", 1.5, bool(_CARD.match(post.letters))
    elif post.activities:
        yield "activity", 0.8, True
    else:
        yield "person needed", 1.6, "title" in kinds
        yield "person for a place", 1.8, bool(_PERSON_FOR.match(post.letters))
        yield "verb", 0.5, counted and "activity" in kinds
        yield "verb that nobody needs", -1.5, not counted and "activity" in kinds and not _verb_needed(post)


def _verb_needed(post: Post) -> bool:
    """Whether a bare verb stands in a sentence, or under a line, that asks for somebody."""
    for demand in post.demands:
        start, end = post.sentence_of(demand.start)
        above = post.lines[max(0, post.line_of(demand.start) - 1)][0]
        if _ASKS.search(post.letters, min(start, above), end):
            return True
    return False


def _of_the_rest(post: Post) -> Iterator[tuple[str, float, bool]]:
    paid = any(count.verdict in ("pay", "pay or shifts") or count.rule == LARGE for count in post.counts)
    yield "card", 3.0, card_title(post) is not None
    yield "title over a town", 1.5, _over_town(post)
    yield "pay named", 0.9, paid
    yield "place", 0.8 if _ROLE_FIRST.match(post.letters) else 0.5, _named_place(post)
    yield "wording", _wording(post), True
    yield "told in the past", -1.2, _told(post)
    yield "disguised letters", -4.0, _disguised(post)


def _disguised(post: Post) -> bool:
    return bool(_MIXED_SIGN.search(post.text)) and len(_MIXED.findall(post.text)) >= _DISGUISED


def _wording(post: Post) -> float:
    """What the words weigh: little where a card's title and place, or a number beside "closed", tell more."""
    if post.wording >= wording.LEAST_TOLD:
        return post.wording
    told = _over_town(post) or card_title(post) is not None or _filled(post)
    return wording.LEAST_TOLD if told else post.wording


def _filled(post: Post) -> bool:
    """A request that its own text marks as closed: ``Каменщики, 6 человек, Клин. Закрыто, всем спасибо``."""
    return _closed(post) and any(count.verdict == "headcount" and count.role for count in post.counts)


def _closed(post: Post) -> bool:
    return any(trigger.verdict == "closed" for trigger in post.triggers)


def _over_town(post: Post) -> bool:
    """A job-board card without pay: a title on the first line, a town or an address on the second."""
    if (
        len(post.lines) < 3
        or not post.roles
        or post.roles[0].kind == "unlisted"
        or post.roles[0].start > 2
        or post.lines[0][1] > _TITLE
    ):
        return False
    return bool(_ADDRESS.match(post.letters, *post.lines[1])) or any(
        geo.start == post.lines[1][0] and any(c["population"] >= _TOWN for c in geo.candidates)
        for geo in post.geos
    )


def _told(post: Post) -> bool:
    """Whether the post tells what happened rather than asks: past tense again and again, and no need."""
    if _ASKED.search(post.letters):
        return False
    past = len(_PAST.findall(post.text, 0, _OPENING))
    return past >= _OFTEN and past * _EVERY > post.text.count(" ", 0, _OPENING)


def _named_place(post: Post) -> bool:
    return any(
        c["layer"] != "country" and c["kind"] != "adjective" and not c["common"]
        for geo in post.geos[:4]
        for c in geo.candidates
    )


def at_most(post: Post) -> float:
    """A bound from above on the weight of a post whose numbers are not read yet.

    What ``decide`` will find of words and places is known; of numbers, whether they could count anything.
    """
    letters = post.letters
    weight = BASE + sum(_of_triggers(post, numbers=False).values())
    weight += 2.2 if any(rule.search(letters) for rule in (_NEED_PEOPLE, _PEOPLE_NEEDED, _WORK_FOR)) else 0.0
    if post.roles:
        weight += 3.1 if _CARD.match(letters) else 1.6
    else:
        weight += 1.6 if _NEED.search(letters) else 0.8 if post.activities else 0.0
        weight += 1.8 if _PERSON_FOR.match(letters) else 0.0
    if _NUMBER.search(letters):
        weight += 0.9 + (3.9 if _COUNTABLE.search(letters) else 0.0)
    weight += 3.0 if card_title(post) else 0.0
    weight += 1.5 if _over_town(post) else 0.0
    least = wording.LEAST_TOLD if _closed(post) else wording.LEAST
    weight += max(_wording(post), least) - (1.2 if _told(post) else 0.0)
    return weight + (0.8 if _named_place(post) else 0.0)


@Language.factory("headcount_decision", requires=["doc.user_data"])
def create_decision(nlp: Language, name: str) -> Decider:  # noqa: ARG001
    """Make the component."""
    return Decider(name)
