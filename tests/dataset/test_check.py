"""The labelled posts are as the card says, and the check finds what is not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dataset.check import POSTS, check, load
from dataset.score import load as answers

GOOD = {
    "id": "a-1",
    "trait": "a",
    "text": "Нужны 5 сварщиков в Тверь",
    "is_request": True,
    "requests": [
        {
            "role": "welder",
            "isco08": "7212",
            "role_text": "сварщиков",
            "headcount_min": 5,
            "headcount_max": 5,
            "headcount_text": "5",
        }
    ],
    "regions": [{"iso": "RU-TVE", "text": "Тверь"}],
    "origins": [],
}


def faulty(part: str = "tune", **changes: Any) -> list[str]:
    """The faults of a post with these changes."""
    return check([(part, f"{part}/a.jsonl:1", GOOD | changes)])


def changed(**changes: Any) -> list[dict[str, Any]]:
    """The post's request, changed."""
    requests: Any = copy.deepcopy(GOOD["requests"])
    requests[0] |= changes
    return list(requests)


def test_the_posts_have_no_fault() -> None:
    """Shape, quotes, codes, ids, and nothing in two parts."""
    assert check(list(load(POSTS))) == []


def test_the_second_labelling_quotes_its_posts() -> None:
    """Sixty posts of the tuning part, each once, said to be a language model's."""
    texts = {post["id"]: post["text"] for post in answers(POSTS / "tune")}
    made = answers(POSTS.parent / "second.jsonl")
    assert len({answer["id"] for answer in made}) == len(made) == 60
    for answer in made:
        assert answer["annotator"] == "language model"
        assert all(request["role_text"] in texts[answer["id"]] for request in answer["requests"])


def test_a_good_post_passes() -> None:
    """Or the other tests would show nothing."""
    assert faulty() == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"trait": "b"}, "trait b"),
        ({"more": 1}, "keys"),
        ({"is_request": False}, "do not agree"),
        ({"requests": changed(role_text="повар")}, "is not in the text"),
        ({"requests": changed(headcount_text="6")}, "is not in the text"),
        ({"requests": changed(headcount_text=None)}, "go together"),
        ({"requests": changed(headcount_min=6)}, "is over"),
        ({"requests": changed(headcount_min=0)}, "no positive number"),
        ({"requests": changed(isco08="721")}, "isco08"),
        ({"requests": changed(regions=["RU-MOW"])}, "not one of the post's"),
        ({"regions": [{"iso": "Tver", "text": "Тверь"}]}, "region 'Tver'"),
        ({"origins": [{"iso": "KP", "basis": "guessed", "text": "Тверь"}]}, "origin"),
        ({"total": {"headcount_min": 5, "headcount_max": 5, "text": "5"}}, "a total beside"),
    ],
)
def test_a_fault_is_found(changes: dict[str, Any], told: str) -> None:
    """Each with its own words."""
    assert any(told in fault for fault in faulty(**changes))


def test_halves_that_share_a_family_a_wording_or_an_id_are_told() -> None:
    """The same post in both is all of that."""
    found = check([(part, f"{part}/a.jsonl:1", GOOD) for part in ("tune", "test")])
    for told in ("id a-1 is used 2 times", "one text", "family a is in two parts", "worded as"):
        assert any(told in fault for fault in found)
