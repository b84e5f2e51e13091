"""The component that reads all numbers of a post and says which count the people asked for."""

from __future__ import annotations

import itertools
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parser.analogy import by_analogy, by_places, respectively
from parser.classes import LETTERS, compile_rule
from parser.closing import closed_lines
from parser.columns import by_columns
from parser.corrections import better_so_many, correct, goes_with
from parser.in_turn import in_turn
from parser.legends import by_legends
from parser.lone import as_many, lone_number
from parser.matching import lexicon_of
from parser.one_more import one_more
from parser.parallel import by_letters
from parser.post import Count, GeoMatch, Post, RoleMatch, post_of
from parser.rest import by_rest
from parser.shifts import (
    by_crews,
    by_day_and_night,
    by_groups,
    by_shifts,
    by_sites,
    listed_places,
    noun_named,
    on_each,
    sites_named,
)
from parser.tables import by_lines_of_work, by_rows, by_works
from parser.values import Value, ValueReader
from parser.verdicts import judge

_PO = compile_rule("(?:<po>|<crew><times>)<approx>?$")
_SITES_AFTER = compile_rule(
    "(?:<role|adj|word|task|dot>){0,4}(?:<on|in|for>)(?:(?P<few><numword>)<word|room|address>(?=<stop|comma|colon|rpar>|$)|<each><from>(?P<m><number>)<adj>{0,2}(?:<word|measure|address>|"
    "<site|settle|shift|crew>)|(?P<n><number>)<adj>{0,2}<site|settle|shift|crew>)"
)
_SITES_BEFORE = compile_rule(
    "(?:(?P<n><number>)<adj>{0,2}<crew|site|settle|shift>|(?:^|<stop|comma>)<on|in|for>(?P<m><numword>)<adj>{0,2}<address|room>)"
    "(?:<lpar>(?:<!rpar>){1,16}<rpar>)?(?:<role|adj|word|task|latin|pp|dash|comma|from|lpar|colon|any_need>|<on|in><each>){0,6}$"
)
_SITES_NEED = compile_rule(
    "(?:^|<stop>)<adj>{0,2}(?P<n><number>)<adj>{0,2}<word|site|settle|shift|latin>(?:<!stop|number>){0,24}<any_need>$"
)
_EACH_PLACE = compile_rule(
    "<role|pp>*(?:<on><settle>(?=<comma|stop|rpar>|$)|<on|in|for><each>(?:<settle|site|word>|(?=<comma|stop|rpar>|$)))"
)
_CREWS_THEN_NUMBER = compile_rule("<crew>(?:<!stop>){0,6}?(?P<n><number>)$")
_MORE = compile_rule("(?:<more|left>)(?:<any_need|dash|colon|approx|total|heads>|<on|rel>){0,3}$")
_STILL = ("still so many", "plus so many")
_MORE_AFTER = compile_rule("(?:<any_need>)?<more|left>")
_TOTAL = compile_rule(
    "<total>(?:<any_need|dash|colon|amount|approx>|<adj>|<pp>){0,4}$|<total>(?:<!stop|number>){0,5}<any_need>$"
)
_LIST_BEFORE = compile_rule("<role>(?:<dash|colon|comma|lpar|word|task|adj|in|on|site>){0,5}<po><approx>?$")
_NEED = compile_rule("<any_need|role|act|amount>")
_BOUND_AFTER = compile_rule("<comma|dash>?(?:(?P<ge><ge>+)|(?P<le><le>+))(?=<stop|comma|rpar>|$)")
_ONE_OR = compile_rule("<heads><or>$")
_PRICE_GAP = compile_rule("(?:<dash|colon|lpar>){0,2}")
_HIGH, _TO_WHOM = 999, 100
_NEEDED = compile_rule("<any_need>")
_BACK = 15
_EMPLOYER = compile_rule("<site|firm>")
_PAID = compile_rule("<pay>")
_PER_ONE = compile_rule("<on|for><cardinal|num1|each><adj>?$|<per>$")
_STAFF, _THOUSAND, _HUGE, _MOST = 200, 1000, 10_000, 200
_ROLE_BEFORE = compile_rule("<role>(?:<dash|colon|lpar>){0,2}$")
_EACH = compile_rule("(?:<on|for|in>)?<each>")
_PEOPLE_LIMIT, _MOST_SITES = 200_000, 50
_SO_MANY_TIMES = "so many times so many"
_NEXT_EACH = compile_rule("(?:<role|pp|adj|word|task|in|on|comma|and|letter>){0,6}<po><approx>?")


class NumberReader:
    """Fills ``post.counts`` with every number and its verdict."""

    def __init__(self, nlp: Language, name: str = "headcount_numbers") -> None:
        """Number words come from the lexicon component, which stands before this one."""
        self.name = name
        self.nlp = nlp
        self._reader: ValueReader | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Judge every number of one Doc."""
        post = post_of(doc)
        if post.letters:
            reader = self._values()
            post.counts = [self._count(post, value) for value in reader.read(post)]
            _no_more_than(post, _MOST)
            filled = closed_lines(post)
            for count in post.counts:
                if count.verdict == "headcount" and post.line_of(count.start) in filled:
                    count.verdict, count.rule, count.role = "found", "row marked as filled", None
            for count in post.counts:
                _bounded_after(post, count)
            _times_as_before(post)
            one_more(post, reader.numbers, reader.spelling)
            goes_with(post)
            better_so_many(post)
            _merge_bounds(post)
            _prices(post)
            in_turn(post)
            by_analogy(post)
            respectively(post)
            by_places(post)
            by_rows(post)
            by_legends(post)
            by_columns(post)
            by_letters(post)
            by_lines_of_work(post)
            if post.roles or post.generics or post.activities:
                by_works(post)
                by_shifts(post)
                by_day_and_night(post)
                by_crews(post)
                by_groups(post)
                by_sites(post)
                correct(post)
                by_rest(post)
            as_many(post)
            lone_number(post)
            _no_more_than(post, _MOST)
        return doc

    def _values(self) -> ValueReader:
        if self._reader is None:
            numbers: dict[str, list[Any]] = lexicon_of(self.nlp)["numbers"]
            self._reader = ValueReader(numbers, self.nlp.vocab.strings.__getitem__)
        return self._reader

    def _count(self, post: Post, value: Value) -> Count:  # noqa: C901, PLR0911, PLR0912  a decision list
        verdict = judge(post, value)
        end = verdict.end or value.end
        count = Count(
            value.start,
            end,
            value.figure,
            value.minimum,
            value.maximum,
            verdict.verdict,
            verdict.rule,
            verdict.noun,
        )
        if count.verdict != "headcount":
            return count
        if verdict.rule == "found of wanted" and value.fraction is not None:
            count.minimum = count.maximum = value.fraction - value.size
        if value.size > _PEOPLE_LIMIT or (not value.size and value.fraction is None):
            count.verdict, count.rule = "other", "out of range"
            return count
        least, outright = (_STAFF, _HUGE) if verdict.noun == "people" else (_THOUSAND, _THOUSAND)
        if (
            value.size >= least
            and verdict.noun in ("people", "role")
            and not _asked(post, value, outright=value.size >= outright)
        ):
            count.verdict, count.rule = "staff", "large number of people that nobody asks for"
            return count
        left = post.letters[max(0, value.start - 10) : value.start]
        right = post.letters[end : end + 12]
        if verdict.noun == "role":
            count.role = _at(post.roles, value.end, end)
            if count.role is not None and not count.role.direct and value.size >= _TO_WHOM:
                count.verdict, count.rule, count.role = "pay", "number to a role in the dative", None
                return count
        elif verdict.noun == "people" and _ROLE_BEFORE.search(left):
            count.role = next(
                (role for role in reversed(post.roles) if role.end <= value.start and role.direct), None
            )
        elif verdict.noun == "role before":
            count.role = next((role for role in reversed(post.roles) if role.end <= value.start), None)
            if count.role and _PER_ONE.search(post.letters, max(0, count.role.start - 3), count.role.start):
                count.verdict, count.rule, count.role = "per head", "so much for one of a role", None
                return count
            if count.role and (
                not count.role.direct or _PAID.search(post.letters, *_before(post, count.role))
            ):
                count.verdict, count.rule, count.role = "pay", "role and number in a sentence on pay", None
                return count
        count.still = bool(_MORE.search(left) or _MORE_AFTER.match(right) or verdict.rule in _STILL)
        if _TOTAL.search(left):
            count.rule = "total and number"
        if _PO.search(left):
            self._multiply(post, count, value, right)
            if not count.crews and (
                verdict.rule == "so many of each" or _EACH.match(right) or _LIST_BEFORE.search(left)
            ):
                count.each = True
        return count

    def _multiply(self, post: Post, count: Count, value: Value, right: str) -> None:
        """``2 бригады по 10`` and ``по 20 человек на два объекта``: so many times so many."""
        line_start, line_end = post.lines[post.line_of(value.start)]
        head = post.letters[line_start : value.start - 1]
        before = _SITES_BEFORE.search(head) or _SITES_NEED.search(head) or _CREWS_THEN_NUMBER.search(head)
        after = _SITES_AFTER.match(right)
        if before:
            at = line_start + before.start(before.lastgroup or 0)
        elif after and count.end + after.start(after.lastgroup or 0) < line_end:
            at = count.end + after.start(after.lastgroup or 0)
        elif (sites := sites_named(post, value)) is not None or (
            sites := noun_named(post, count)
        ) is not None:
            at = sites
        elif _EACH_PLACE.match(right) or on_each(post, value) or listed_places(post, count) > 1:
            at = -1
        else:
            return
        if at < 0:
            before_it = len(
                {geo.start for geo in post.geos if geo.start < count.start and not _whose(post, geo)}
            )
            times = listed_places(post, count) or before_it or 1
        else:
            times = self._values()._single(post, at).minimum or 1  # noqa: SLF001
        if not 1 < times <= _MOST_SITES:
            return
        count.multiply(times, _SO_MANY_TIMES)
        if before:
            count.start = at


def _no_more_than(post: Post, most: int) -> None:
    """A post that asks for more is no post but a heap; what is compared with each other stays few."""
    for count in [count for count in post.counts if count.verdict == "headcount"][most:]:
        count.verdict, count.rule, count.role = "other", "too many headcounts for one post", None


def _times_as_before(post: Post) -> None:
    """``на четыре депо по 5 слесарей, по 2 осмотрщика``: what goes on with "по" is for as many sites."""
    for one, other in itertools.pairwise(post.counts):
        if one.times < 2 or other.verdict != "headcount" or other.crews:
            continue
        if _NEXT_EACH.fullmatch(post.letters, one.end, other.start):
            other.multiply(one.times, _SO_MANY_TIMES)


def _whose(post: Post, geo: GeoMatch) -> bool:
    """``Сибирский холдинг``: an adjective by itself is no place to count."""
    adjectival = post.slice(geo.start, geo.end).endswith(("ий", "ый", "ой"))
    return all(c["kind"] == "adjective" or (adjectival and c["word"]) for c in geo.candidates)


def _bounded_after(post: Post, count: Count) -> None:
    """``8 плиточников максимум``, ``четверых, не меньше``: a bound said after the noun."""
    if count.verdict != "headcount" or count.minimum != count.maximum:
        return
    bound = _BOUND_AFTER.match(post.letters, count.end)
    if bound is not None and bound["le"]:
        count.minimum = None
    elif bound is not None:
        count.maximum = None


def _merge_bounds(post: Post) -> None:
    """``минимум 8 маляров максимум 12`` is one range."""
    for low, high in itertools.pairwise(post.counts):
        if (
            (low.verdict != "headcount" and not (low.verdict == "other" and high.verdict == "headcount"))
            or low.minimum is None
            or low.maximum is not None
            or high.minimum is not None
            or high.maximum is None
        ):
            continue
        if (
            high.start - low.end < 3
            and (low.minimum or 0) < high.maximum
            and high.verdict in ("headcount", "other")
        ):
            low.maximum, low.end = high.maximum, high.end
            low.verdict, low.rule = "headcount", high.rule if low.verdict == "other" else low.rule
            low.noun, low.role = low.noun or high.noun, low.role or high.role
            high.role, high.verdict, high.rule = None, "part", "upper bound of the number before"
    _merge_choices(post)


def _merge_choices(post: Post) -> None:
    """``2 человека или 4 человека`` is 2 to 4; ``человек или два`` is 1 to 2."""
    for count in post.counts:
        if (
            count.verdict in ("headcount", "other")
            and _ONE_OR.search(post.letters, max(0, count.start - 2), count.start)
            and count.minimum == 2
        ):
            count.minimum, count.start, count.verdict, count.rule = (
                1,
                count.start - 2,
                "headcount",
                "one or two",
            )
    for one, other in itertools.pairwise(post.counts):
        if (
            one.verdict == other.verdict == "headcount"
            and post.letters[one.end : other.start] == LETTERS["or"]
        ):
            one.minimum, one.maximum, one.end = _least(one, other), _most(one, other), other.end
            other.verdict, other.rule = "part", "choice with the number before"


def _least(one: Count, other: Count) -> int | None:
    return min((n for n in (one.minimum, other.minimum) if n is not None), default=None)


def _most(one: Count, other: Count) -> int | None:
    return None if one.maximum is None or other.maximum is None else max(one.maximum, other.maximum)


def _prices(post: Post) -> None:
    """``Швея — от 70 до 110 тыс. Закройщик — 90``: where one role has its pay, bare numbers are pay."""
    bare = [count for count in post.counts if count.rule == "role and number" and count.role is not None]
    if not bare:
        return
    for count in post.counts:
        if count.verdict == "pay" or (
            count.verdict == "other" and max(count.minimum or 0, count.maximum or 0) > _HIGH
        ):
            role = next((role for role in reversed(post.roles) if role.end <= count.start), None)
            if role and _PRICE_GAP.fullmatch(post.letters[role.end : count.start]):
                for other in bare:
                    if other.role is role or _tiny(other, count):
                        continue
                    other.verdict, other.rule, other.role = (
                        "pay",
                        "number after a role, as the pay of another",
                        None,
                    )
                return


def _tiny(count: Count, price: Count) -> bool:
    """Whether a number is too small beside a price to be one: ``сварщик 5000, подсобник 2``."""
    least = min(n for n in (price.minimum, price.maximum) if n is not None)
    return max(count.minimum or 0, count.maximum or 0) * 10 < min(least, 1000)


def _before(post: Post, role: RoleMatch) -> tuple[int, int]:
    return post.sentence_of(role.start)[0], role.start


def _asked(post: Post, value: Value, *, outright: bool) -> bool:
    """Whether a need stands in the sentence or before; unless ``outright``, a role or an opening will do."""
    start, end = post.sentence_of(value.start)
    need = _NEEDED if outright else _NEED
    if need.search(post.letters, start, end) or _NEEDED.search(post.letters, max(0, start - _BACK), start):
        return True
    opens = value.start - start < 4 and not _EMPLOYER.search(post.letters, start, value.start)
    return opens and not outright


def _at(roles: list[RoleMatch], start: int, end: int) -> RoleMatch | None:
    return next((role for role in roles if start <= role.start < end), None)


@Language.factory("headcount_numbers", requires=["doc.user_data"])
def create_numbers(nlp: Language, name: str) -> NumberReader:
    """Make the component."""
    return NumberReader(nlp, name)


__all__ = ["LETTERS", "NumberReader", "create_numbers"]
