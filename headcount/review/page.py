"""What the page shows of one post, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from headcount.review.choices import Choices
from headcount.review.desk import SHOWS, Desk, Filters, Next
from headcount.review.draft import Draft, draft_of
from headcount.review.marking import pieces
from headcount.review.words import LANGUAGES, words
from storage import Correction, Item, canonical, said_of, sha256

BLANK_ROWS = 1
"""Empty rows at the end of the form, for what the parser did not see; the page's script adds more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as it is shown: the machine's reading, or outside of an audit the last reviewer's."""

    item: Item
    said: Mapping[str, Any]
    standing: Correction | None
    """What people said of it last; None in an audit, where each judges alone."""

    @property
    def seen(self) -> str:
        """A mark of what is shown, so that nobody confirms what they did not see."""
        return sha256(canonical(dict(self.said)))[:16]

    @property
    def over(self) -> int | None:
        """The number of the correction that a new one would follow."""
        return self.standing.id if self.standing else None


def shown(item: Item, corrections: Sequence[Correction], *, reviewer: str, audit: str | None) -> Shown:
    """What a reviewer sees: in an audit the machine's reading, or their own word if they gave it already."""
    seen = [one for one in corrections if audit is None or one.reviewer == reviewer]
    if not seen:
        return Shown(item, said_of(item.reading, item.roles_ru), None)
    return Shown(item, said_of(seen[-1].reading, seen[-1].roles_ru), seen[-1])


def render(
    post: Shown | None,
    *,
    desk: Desk,
    filters: Filters,
    ahead: Next,
    choices: Choices,
    token: str,
    draft: Draft | None = None,
    messages: Sequence[str] = (),
) -> str:
    """The whole page; ``post`` is None where nothing is left, ``draft`` what was typed and not saved."""
    t = words(filters.lang)
    names: dict[str, Any] = {
        "t": t,
        "desk": desk,
        "filters": filters,
        "shows": SHOWS,
        "languages": LANGUAGES,
        "ahead": ahead,
        "token": token,
        "messages": messages,
        "post": post,
        "back": desk.before(post.item.version if post else None),
        "roles": [role.shown(filters.lang) for role in choices.roles],
        "role_filters": [(role.label, role.shown(filters.lang)) for role in choices.roles],
        "places": list(choices.places(filters.lang)),
        "editing": draft is not None,
    }
    if post is not None:
        said = post.said
        text = post.item.text
        names |= {
            "pieces": pieces(text, said),
            "lines": [_line(one, t, choices, filters.lang) for one in said["requests"]],
            "total": _people(said["total"], t) if said.get("total") else "",
            "where": _listed((one["iso"] for one in said["regions"]), choices, filters.lang),
            "whence": [
                f"{choices.place_name(one['iso'], filters.lang)} ({t['basis_' + one['basis']]})"
                for one in said["origins"]
            ],
            "closed": bool(said.get("closed")),
            "draft": draft or draft_of(said, filters.lang),
            "text": text,
        }
    return _environment().get_template("page.html.j2").render(names)


@dataclass(frozen=True, slots=True)
class Line:
    """One request in words."""

    people: str
    role: str
    where: str


def _line(one: Mapping[str, Any], t: Mapping[str, str], choices: Choices, language: str) -> Line:
    role = choices.role(one["role"] or "")
    name = role.shown(language) if role else one["role"] or t["no_role"]
    return Line(_people(one, t), name, ", ".join(_listed(one["regions"], choices, language)))


def _listed(isos: Any, choices: Choices, language: str) -> list[str]:
    return [f"{choices.place_name(iso, language)} ({iso})" for iso in isos]


def _people(one: Mapping[str, Any], t: Mapping[str, str]) -> str:
    least, most = one["headcount_min"], one["headcount_max"]
    if least is None:
        return t["no_number"] if most is None else t["up_to"].format(n=most)
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}–{most}"


def quoted(text: str, span: str) -> str:
    """The words that a span as typed covers; empty where it is none."""
    start, _, end = span.partition("-")
    return text[int(start) : int(end)] if start.isdecimal() and end.isdecimal() else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("headcount.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = quoted
    return environment
