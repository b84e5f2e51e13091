"""Tables of roles and numbers: rows of cells, under a line that names their columns or with none."""

from __future__ import annotations

import csv
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from pathlib import Path

from parser.classes import LETTERS, compile_rule
from parser.post import Count, Post, RoleMatch
from parser.stems import stems

#: The rule of a number in the column that says how many are asked for, and of the numbers beside it.
COLUMN, BESIDE = "number in the column of people", "number in another column"
#: The rule of a number in a row whose people are all there.
FILLED = "row whose people are all there"
_KINDS = Path(__file__).parent / "data" / "columns.csv"
_SIGNS = ("|", ";", "/")
_SLASH, _SEMI, _DASH = (LETTERS[name] for name in ("slash", "semi", "dash"))
_DOTS, _LEADER = LETTERS["dot"] * 3, compile_rule("<dot>{3,99}")
_LEAST_CELLS = _LEAST_ROWS = 2
_MOST, _MOST_ROWS = 300, 60
#: Tokens of the longest post that Telegram sends, and some more; longer ones are no tables.
LONGEST = 3000
_READY = ("headcount", "other")
_AROUND_WORDS = " \n|;/—–-:.,*()"
_AROUND = _AROUND_WORDS + "0123456789"
#: Kinds of columns whose numbers say how many are asked for.
ASKED = ("wanted", "missing")

Cell = tuple[int, int]
Row = list[Cell]


def by_columns(post: Post) -> None:
    """Of each row, take the number that stands under the heading of people, less those who are there.

    A row belongs to the table as long as it has as many cells as the heading, and counts if it names a role:
    tables of vacancies by region are statistics. Without a heading, the one column of small numbers counts.
    """
    several = any(sign in post.letters for sign in (_SLASH, _SEMI, _DASH, _DOTS)) or "  " in post.text
    if len(post.lines) < _LEAST_ROWS or len(post.letters) > LONGEST:
        return
    if not several and not _numbers_in_turn(post):
        return
    table = [_splits(post, line) for line in post.lines]
    at = 0
    while at < len(post.lines):
        at += (
            _under_heading(post, table, at)
            or _on_its_side(post, table, at)
            or _without_heading(post, table, at)
            or 1
        )


def _under_heading(post: Post, table: list[list[Row]], at: int) -> int:
    """Read a table that begins with the names of its columns; the number of its lines, 0 if there is none."""
    for cells in table[at]:
        kinds = [_kind(post, cell) for cell in cells]
        if not any(kinds) or any(
            _figure(post, cell) or (kind and _counts(post, cell))
            for kind, cell in zip(kinds, cells, strict=True)
        ):
            continue
        rows = _rows(post, table, at + 1, len(cells))
        if not rows:  # where the first column has no name
            rows, kinds = _rows(post, table, at + 1, len(cells) + 1), ["", *kinds]
        if rows and set(kinds) - {"", "there"}:
            for row in rows:
                _read(post, kinds, row)
            return 1 + len(rows)
    return 0


def _on_its_side(post: Post, table: list[list[Row]], at: int) -> int:
    """Read a table whose columns are roles and whose rows are places, or what is said of the roles."""
    line = post.lines[at]
    roles = [role for role in post.roles if line[0] <= role.start < line[1]]
    if len(roles) < _LEAST_CELLS or _counts(post, line):
        return 0
    named = (cells for cells in table[at] if [_holds(cell, roles) for cell in cells].count(1) == len(roles))
    cells = next(named, None)
    rows = (
        []
        if cells is None
        else _rows(post, table, at + 1, len(cells)) or _rows(post, table, at + 1, len(cells) + 1)
    )
    asked = [row for row in rows if _kind(post, row[0]) in ASKED] or [
        row for row in rows if any(row[0][0] <= geo.start < row[0][1] for geo in post.geos)
    ]
    if not asked:
        return 0
    for row in rows:
        _aside([count for cell in row for count in _counts(post, cell)])
    for row in asked:
        for role, cell in zip(roles, row[-len(roles) :], strict=True):
            for count in _counts(post, cell)[:1]:
                take(post, count, role, count.maximum)
    return 1 + len(rows)


def _holds(cell: Cell, roles: list[RoleMatch]) -> int:
    return sum(cell[0] <= role.start < cell[1] for role in roles)


def _without_heading(post: Post, table: list[list[Row]], at: int) -> int:
    """Read rows of a role and several numbers each, of which one column alone can be people."""
    rows = _rows(post, table, at, 0)
    if len(rows) < _LEAST_ROWS or len(rows[0]) <= _LEAST_CELLS:
        return 0
    roles = [_role(post, row) for row in rows]
    columns = [[_counts(post, row[n]) for row in rows] for n in range(1, len(rows[0]))]
    small = [column for column in columns if _may_be_people(column)]
    if len(small) != 1 or not all(roles) or len(columns) != sum(map(all, columns)):
        return 0
    for role, (count,) in zip(roles, small[0], strict=True):
        if role is not None and count.verdict != "headcount":
            take(post, count, role, count.maximum)
    return len(rows)


def _may_be_people(column: list[list[Count]]) -> bool:
    return all(
        len(cell) == 1
        and cell[0].verdict in _READY
        and cell[0].minimum == cell[0].maximum
        and 0 <= (cell[0].maximum or 0) <= _MOST
        for cell in column
    )


def _rows(post: Post, table: list[list[Row]], first: int, width: int) -> list[Row]:
    """Lines from one on that have so many cells, or as many as the first of them, with a number in one."""
    rows: list[Row] = []
    for at in range(first, min(len(post.lines), first + _MOST_ROWS)):
        if not any(char.isalnum() for char in post.slice(*post.lines[at])):
            continue  # "|---|---|" under a heading
        for cells in table[at]:
            # several roles with figures around slashes each are no cells
            named = sum(_holds(cell, post.roles) > 0 for cell in cells) if _slashed(post, cells) else 0
            if (
                len(cells) == (width or len(cells))
                and named < _LEAST_CELLS
                and any(_counts(post, c) for c in cells)
            ):
                width = len(cells)
                rows.append(cells)
                break
        else:
            break
    return rows


def _splits(post: Post, line: Cell) -> list[Row]:
    """A line in cells, by each sign that may stand between them; by wide blanks; by its numbers."""
    start, end = line
    letters = post.letters[start:end]
    cuts: list[list[int]] = []
    if _SLASH in letters or _SEMI in letters:
        text = post.slice(start, end)
        cuts += [_cuts(post, line, sign) for sign in _SIGNS if sign in text]
    if _DASH in letters:
        cuts.append([t for t in range(start + 1, end - 1) if post.letters[t] == _DASH and _apart(post, t)])
    if _DOTS in letters:
        cuts.append([start + leader.end() - 1 for leader in _LEADER.finditer(letters)])
    splits = [
        [(one, other) for one, other in zip([start, *(cut + 1 for cut in at)], [*at, end], strict=True)]
        for at in cuts
        if at
    ]
    counts = _counts(post, line)
    if len(counts) > 1 and all(one.figure[1] == other.figure[0] for one, other in pairwise(counts)):
        starts = [count.figure[0] for count in counts]
    elif "  " in post.text:
        starts = [t for t in range(start + 1, end) if post.starts[t] - post.ends[t - 1] > 1]
    else:
        starts = []
    if starts:
        splits.append(list(zip([start, *starts], [*starts, end], strict=True)))
    return splits


def _cuts(post: Post, line: Cell, sign: str) -> list[int]:
    """Where a sign parts the cells of a line."""
    signs = (_SEMI,) if sign == ";" else (_SLASH,)
    return [
        token
        for token in range(*line)
        if post.letters[token] in signs
        and post.slice(token, token + 1).strip(" ") == sign
        and _parts(post, token)
    ]


def _slashed(post: Post, cells: Row) -> bool:
    return len(cells) > 1 and post.slice(cells[0][1], cells[0][1] + 1).startswith("/")


def _figure(post: Post, cell: Cell) -> bool:
    """Whether a cell is a number and nothing else."""
    return cell[0] < cell[1] and post.slice(*cell).strip(_AROUND_WORDS).isdigit()


def _parts(post: Post, token: int) -> bool:
    """Whether a sign parts cells; a slash within words or figures does not."""
    inside = 0 < token < len(post.starts) - 1 and post.slice(token, token + 1) == "/"
    return not inside or _apart(post, token)


def _apart(post: Post, token: int) -> bool:
    """Whether a sign has blanks around it."""
    return post.starts[token] > post.ends[token - 1] and post.starts[token + 1] > post.ends[token]


def _numbers_in_turn(post: Post) -> bool:
    """Whether a number follows on a number anywhere: ``швея 12 70000``."""
    return any(one.figure[1] == other.figure[0] for one, other in pairwise(post.counts))


def _counts(post: Post, cell: Cell) -> list[Count]:
    low = bisect_left(post.counts, cell[0], key=_figure_start)
    high = bisect_left(post.counts, cell[1], lo=low, key=_figure_start)
    return post.counts[low:high]


def _figure_start(count: Count) -> int:
    return count.figure[0]


def _role(post: Post, row: Row) -> RoleMatch | None:
    return next((role for role in post.roles if row[0][0] <= role.start < row[-1][1]), None)


def _read(post: Post, kinds: list[str], row: Row) -> None:
    cells = {kind: _counts(post, cell) for kind, cell in zip(reversed(kinds), reversed(row), strict=True)}
    asked = cells.get("missing") or cells.get("wanted") or cells.get("planned") or []
    role = _role(post, row) or (post.roles[0] if _one_above(post, row) else None)
    if not role or len(asked) != 1:
        if role or post.slice(*row[0]).lower().startswith(stems("sum")):
            _aside(cells.get("other", []))
        return
    count, there = asked[0], cells.get("there", [])
    _aside([other for cell in row for other in _counts(post, cell) if other is not count])
    roles = [role for role in post.roles if row[0][0] <= role.start < row[-1][1]]
    role = next((role for role in reversed(roles) if role.end <= count.start), role)
    left = count.maximum
    if left is not None and there and there[0].maximum is not None and not cells.get("missing"):
        left -= there[0].maximum
    take(post, count, role, left)


def _one_above(post: Post, row: Row) -> bool:
    """Whether the post has one role, named above the row: ``Подсобники, завтра`` over rows of addresses."""
    return len(post.roles) == 1 and post.roles[0].end <= row[0][0]


def take(post: Post, count: Count, role: RoleMatch, people: int | None, rule: str = COLUMN) -> None:
    """Make a number the headcount of a role; nobody is asked for where all are there."""
    count.verdict, count.rule, count.role = "headcount", rule, role
    if people is not None and people <= 0:
        count.verdict, count.rule, count.role = "found", FILLED, None
        post.roles = [other for other in post.roles if other is not role]
    elif count.minimum == count.maximum:
        count.minimum = count.maximum = people


def _aside(counts: list[Count]) -> None:
    for count in counts:
        count.verdict, count.rule, count.role = "other", BESIDE, None


def _kind(post: Post, cell: Cell) -> str:
    return kind_of(post.slice(*cell)) if cell[0] < cell[1] else ""


def kind_of(heading: str) -> str:
    """What a heading says that is under it; empty if no beginning of the list fits."""
    words = heading.strip(_AROUND).lower()
    if not words.startswith(_beginnings()):
        return ""
    return next(kind for stem, kind in _kinds() if words.startswith(stem))


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(stem for stem, _ in _kinds())


@cache
def _kinds() -> list[tuple[str, str]]:
    """Beginnings of headings with what stands under them; longer ones first."""
    with _KINDS.open(encoding="utf-8", newline="") as file:
        rows = [(row["stem"], row["kind"]) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: -len(row[0]))
