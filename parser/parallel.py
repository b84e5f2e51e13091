"""Lists with the same letters: ``Кого: а) токарь; б) маляр. Сколько: а) 3; б) 5``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, zip_longest

from parser.activities import WORKERS
from parser.classes import compile_rule
from parser.columns import ASKED, LONGEST, kind_of
from parser.post import Count, Post, RoleMatch

_RULE = "number under the letter of a role"
# "в)" and "к)" are letters of a list, too, though the words are prepositions
_LABEL = compile_rule("(?<!<lpar>)(?P<label><letter|num1|in|and|from|to|or|address>)<rpar>")
_TITLE = compile_rule("(?P<title><word|adj|agent|latin>{1,4})(?=<stop|semi|comma|lpar>|$)")
_LEAST, _REACH, _MOST = 2, 2, 100


@dataclass(slots=True)
class _Item:
    """What stands behind one letter, from the letter's end to the next one."""

    label: str
    start: int
    end: int


def by_letters(post: Post) -> None:
    """Give each role of a list with letters the number behind its letter in the list that is headed so."""
    lists = _lists(post) if len(post.letters) <= LONGEST else []
    named = next((one for one in lists if sum(_role(post, item) is not None for item in one) >= _LEAST), None)
    if named is None:
        return
    for numbers in lists[lists.index(named) + 1 :]:
        counts = {item.label: _number(post, item) for item in numbers}
        if not all(counts.values()) or kind_of(_heading(post, numbers[0].start - 2)) not in ASKED:
            continue
        for item in named:
            count = counts.get(item.label)
            role = _role(post, item) or _title(post, item)
            if count is not None and role is not None and count.maximum:
                count.verdict, count.rule, count.role = "headcount", _RULE, role
        return


def _lists(post: Post) -> list[list[_Item]]:
    """Runs of letters, a new one where a letter comes again; each item ends with its line at the latest."""
    found: list[list[_Item]] = []
    labels = list(islice(_LABEL.finditer(post.letters), _MOST))
    for match, following in zip_longest(labels, labels[1:]):
        label = post.slice(match.start("label"), match.start("label") + 1).lower()
        if len(label) > 1 and not label.isdigit():
            continue
        end = post.lines[post.line_of(match.start())][1]
        item = _Item(label, match.end(), min(end, following.start()) if following else end)
        if not found or any(other.label == label for other in found[-1]):
            found.append([])
        found[-1].append(item)
    return [items for items in found if len(items) >= _LEAST]


def _role(post: Post, item: _Item) -> RoleMatch | None:
    return next((role for role in post.roles if item.start <= role.start < item.end), None)


def _title(post: Post, item: _Item) -> RoleMatch | None:
    """What the lexicon does not know stands for a role among roles."""
    match = _TITLE.match(post.letters, item.start, item.end)
    if match is None:
        return None
    role = RoleMatch(*match.span("title"), "title", *WORKERS, None, direct=True)
    post.roles.append(role)
    post.roles.sort(key=lambda other: other.start)
    return role


def _number(post: Post, item: _Item) -> Count | None:
    return next(
        (
            count
            for count in post.counts
            if item.start <= count.figure[0] < min(item.end, item.start + _REACH)
        ),
        None,
    )


def _heading(post: Post, label: int) -> str:
    """What stands before the first letter on its line, or on the line above."""
    line = post.line_of(label)
    start = post.lines[line][0]
    if start == label and line:
        start = post.lines[line - 1][0]
    return post.text[post.starts[start] : post.starts[label]]
