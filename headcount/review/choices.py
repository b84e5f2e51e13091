"""What a reviewer can choose from: the lexicon's roles, and the places that it knows codes of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel import Locale

from parser.lexicon.rows import bundled, role_rows


@dataclass(frozen=True, slots=True)
class Role:
    """An occupation of the lexicon; ``isco08`` is None for "workers"."""

    label: str
    label_ru: str
    isco08: str | None

    def shown(self, language: str) -> str:
        """As it stands in the list: its name in a language, with its code."""
        name = self.label_ru if language == "ru" else self.label
        return f"{name} ({self.isco08})" if self.isco08 else name


class Choices:
    """The roles and places of the word lists in use."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        """Read the word lists, the bundled ones and the settings' own.

        Raises:
            LexiconError: a list is missing or unusable.
        """
        rows = role_rows(extra)
        found = {
            row["role"]: Role(row["role"], row["role_ru"] or row["role"], row["isco08"] or None)
            for row in rows
        }
        self.roles = sorted(found.values(), key=lambda role: role.label)
        self._titles = {_folded(row["title"]): found[row["role"]] for row in rows}
        self._subjects = {
            row["iso"]: {"en": row["name_en"], "ru": row["name_ru"]} for row in bundled("subjects.csv")
        }

    @cached_property
    def _by_name(self) -> dict[str, Role]:
        named: dict[str, set[Role]] = {}
        for role in self.roles:
            for name in (role.label, role.label_ru, role.shown("en"), role.shown("ru"), role.isco08 or ""):
                named.setdefault(_folded(name), set()).add(role)
        titles = {title: role for title, role in self._titles.items() if title not in named}
        # a name or code that several roles share does not say which
        return titles | {name: roles.pop() for name, roles in named.items() if name and len(roles) == 1}

    def role(self, typed: str) -> Role | None:
        """The role that a label in either language, a title, or a code of one role alone stands for."""
        return self._by_name.get(_folded(typed))

    @cached_property
    def _places(self) -> dict[str, str]:
        names = {_folded(name): iso for iso, of in self._subjects.items() for name in of.values()}
        for language in ("en", "ru"):
            for iso, name in Locale.parse(language).territories.items():
                if len(iso) == 2 and iso.isalpha():
                    names |= {_folded(name): iso, _folded(iso): iso}
        return names | {_folded(iso): iso for iso in self._subjects}

    def place(self, typed: str) -> str | None:
        """The ISO 3166 code that a code or a name of a region or country stands for."""
        return self._places.get(_folded(typed))

    def country(self, typed: str) -> str | None:
        """The same for countries alone."""
        iso = self.place(typed)
        return iso if iso and len(iso) == 2 else None

    def places(self, language: str) -> Iterable[tuple[str, str]]:
        """Code and name of each region, for the list; countries can be typed too."""
        return ((iso, names[language]) for iso, names in self._subjects.items())

    def place_name(self, iso: str, language: str) -> str:
        """The name of a region or country; the code itself where there is none."""
        known = self._subjects.get(iso)
        return known[language] if known else str(Locale.parse(language).territories.get(iso, iso))


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
