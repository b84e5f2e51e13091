"""Draw posts from the stock of words: the writer behind make_demo.py."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from datetime import datetime

NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
FEW, MANY = 5, 100  # Russian nouns change their form below five; hundreds are never "up to"
PHONE = r"(?:\+7|8)[ -]?\(?900\)?[ -]?\d{3}-?\d\d-?\d\d"
WITH_MANY = re.compile(
    r"\{c\} мест|\{g\}|(?i:ищ|собира|закрыть|набира|прин|взять|прим|возьм|подбира|ждёт|готов|\{r\})"
)
EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\u203C\uFE0F]+ ?")


@dataclass(frozen=True)
class Draft:
    """One message before it has an id; `later` is its text after the edit at `edited`."""

    at: datetime
    text: str = ""
    later: str = ""
    edited: datetime | None = None
    gone: bool = False
    request: bool = False
    count: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


class Writer:
    """Draws posts from the stock."""

    def __init__(self, stock: dict[str, Any], rnd: random.Random) -> None:
        """Take the stock and the one source of chance."""
        self.stock, self.rnd = stock, rnd
        self.slots: dict[str, list[str]] = stock["slots"] | stock["slots_form"]
        self.slots |= {k: stock["terms"][k] for k in ("months",)} | {"month": stock["list"]["month"]}
        self.roles = _by_sector(stock["roles"]["rows"])
        self.places = _by_sector(stock["places"]["rows"])
        self.recent: list[str] = []

    def pick(self, options: list[str]) -> str:
        """Draw one, none of the sixty drawn last where that can be had."""
        fresh = [o for o in options if o not in self.recent] or options
        self.recent = [*self.recent[-60:], chosen := self.rnd.choice(fresh)]
        return chosen

    def fill(self, pattern: str, **known: str) -> str:
        """Put words in the place of every {slot}, also those that come in with other words."""
        while found := re.search(r"\{(\w+)\}", pattern):
            name = found[1]
            word = known[name] if name in known else self.rnd.choice(self.slots[name])
            pattern = pattern[: found.start()] + word + pattern[found.end() :]
        return pattern

    def spell(self, n: int) -> str:
        """Write a count in one of the ways that agencies do."""
        ways = ["{n}"] * 14
        if n >= 2 * FEW and n % 10 in {0, 5, 6, 8}:
            ways += ["{n}-{m}", "{n}-{m}", "от {n}", "до {n}", "не менее {n}", "более {n}", "около {n}"]
            ways += [self.stock["words"]["spelled"].get(str(n), "{n}")]
        way = self.rnd.choice(ways)
        if n > MANY and way.startswith("до"):
            way = "{n}"
        return way.format(n=n, m=n + (5 if n < 40 else 10))

    def request(self, at: datetime) -> Draft:
        """Write one agency's request."""
        stock, rnd = self.stock, self.rnd
        sectors = list(stock["seasons"])
        weights = [stock["seasons"][s][at.month - 4] for s in sectors]
        sector = rnd.choices(sectors, weights)[0]
        role, place = rnd.choice(self.in_season(sector, at.month)), self.rnd.choice(self.places[sector])
        n = self.count(sector, role)
        c = self.spell(n)
        people = "человек" if rnd.random() < 0.3 else "чел."
        words = dict(zip(("s", "", "r", "g"), role, strict=False))
        words |= {"R": _capital(role[2]), "P": place[0], "inP": place[1], "c": c, "ppl": f"{c} {people}"}
        words["cr"] = f"{c} {_agree(n if c.isdigit() else FEW, role)}"
        shape = rnd.random()
        if shape < 0.09:
            return Draft(at, self.fill(self.pick(stock["form"]["any"]), **words), request=True, count=n)
        if shape < 0.27 and sector not in {"home", "med"}:
            lead, n = self.listing(sector, at.month, words)
            role = ("",)
        elif shape < 0.37:
            lead, n = self.pick(stock["lead_plain"]["any"]), 0
        else:
            lead = self.lead(sector, n)
        text = _capital(self.fill(lead, **words))
        return Draft(at, self.rough(self.terms(text, sector, role[0], words)), request=True, count=n)

    def in_season(self, sector: str, month: int) -> list[tuple[str, ...]]:
        """Return the sector's roles, without those that nobody asks for in this month."""
        return [
            r
            for r in self.roles[sector]
            if not r[5] or int(r[5].split("-")[0]) <= month <= int(r[5].split("-")[1])
        ]

    def count(self, sector: str, role: tuple[str, ...]) -> int:
        """Draw how many are asked for: no firm wants eighty cutters."""
        counts: list[int] = self.stock["counts"][sector]
        return min(self.rnd.choice(counts), int(role[4] or 999))

    def lead(self, sector: str, n: int) -> str:
        """Draw an opening that fits the number: "2 мест" is no Russian."""
        while True:
            own = self.stock["lead"].get(sector, [])
            lead = self.pick(own if own and self.rnd.random() < 0.4 else self.stock["lead"]["any"])
            if n >= FEW or not WITH_MANY.search(lead):
                return lead

    def listing(self, sector: str, month: int, words: dict[str, str]) -> tuple[str, int]:
        """Write several roles: each with its count (the count returned is then 0), or one total."""
        rnd, lists = self.rnd, self.stock["list"]
        distinct = list(dict.fromkeys(self.in_season(sector, month)))
        roles = rnd.sample(distinct, min(rnd.choice([2, 3, 3, 4, 5]), len(distinct)))
        if rnd.random() < 0.3:
            n = rnd.choice([10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120])
            names = ", ".join(r[2] for r in roles)
            return self.fill(
                self.pick(lists["total_head"]), **(words | {"rs": names, "ppl": f"{self.spell(n)} чел."})
            ), n
        row = self.pick(lists["row"])
        lines = [self.pick(lists["head"])]
        for i, role in enumerate(roles, 1):
            n = self.count(sector, role)
            counted = f"{n} {_agree(n, role)}"
            own = {
                "i": str(i),
                "n": str(n),
                "s": role[0],
                "r": role[2],
                "R": _capital(role[2]),
                "nr": counted,
            }
            lines.append(self.fill(row, **own))
        lines.append(rnd.choice(lists["split_foot"]))
        return "\n".join(line for line in lines if line), 0

    def terms(self, text: str, sector: str, role: str, words: dict[str, str]) -> str:
        """Add what an agency adds: the work, pay, hours, housing, papers, origins, a contact."""
        rnd, terms = self.rnd, self.stock["terms"]
        chances = {"pay": 0.85, "hours": 0.5, "house": 0.6, "docs": 0.35, "origin": 0.24}
        if sector in {"home", "med"}:
            chances |= {"house": 0.1, "docs": 0.1, "origin": 0.0}
        work = self.stock["work"]
        lines = [self.pick(work.get(role, work[sector]))] if rnd.random() < 0.62 else []
        lines += [self.pick(terms[kind]) for kind, chance in chances.items() if rnd.random() < chance]
        if rnd.random() < 0.35:
            rnd.shuffle(lines)
        lines = [self.fill(line, **words) for line in lines]
        layout = rnd.choice(["lines", "lines", "blocks", "blocks", "prose", "bullets"])
        if layout == "prose":
            body = " ".join([text if text[-1] in ".!?:" else text + ".", *lines])
        elif layout == "bullets":
            mark = rnd.choice(["• ", "— ", "✔️ ", "🔸 ", "- ", "+ "])
            body = "\n".join([text, *(mark + line.rstrip(".") for line in lines)])
        else:
            body = ("\n\n" if layout == "blocks" else "\n").join([text, "\n".join(lines)])
        tail = [self.fill(self.pick(terms["close"])), self.pick(terms["tags"]) if rnd.random() < 0.16 else ""]
        return "\n".join([body.rstrip("\n"), *(t for t in tail if t)])

    def rough(self, text: str) -> str:
        """Type it the way people in a hurry do."""
        rnd = self.rnd
        if rnd.random() < 0.12:
            text = text.replace("ё", "е")
        if rnd.random() < 0.06:
            text = text[0].lower() + text[1:]
        if rnd.random() < 0.08:
            text = text.replace(", ", " ,", 1)
        if rnd.random() < 0.06:
            text = text.replace(" чел", "чел", 1)
        return text

    def day_labour(self, at: datetime) -> Draft:
        """Write one post of the regional channel."""
        rnd, day = self.rnd, self.stock["day"]
        n = rnd.choice(
            ["1", "1", "1", "2", "2", "2", "2", "3", "3", "4", "4", "5", "6", "8", "10", "2-3", "пару"]
        )
        form = rnd.choice(["чел", "чел.", "человека" if n in {"2", "3", "4", "2-3"} else "человек"])
        words = {"n": n, "ch": form} | {k: self.pick(day[k]) for k in ("task", "when", "street")}
        words["handle"] = rnd.choice(day["handle"])
        lines = [self.fill(self.pick(day["lead"]), **words), self.pick(day["pay"])]
        lines += rnd.sample(day["note"], rnd.choice([0, 0, 1, 1, 2]))
        lines.append(self.fill(self.pick(day["close"]), **words))
        text = rnd.choice(["\n", "\n", ", "]).join(line for line in lines if line)
        return Draft(at, text if rnd.random() < 0.4 else _capital(text), request=True)

    def other(self, at: datetime, channel: str) -> Draft:
        """Write small talk, or post a picture that says nothing."""
        if self.rnd.random() < 0.22:
            return Draft(at, extra=photo(self.rnd))
        lines = self.stock["other"]["main"] if channel == "main" else self.stock["day"]["other"]
        return Draft(at, self.fill(self.pick(lines)))

    def copied(self, draft: Draft, at: datetime) -> Draft:
        """Post another's text again with one's own contacts and emoji."""
        text = re.sub(PHONE, lambda _: self.fill("{phone}"), draft.text)
        text = re.sub(r"@\w+", lambda _: self.rnd.choice(self.stock["day"]["handle"]), text)
        return Draft(at, EMOJI.sub("", text).strip(), request=True)

    def edit(self, draft: Draft) -> Draft:
        """Change a post after it was read: raised, lowered, closed, or a slip of the pen put right."""
        rnd, n = self.rnd, draft.count
        edits = self.stock["edit"]
        counts = [
            c for c in (8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150) if n / 2 <= c <= n * 2 and c != n
        ]
        number = re.compile(rf"(?<![\d ])\b{n}\b(?= (?!тыс|руб))|(?<= ){n}(?= (?!тыс|руб|р))")
        kind = rnd.choice(["count", "count", "left", "closed", "slip"])
        if kind == "count" and n >= FEW and len(number.findall(draft.text)) == 1 and counts:
            return replace(draft, later=number.sub(str(rnd.choice(counts)), draft.text))
        if kind == "left" and n >= 2 * FEW:
            left = rnd.choice([k for k in (5, 6, 7, 8, 9, 10, 12) if k < n])
            return replace(draft, later=f"{draft.text}\n\n{rnd.choice(edits['left']).format(n=left)}")
        if kind == "closed":
            mark = rnd.choice(edits["closed"])
            return replace(draft, later=rnd.choice([f"{mark}\n\n{draft.text}", f"{draft.text}\n\n{mark}"]))
        long = list(re.finditer(r"\b[а-яё]{7,}\b", draft.text))
        spot = rnd.choice(long).start() + 3
        slip = draft.text[:spot] + draft.text[spot + 1] + draft.text[spot] + draft.text[spot + 2 :]
        return replace(draft, text=slip, later=draft.text)


def _by_sector(rows: list[str]) -> dict[str, list[tuple[str, ...]]]:
    out: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        sectors, *rest = row.split("|")
        for sector in sectors.split(","):
            out.setdefault(sector, []).append((*rest, "", ""))
    return out


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _agree(n: int, role: tuple[str, ...]) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return role[0]
    return role[1] if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else role[3]


def photo(rnd: random.Random) -> dict[str, Any]:
    """Return the keys of a picture that was not exported."""
    width, height = rnd.choice([(1280, 853), (960, 1280), (1280, 960), (800, 800)])
    return {
        "photo": NOT_INCLUDED,
        "photo_file_size": rnd.randint(60_000, 240_000),
        "width": width,
        "height": height,
    }
