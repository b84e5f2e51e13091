from __future__ import annotations

from reports.language import language
from reports.places import place, tiles
from reports.views.names import place_name


def test_the_map_has_83_subjects_and_six_occupied_regions_once_each() -> None:
    """Each on a tile of its own, with a name in both languages."""
    found = tiles()
    assert sum(tile.code.startswith("RU-") for tile in found) == 83
    occupied = {tile.code for tile in found if tile.scope == "occupied"}
    assert occupied == {"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"}
    assert len({tile.code for tile in found}) == len({(tile.row, tile.column) for tile in found}) == 89
    for names in ([tile.en for tile in found], [tile.ru for tile in found]):
        assert len(set(names)) == 89
        assert all(names)


def test_neighbours_stay_neighbours() -> None:
    """The layout that was drawn: Moscow inside its region's column, the far east on the right."""
    at = {tile.code: (tile.row, tile.column) for tile in tiles()}
    assert at["RU-MOW"] == (3, 4)
    assert at["RU-MOS"] == (4, 4)
    assert at["UA-43"] == (10, 1)
    assert at["RU-KAM"] == (1, 17)


def test_names_say_what_must_be_said_about_a_place() -> None:
    """Under occupation, abroad, or in Russia with no region settled; unknown codes are their own names."""
    en, ru = language("en"), language("ru")
    assert place_name("RU-TVE", en) == "Tver Oblast"
    assert place_name("RU-TVE", ru) == "Тверская область"
    assert place_name("UA-43", en) == "Crimea (Ukraine, temporarily occupied)"
    assert place_name("UA-43", ru) == "Крым (Украина, временная оккупация)"
    assert place_name("BY", ru) == "Беларусь (за рубежом)"
    assert place_name("RU", en) == "Russia, region not settled"
    assert place("ZZ-9").scope == "abroad"
    assert place_name("ZZ-9", en) == "ZZ-9 (abroad)"
