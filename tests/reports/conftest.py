"""A small real archive in memory, built from plain rows, and a made-up one of 30 weeks."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from reports.accuracy import Accuracy
from storage.audits import AuditPost
from storage.facts import RunFacts
from storage.rows import (
    Asked,
    Channel,
    Coverage,
    HoursRef,
    OriginRef,
    ParserUse,
    PayRef,
    PostCounts,
    PostIds,
    Posting,
    RegionRef,
)

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
"""Monday 06:00 in Moscow, six hours into 2026-W48 there."""


def _size(row: Posting) -> int:
    return row.headcount_max or row.headcount_min or 0


def _ids(rows: Iterable[Posting], *, sure: float = 2) -> tuple[str, ...]:
    return tuple(sorted({f"{row.channel_id}/{row.post_id}" for row in rows if row.confidence < sure}))


def _asked(row: Posting) -> Asked:
    own = (getattr(row, name) for name in Asked._fields[:-1])
    # a version of its own for each post, also where a test gives a post no channel
    return Asked._make((*own, hash((row.channel_id, row.post_id))))


def _others(count: int) -> tuple[str, ...]:
    """A range of so many posts of a channel of its own."""
    return (f"99/1-{count}",) if count else ()


@dataclass
class MemoryArchive:
    """The rows of an archive and the answers that ``reports.source.Archive`` asks for."""

    rows: list[Posting] = field(default_factory=list)
    channel_rows: list[Channel] = field(default_factory=list)
    reads: list[Coverage] = field(default_factory=list)
    other_posts: list[datetime] = field(default_factory=list)
    edited: int = 0
    missing: int = 0
    parser: str = "1.0.0"
    audited: list[AuditPost] = field(default_factory=list)
    ran: list[RunFacts] = field(default_factory=list)

    def postings(self, start: datetime, end: datetime) -> Sequence[Posting]:
        """Select by date, in the order of the contract."""
        return [row for row in self._ordered() if start <= row.date < end]

    def asked(self, start: datetime, end: datetime) -> Sequence[Asked]:
        """The same without words; each post has one version."""
        return [_asked(row) for row in self.postings(start, end)]

    def asked_like(
        self, entries: Sequence[Asked], *, since: datetime | None, until: datetime, known: Collection[int]
    ) -> Sequence[Asked]:
        """Select by text."""
        keys = {entry.text_key for entry in entries}
        span = self.asked(since or datetime.min.replace(tzinfo=UTC), until)
        return [entry for entry in span if entry.text_key in keys and entry.version not in known]

    def largest(self, before: datetime, *, limit: int) -> Sequence[Posting]:
        """Those that ask for the most."""
        sized = [row for row in self._ordered() if row.date < before and _size(row)]
        return sorted(sized, key=lambda row: -_size(row))[:limit]

    def channels(self) -> Sequence[Channel]:
        """All of them."""
        return self.channel_rows

    def coverage(self, start: datetime, end: datetime) -> Sequence[Coverage]:
        """Reads that overlap."""
        return [read for read in self.reads if read.start < end and start < read.end]

    def post_counts(self, start: datetime, end: datetime) -> PostCounts:
        """Count posts with requests, one by one, and the others; what these are is made up in fixed parts."""
        inside = [row for row in self.rows if start <= row.date < end]
        posts = {(row.channel_id, row.post_id): row for row in inside}
        others = sum(start <= date < end for date in self.other_posts)
        service, pictures, foreign = others // 20, others // 10, others // 30
        return PostCounts(
            posts=len(posts) + others,
            service=service,
            picture_only=pictures,
            requests=len(posts),
            unparsed=0,
            other_language=foreign,
            edited=self.edited,
            missing=self.missing,
            low_confidence=sum(row.confidence < 0.8 for row in posts.values()),
            ids=PostIds(
                (*_ids(inside), *_others(others)),
                _others(service),
                _others(pictures),
                _ids(inside),
                (),
                _others(foreign),
                _others(self.edited),
                _others(self.missing),
                _ids(posts.values(), sure=0.8),
            ),
        )

    def audited_posts(self, start: datetime, end: datetime) -> Sequence[AuditPost]:
        """Those that the test put in, whatever the span."""
        assert start < end
        return self.audited

    def parsers(self, start: datetime, end: datetime) -> Sequence[ParserUse]:
        """One parser read everything."""
        posts = self.post_counts(start, end).posts
        return [ParserUse(self.parser, "sha256:" + "5" * 64, posts)] if posts else []

    def one_parser(self, start: datetime, end: datetime) -> bool:
        """By what it says of the spans, however it was made to say it."""
        return len({(use.parser, use.lexicon) for use in self.parsers(start, end)}) <= 1

    def runs(self, start: datetime, end: datetime) -> Sequence[RunFacts]:
        """Those that began in the span."""
        return [run for run in self.ran if start <= run.started < end]

    def head(self) -> str:
        """Depend on the rows, as a journal does."""
        return sha256(repr(len(self.rows)).encode()).hexdigest()

    def first_date(self) -> datetime | None:
        """Of requests and others."""
        return min([*(row.date for row in self.rows), *self.other_posts], default=None)

    def last_read(self) -> datetime | None:
        """Of the latest read."""
        return max((read.read_at for read in self.reads), default=None)

    def _ordered(self) -> list[Posting]:
        return sorted(self.rows, key=lambda r: (r.date, r.channel_id, r.post_id, r.n))


def signed(posting: Posting) -> Posting:
    """Give a posting the bands and the sketch that the archive would: of its text and what it asks for."""
    asked = (
        posting.text_key, posting.entry, posting.role, posting.headcount_min, posting.headcount_max,
        sorted({region.iso for region in posting.regions if region.basis == "text"}),
        sorted({f"{origin.iso}/{origin.basis}" for origin in posting.origins}),
    )  # fmt: skip
    bands = sha256(repr(asked).encode()).digest()
    sketch = int.from_bytes(sha256(posting.text_key.encode()).digest(), "little")
    return replace(
        posting,
        sketch=sketch,
        bands=tuple(int.from_bytes(bands[at : at + 4], "little") for at in range(0, 32, 4)),
    )


@dataclass(frozen=True)
class Maker:
    """Builds rows with what a test cares about, the rest filled in."""

    now: datetime = NOW

    def archive(self, *rows: Posting, channels: Sequence[int] = (1,), weeks: int = 30) -> MemoryArchive:
        """Make an archive of these postings, its channels read for many weeks up to now."""
        start = self.now - timedelta(weeks=weeks)
        return MemoryArchive(
            list(rows),
            [self.channel(number) for number in channels],
            [Coverage(number, start, self.now, self.now, "telegram") for number in channels],
        )

    def channel(self, number: int, **changes: Any) -> Channel:
        """Make a watched channel."""
        made = Channel(number, f"example_{number}", f"Example {number}", "channel", None, True, None, None)
        return replace(made, **changes)

    def posting(self, date: datetime, channel: int = 1, post: int = 1, n: int = 0, **changes: Any) -> Posting:
        """Make one posting of ten welders; ``changes`` are fields of Posting."""
        text = changes.get(
            "text", "Требуются 10 сварщиков на вахту, проживание и питание за счёт фирмы. Звонить."
        )
        made = Posting(
            request_id=f"{channel}/{post}#{n}",
            entry="request",
            channel_id=channel,
            channel=f"example_{channel}",
            channel_title=f"Example {channel}",
            post_id=post,
            n=n,
            permalink=f"https://t.me/example_{channel}/{post}",
            date=date,
            sha256=sha256(f"{channel}/{post}".encode()).hexdigest(),
            text=text,
            text_key=sha256(text.encode()).hexdigest(),
            fleeting=False,
            forwarded=False,
            role="welder",
            role_ru="сварщик",
            isco08="7212",
            role_text="сварщиков",
            headcount_min=10,
            headcount_max=10,
            headcount_text="10",
            regions=(),
            origins=(),
            sketch=0,
            bands=(),
            pay=(),
            hours=(),
            confidence=0.95,
            later=None,
        )
        return signed(replace(made, **changes))

    def moved(self, posting: Posting, date: datetime, *, channel: int, post: int, **changes: Any) -> Posting:
        """Make a later appearance of a posting, in another channel or post, changed as is said."""
        made = replace(
            posting,
            request_id=f"{channel}/{post}#{posting.request_id.partition('#')[2]}",
            channel_id=channel,
            channel=f"example_{channel}",
            channel_title=f"Example {channel}",
            post_id=post,
            permalink=f"https://t.me/example_{channel}/{post}",
            date=date,
        )
        return signed(replace(made, **changes))

    def made_up(self, *, weeks: int = 30, a_week: int = 60, seed: int = 7) -> MemoryArchive:
        """Make the archive of eight channels over 30 weeks that the golden report is made from."""
        return _MadeUp(self, random.Random(seed), weeks, a_week).build()


MEASURED = Accuracy(
    day=date(2026, 11, 20),
    parser="1.0.0",
    lexicon="sha256:other",
    posts=300,
    requests=0.974,
    counts=0.95,
    role_and_count=0.88,
    regions=0.96,
)


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> Accuracy:
    """Let reports quote an accuracy that does not change whenever it is measured anew."""
    monkeypatch.setattr("reports.views.quality.accuracy", lambda: MEASURED)
    return MEASURED


@pytest.fixture
def make() -> Maker:
    """Hand out the builder of rows."""
    return Maker()


@pytest.fixture(scope="session")
def maker() -> Maker:
    """Hand it out to fixtures that many tests share."""
    return Maker()


ROLES = (
    ("welder", "сварщик", "7212", "сварщиков"),
    ("sewing machine operator", "швея", "8153", "швей"),
    ("general labourer", "разнорабочий", "9313", "разнорабочих"),
    ("bricklayer", "каменщик", "7112", "каменщиков"),
    ("packer", "упаковщик", "9321", "упаковщиков"),
    ("loader", "грузчик", "9333", "грузчиков"),
    ("tiler", "плиточник", "7122", "плиточников"),
    ("reinforcing steel worker", "арматурщик", "7214", "арматурщиков"),
    ("meat deboner", "обвальщик мяса", "7511", "обвальщиков"),
    ("cook", "повар", "5120", "поваров"),
    ("fish processor", "обработчик рыбы", "7511", "обработчиков рыбы"),
    ("crane operator", "крановщик", "8343", "крановщиков"),
)
PLACES = (
    ("RU-KDA", "Краснодар"), ("RU-MOW", "Москва"), ("RU-MOS", "Подольск"), ("RU-SPE", "Санкт-Петербург"),
    ("RU-TVE", "Тверь"), ("UA-14", "Мариуполь"), ("RU-PRI", "Владивосток"), ("RU-TA", "Казань"),
    ("RU-SVE", "Екатеринбург"), ("UA-43", "Симферополь"), ("RU-MUR", "Мурманск"), ("RU-KYA", "Красноярск"),
    ("BY", "Минск"), ("RU", "Кировск"),
)  # fmt: skip
ROLE_WEIGHTS = (40, 25, 22, 14, 12, 10, 8, 6, 4, 3, 2, 2)
ORIGINS: tuple[tuple[OriginRef, ...], ...] = (
    (), (), (), (), (OriginRef("KP", "stated"),), (OriginRef("UZ", "inferred"),),
)  # fmt: skip
OUTAGE = (datetime(2026, 8, 3, tzinfo=UTC), datetime(2026, 8, 15, tzinfo=UTC))
"""Nothing was read, so no post of these days is known."""
LATE = (datetime(2026, 11, 17, tzinfo=UTC), datetime(2026, 11, 18, tzinfo=UTC))
"""Read two days late."""


@dataclass
class _MadeUp:
    make: Maker
    chance: random.Random
    weeks: int
    a_week: int

    def build(self) -> MemoryArchive:
        """Draw week after week, the same from the same seed."""
        start = datetime(2026, 11, 22, 21, tzinfo=UTC) - timedelta(weeks=self.weeks)
        rows: list[Posting] = []
        others: list[datetime] = []
        for week in range(self.weeks):
            monday = start + timedelta(weeks=week)
            last = week == self.weeks - 1
            lively = self.a_week * (1 + 0.25 * self.chance.uniform(-1, 1) + 0.5 * last)
            for _ in range(int(lively)):
                date = monday + timedelta(seconds=self.chance.randrange(7 * 86400))
                if not _out(date):
                    rows += self._post(date, len(rows) + 1, ROLES if last else ROLES[:-1])
            others += [monday + timedelta(hours=self.chance.randrange(168)) for _ in range(4 * self.a_week)]
        return MemoryArchive(
            rows, self._channels(), self._reads(start), others, edited=9, missing=4, ran=self._runs()
        )

    def _runs(self) -> list[RunFacts]:
        """Every six hours of the last two weeks; off for two days, and two that failed."""
        runs = []
        for number in range(1, 57):
            at = self.make.now - timedelta(hours=6 * (57 - number))
            if LATE[0] <= at < LATE[1] + timedelta(days=1):
                continue
            why = (
                [{"what": "example_9", "reason": "The channel is private now."}] if number in (52, 53) else []
            )
            runs.append(RunFacts(number, "run", at, at, "failed" if why else "ok", {}, why))
        return runs

    def _post(self, date: datetime, post: int, roles: Sequence[tuple[str, str, str, str]]) -> list[Posting]:
        role, role_ru, isco, words = self.chance.choices(roles, ROLE_WEIGHTS[: len(roles)])[0]
        low, high, said = self._headcount()
        named = self.chance.random()
        places = self.chance.choices(
            PLACES, range(28, 0, -2), k=1 if named < 0.6 else 2 if named < 0.68 else 0
        )
        channel = self.chance.choices(range(1, 9), [9, 8, 7, 6, 5, 4, 3, 2])[0]
        hours, pay = self.chance.randrange(8, 13), self.chance.randrange(60, 160)
        first = self.make.posting(
            date,
            channel,
            post,
            text=self._text(words, said, [name for _, name in places], hours, pay),
            role=role,
            role_ru=role_ru,
            isco08=isco,
            role_text=words,
            headcount_min=low,
            headcount_max=high,
            headcount_text=said,
            regions=tuple(RegionRef(code, "text") for code in dict(places)),
            origins=self.chance.choice(ORIGINS),
            pay=(PayRef(pay * 1000, None, "RUB", "month"),),
            hours=(HoursRef(hours, None),),
            confidence=self.chance.choice([0.97, 0.95, 0.9, 0.72]),
            later=self.chance.choice([None] * 12 + ["raised", "closed"]),
        )
        entries = _with_total(first) if self.chance.random() < 0.06 else [first]
        return [*entries, *self._repeats(entries, date, post)]

    def _headcount(self) -> tuple[int | None, int | None, str | None]:
        number = self.chance.choice([1, 2, 2, 3, 4, 5, 5, 8, 10, 10, 12, 15, 20, 25, 30, 50, 100, 150])
        return self.chance.choice(
            [
                (number, number, f"{number} чел."),
                (number, number, f"{number} человек"),
                (number, number * 2, f"{number}-{number * 2} человек"),
                (number, None, f"от {number} человек"),
                (None, number, f"до {number} человек"),
                (None, None, None),
            ]
        )

    @staticmethod
    def _text(words: str, said: str | None, places: Sequence[str], hours: int, pay: int) -> str:
        parts = [
            f"Набираем {words}:" if said else f"Набираем {words},",
            f"{said}," if said else "",
            "вахта 60/30, проживание, питание.",
            f"Объект: {', '.join(places)}." if places else "",
            f"Смена {hours} часов,",
            f"оплата от {pay} 000 руб.",
            "Оформим квоту." if pay % 9 == 0 else "",
            "Звонить +7 900 000-00-00 или писать @example_hr",
        ]
        return " ".join(part for part in parts if part)

    def _repeats(self, entries: Sequence[Posting], date: datetime, post: int) -> list[Posting]:
        repeats: list[Posting] = []
        for time in range(self.chance.choice([0, 0, 0, 1, 2])):
            later = date + timedelta(hours=self.chance.randrange(1, 300))
            other, number = self.chance.randrange(1, 9), 10_000 + 10 * post + time
            if later < self.make.now and not _out(later):
                repeats += [self.make.moved(entry, later, channel=other, post=number) for entry in entries]
        return repeats

    def _channels(self) -> list[Channel]:
        lost = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)
        gone = self.make.channel(9, why_not="The channel is private now.", why_not_since=lost)
        return [*(self.make.channel(number) for number in range(1, 9)), gone]

    def _reads(self, start: datetime) -> list[Coverage]:
        reads: list[Coverage] = []
        for channel in range(1, 10):
            at = start + timedelta(days=21) if channel == 8 else start
            end = datetime(2026, 11, 18, 21, tzinfo=UTC) if channel == 9 else self.make.now
            while at < end:
                until = min(at + timedelta(hours=12), end)
                late = LATE[0] <= at < LATE[1]
                if not _out(at):
                    reads.append(Coverage(channel, at, until, until + timedelta(hours=48 * late), "telegram"))
                at = until
        return reads


def _out(date: datetime) -> bool:
    return OUTAGE[0] <= date < OUTAGE[1]


def _with_total(first: Posting) -> list[Posting]:
    unnumbered: dict[str, Any] = {"headcount_min": None, "headcount_max": None, "headcount_text": None}
    post = first.request_id.partition("#")[0]
    packer: dict[str, Any] = {"role": "packer", "role_ru": "упаковщик", "isco08": "9321"}
    nobody: dict[str, Any] = {"role": None, "role_ru": None, "isco08": None}
    entries = [
        replace(first, **unnumbered),
        replace(first, request_id=f"{post}#1", n=1, **packer, **unnumbered),
        replace(first, request_id=f"{post}#2", n=2, entry="total", **nobody),
    ]
    return [signed(entry) for entry in entries]
