"""The same role named again is one request, unless each mention has a count of its own."""

from __future__ import annotations

from parser.post import Post, RoleMatch


def once(post: Post, roles: list[RoleMatch], counted: set[int]) -> list[RoleMatch]:
    """The same role named again is one, unless each mention has a count of its own."""
    kept: list[RoleMatch] = []
    for role in roles:
        twin = next((other for other in kept if _same(post, other, role)), None)
        if twin is None or (
            has_count(post, role, counted)
            and has_count(post, twin, counted)
            and post.slice(role.start, role.end).isascii() == post.slice(twin.start, twin.end).isascii()
        ):
            kept.append(role)
        elif id(role) in counted:
            kept[kept.index(twin)] = role
    return kept


def has_count(post: Post, role: RoleMatch, counted: set[int]) -> bool:
    """Whether a role has a number of its own, or people counted right after it: ``сварщики 5 чел.``."""
    return id(role) in counted or any(
        count.start == role.end and count.verdict == "headcount" for count in post.counts
    )


def _same(post: Post, one: RoleMatch, other: RoleMatch) -> bool:
    if post.slice(one.start, one.end).isascii() != post.slice(other.start, other.end).isascii():
        return one.role == other.role
    first, second = (post.slice(role.start, role.end).lower()[:5] for role in (one, other))
    bare = 1 in (one.end - one.start, other.end - other.start)
    return (first == second and bare) or (one.role == other.role and (first == second or one.isco08 is None))
