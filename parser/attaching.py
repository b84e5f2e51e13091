"""Which count belongs to which role: one phrase, one line, a line of its own, one count for several."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from parser.agreeing import tags
from parser.analogy import OF_PLACE
from parser.classes import LETTERS, compile_rule
from parser.loose import own_work, place_of, without_roles, work_of
from parser.post import Count, Demand, Post, RoleMatch, post_of
from parser.sexes import both_sexes

_SEAT = LETTERS["seat"]
_TOUCHING = compile_rule("<dash|colon|lpar>?")
_LISTED = compile_rule("<comma|and|slash>{1,2}<adj>{0,2}")
_BEFORE_LISTED = compile_rule("(?:<word|adj>{0,3})<comma|and|slash>{1,2}<adj>{0,2}")
_MANY, _NEXT = 5, 3
_ROLE_GAP = compile_rule(
    "(?:<dot|comma|quote>)?(?:<from|adj|letter|dash|colon|lpar|word|task|in|on|latin|comma|and|nation>){0,4}$"
)


class Attacher:
    """Makes ``post.demands``: one a role, with its count; ``post.total`` for a count over several roles."""

    def __init__(self, name: str = "headcount_attachment") -> None:
        """Nothing to set up."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Attach the counts of one Doc."""
        post = post_of(doc)
        if post.letters:
            attach(post)
        return doc


def attach(post: Post) -> None:
    """Fill ``post.demands`` and ``post.total``."""
    counts = _current(post, _without_crew_size(post, [c for c in post.counts if c.verdict == "headcount"]))
    roles = post.roles
    bound: dict[int, list[Count]] = {}
    loose: list[Count] = []
    groups: list[tuple[Count, list[RoleMatch]]] = []
    own = {id(count.role) for count in counts if count.role is not None}
    for count in counts:
        if count.role is not None and any(role is count.role for role in roles):
            together = _together(post, count, roles, own)
            if len(together) > 1:
                groups.append((count, together))
                continue
            bound.setdefault(id(count.role), []).append(count)
            continue
        if count.each and roles:
            for role in _each_of(post, count, counts):
                bound.setdefault(id(role), []).append(count)
            continue
        near = _near(post, count, counts, [role for role in roles if id(role) not in own])
        if len(near) == 1:
            bound.setdefault(id(near[0]), []).append(count)
        elif near:
            groups.append((count, near))
        else:
            loose.append(count)
    both_sexes(post, bound, loose)
    _settle_loose(post, loose, bound, groups)
    _emit(post, bound, groups, loose)


def _current(post: Post, counts: list[Count]) -> list[Count]:
    """Drop the counts that a later word of the same post replaced: ``ещё 2`` beats ``12 человек``."""
    still = [count for count in counts if count.still] or [c for c in counts if _seats(post, c)]
    if len({count.role.role for count in counts if count.role}) > 1:
        still = [count for count in still if count.role or count.noun in ("role", "people")]
    still = [count for count in counts if count in still or _goes_on(post, count, still)]
    if not still or len(still) == len(counts):
        return counts
    with_role = {count.role.role for count in still if count.role}
    if len(with_role) == len(still):
        return [c for c in counts if c in still or _of_another(post, c, with_role)]
    if any(count.role is not None for count in counts if count not in still) and not any(
        c.still for c in still
    ):
        return counts
    return still


def _of_another(post: Post, count: Count, roles: set[str]) -> bool:
    """Whether a number is of another role than these: its own, or the one right before ``по 6``."""
    if count.role is not None:
        return count.role.role not in roles
    beside = (role for role in post.roles if 0 <= count.start - role.end < _NEXT)
    return any(role.role not in roles for role in beside)


def _each_of(post: Post, count: Count, counts: list[Count]) -> list[RoleMatch]:
    """The roles that ``по 4`` is for: all, or where others are counted too, those listed before it."""
    if (
        all(other is count or other.role is None for other in counts if not other.each)
        and len([other for other in counts if other.each]) == 1
    ):
        return post.roles
    found: list[RoleMatch] = []
    at = count.start
    for role in reversed([role for role in post.roles if role.end <= count.start]):
        if found and not _BEFORE_LISTED.fullmatch(post.letters, role.end, at):
            break
        found.append(role)
        at = role.start
    return found or post.roles


def _goes_on(post: Post, count: Count, still: list[Count]) -> bool:
    """``надо ещё шесть и слесарей пару``: what an "and" adds to the number still wanted is wanted too."""
    start, _ = post.sentence_of(count.start)
    return any(
        start <= other.start < count.start and post.letters[other.end : other.end + 1] == LETTERS["and"]
        for other in still
    )


def _without_crew_size(  # noqa: PLR0911  a decision list
    post: Post, counts: list[Count]
) -> list[Count]:
    """``2 человека (всего 4)``: a total that is no sum of the others is the size of the whole crew."""
    totals = [count for count in counts if count.rule == "total and number"]
    others = [count for count in counts if count.rule != "total and number"]
    named = {count.role.role for count in others if count.role}
    if totals and len(others) > 1 and any(count.rule == OF_PLACE for count in others):
        return others  # "всего 35: двадцать в Тверь, пятнадцать под Орёл"
    if totals and len(others) > 1 and len(named) < 2 and _sum(others) == totals[0].minimum:
        totals[0].role = totals[0].role or next((count.role for count in others if count.role), None)
        return totals[:1]  # "60 операторов, потом ещё 60, всего 120": waves of one crew
    lone = bool(totals) and len(post.roles) == len(others) == 1 and _in_all(post, totals[0])
    if lone and _sum(others) < (totals[0].minimum or 0):
        totals[0].role = totals[0].role or others[0].role
        return totals[:1]  # "первая партия 10 швей, вторая 15, итого 25"
    if named and len(post.roles) > 1 and totals and all(total.role is None for total in totals):
        return others  # "токарь, 2 фрезеровщика, всего трое": roles have counts of their own
    if totals and totals[0].role and not any(count.role for count in others):
        return totals[:1]  # "30 человек, 30, 40. В сумме сто сборщиков": waves of one crew
    if not totals or not others or any(count.role for count in others):
        return counts
    return others


def _in_all(post: Post, total: Count) -> bool:
    return any(
        post.slice(token, token + 1).lower().startswith("итог")
        for token in range(max(0, total.figure[0] - 4), total.figure[0])
    )


def _sum(counts: list[Count]) -> int:
    return sum(count.minimum or 0 for count in counts)


def _seats(post: Post, count: Count) -> bool:
    return count.noun == "seat" and post.letters[count.end - 1] == _SEAT


def _near(post: Post, count: Count, counts: list[Count], roles: list[RoleMatch]) -> list[RoleMatch]:
    """The uncounted roles that a count without a role of its own is about, by its line."""
    line = post.line_of(count.figure[0])
    start, end = post.sentence_of(count.figure[0])
    if not any(start <= role.start < end for role in roles):
        start, end = post.lines[line]
    here = [role for role in roles if start <= role.start < end]
    others = [c for c in counts if c is not count and start <= c.figure[0] < end]
    left_edge = max((c.end for c in others if c.figure[0] < count.figure[0]), default=start)
    right_edge = min((c.figure[0] for c in others if c.figure[0] > count.figure[0]), default=end)
    before = [role for role in here if left_edge <= role.start < count.figure[0]]
    after = [role for role in here if count.figure[0] < role.start < right_edge]
    adjacent = bool(after) and bool(_ROLE_GAP.match(post.letters[count.end : after[0].start]))
    following = post.letters[count.end : count.end + 1]
    touching = bool(before) and bool(_TOUCHING.fullmatch(post.letters[before[-1].end : count.start]))
    after_comma = following == LETTERS["comma"] or (touching and following == LETTERS["and"])
    if touching and after_comma and adjacent and count.noun in ("people", "seat"):
        return before[-1:]  # "пекарь, формовщица 2 чел и уборщица"
    if touching and adjacent and LETTERS["colon"] in post.letters[count.end : after[0].start]:
        return before[-1:]  # "Тюмень: сварщики 5 чел. Сургут: маляры 7 чел."
    if adjacent and not (before and (after_comma or count.rule == "role and number")):
        return after
    if before:
        return before[-1:] if others and any(c.figure[0] < count.figure[0] for c in others) else before
    if after:
        return after if not others else after[:1]
    return _above(post, line, roles, counts)


def _together(post: Post, count: Count, roles: list[RoleMatch], own: set[int]) -> list[RoleMatch]:
    """``тысяча слесарей и операторов``: the roles in the genitive that one number counts."""
    if count.role is None or count.noun != "role" or max(count.minimum or 0, count.maximum or 0) < _MANY:
        return []
    found = [count.role]
    for role in roles:
        last = found[-1]
        if role.start < last.end or id(role) in own:
            continue
        if not _LISTED.fullmatch(post.letters[last.end : role.start]) or not _genitive(post, role):
            break
        found.append(role)
    return found


def _genitive(post: Post, role: RoleMatch) -> bool:
    """Whether the first noun of a role is a genitive plural and no nominative; in English, a plural."""
    if post.language == "en":
        return post.slice(role.start, role.end).endswith("s")
    for token in range(role.start, role.end):
        nouns = [tag for tag in tags(post, token) if tag.startswith("NOUN")]
        if nouns:
            return any("plur,gent" in tag for tag in nouns) and not any("nomn" in tag for tag in nouns)
    return False


def _above(post: Post, line: int, roles: list[RoleMatch], counts: list[Count]) -> list[RoleMatch]:
    """A count on a line of its own under a role line, where the post alternates roles and counts."""
    if line == 0:
        return []
    start, end = post.lines[line - 1]
    above = [role for role in roles if start <= role.start < end]
    if len(above) != 1 or len(roles) == 1:
        return above if len(roles) == 1 else []
    lines = {post.line_of(count.figure[0]) for count in counts}
    role_lines = {post.line_of(role.start) for role in roles}
    if len(lines) > 1 and not lines & role_lines and all(index + 1 in lines for index in role_lines):
        return above
    return []


def _settle_loose(
    post: Post,
    loose: list[Count],
    bound: dict[int, list[Count]],
    groups: list[tuple[Count, list[RoleMatch]]],
) -> None:
    """Give counts that stand alone to the roles that still have none."""
    grouped = {id(role) for _, group in groups for role in group}
    free = [role for role in post.roles if id(role) not in bound and id(role) not in grouped]
    if not loose or not post.roles:
        return
    sure = [count for count in loose if own_work(post, count)]
    if sure:
        others = [count for count in loose if not any(count is one for one in sure)]
        _settle_loose(post, others, bound, groups)
        loose[:] = sure
        return
    own = [count for count in loose if _own_work(post, count)]
    if own and (not free or len(own) < len(loose)):
        loose[:] = own
        return
    if not free:
        if len(post.roles) == 1:
            bound[id(post.roles[0])].extend(loose)
        loose.clear()
        return
    if len(free) == 1:
        bound[id(free[0])] = list(loose)
    elif not bound:
        groups.append((loose[0], free))
    loose.clear()


def _own_work(post: Post, count: Count) -> bool:
    """Whether a count names work of its own: ``2 чел на плитку``, ``рабочие по уходу — 25 человек``."""
    return work_of(post, count) is not None


def _emit(
    post: Post,
    bound: dict[int, list[Count]],
    groups: list[tuple[Count, list[RoleMatch]]],
    loose: list[Count],
) -> None:
    for role in post.roles:
        counts = bound.get(id(role), [])
        if not counts:
            post.demands.append(
                Demand(role, None, None, None, "role without a number", 0.85, role.start, role.end)
            )
        for count in _distinct(post, counts):
            confidence = 0.97 if count.role is role else 0.9
            post.demands.append(
                Demand(
                    role, count, count.minimum, count.maximum, count.rule, confidence, role.start, role.end
                )
            )
    if groups and not bound:
        post.total = groups[0][0]
    elif groups:
        for count, group in groups[:1]:
            post.total = count if len(group) > 1 else None
    if not post.roles:
        without_roles(post, loose)
    else:
        for count in loose:
            work = work_of(post, count)
            if work is not None:
                post.demands.append(
                    Demand(work, count, count.minimum, count.maximum, count.rule, 0.8, work.start, work.end)
                )


def _distinct(post: Post, counts: list[Count]) -> list[Count]:
    """Several counts for one role: each place or line of a list has its own; else the first holds."""
    if len(counts) < 2:
        return counts
    placed = [place_of(post, count, counts) for count in counts]
    if all(placed) and len(set(placed)) == len(placed):
        return counts
    if all(count.role is not None for count in counts):
        return counts
    return counts[:1]


@Language.factory("headcount_attachment", requires=["doc.user_data"])
def create_attachment(nlp: Language, name: str) -> Attacher:  # noqa: ARG001
    """Make the component."""
    return Attacher(name)
