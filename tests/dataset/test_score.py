"""The scorer counts as its words say, and stands alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dataset.score import Scores, interval, load, matched, overlap, scored, whole

SCORER = Path(__file__).resolve().parent.parent.parent / "dataset" / "score.py"


def request(role: str, low: int | None, high: int | None, code: str | None = None) -> dict[str, Any]:
    """One request of a label or reading."""
    return {"role_text": role, "headcount_min": low, "headcount_max": high, "isco08": code}


def post(*requests: dict[str, Any], regions: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A label or reading."""
    found = [{"iso": iso} for iso in regions]
    return {"is_request": bool(requests), "requests": list(requests), "regions": found, **more}


def test_what_agrees_is_right_in_every_measure() -> None:
    """Roles by a shared word, counts exactly, regions by code, ISCO by digits."""
    scores = Scores()
    scores.add(
        post(request("сварщики на объект", 5, 5, "7212"), regions=("RU-TVE",)),
        post(request("сварщики", 5, 5, "7212"), regions=("RU-TVE",)),
    )
    for tally in (scores.requests, scores.counts, scores.roles, scores.joint, scores.regions):
        assert (tally.right, tally.given, tally.wanted) == (1, 1, 1)
    assert scores.codes[4].right == scores.codes[2].right == 1
    assert scores.off == 0


def test_a_wrong_count_leaves_the_role_right() -> None:
    """The joint measure wants both; the people are off by the middle of the range."""
    scores = Scores()
    scores.add(post(request("швеи", 50, 60)), post(request("швеи", 50, 50)))
    assert (scores.roles.right, scores.joint.right, scores.counts.right) == (1, 0, 0)
    assert (scores.off, scores.people) == (5, 55)


def test_what_a_false_alarm_says_counts_against_it() -> None:
    """A post that asks for nobody has nothing to be found."""
    scores = Scores()
    scores.add(post(), post(request("повар", 2, 2), regions=("RU-MOW",)))
    assert (scores.requests.given, scores.requests.wanted) == (1, 0)
    assert scores.joint.precision == 0.0
    assert scores.regions.given == 1


def test_a_total_is_a_count_too() -> None:
    """Without being anybody's own."""
    total = {"headcount_min": 30, "headcount_max": 30}
    scores = Scores()
    scores.add(
        post(request("повар", None, None), total=total), post(request("повар", None, None), total=total)
    )
    assert (scores.counts.right, scores.joint.right) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("повар-кассир", "кассир", True), ("ИТ", "ит", True), ("швея", "повар", False), ("", "повар", False)],
)
def test_roles_overlap_by_a_word_or_as_a_part(one: str, other: str, *, same: bool) -> None:
    """Either way round."""
    assert overlap(one, other) == overlap(other, one) == same


def test_what_may_be_left_out_is_filled_in() -> None:
    """A bare answer and an empty request score like written-out ones."""
    answer = whole({"id": 7, "is_request": True, "requests": [{"role_text": None}]})
    assert answer["id"] == "7"
    assert answer["requests"] == [{"role_text": "", "headcount_min": None, "headcount_max": None}]
    scores = scored([(whole({"id": "7", **post(request("швеи", 5, 5))}), answer)])
    assert (scores.requests.right, scores.roles.right) == (1, 0)


def test_a_post_without_an_answer_is_answered_no_or_left_out() -> None:
    """As is asked for."""
    gold = [whole({"id": name, **post(request("швеи", 5, 5))}) for name in "ab"]
    answers = [whole({"id": "a", **post(request("швеи", 5, 5))})]
    assert scored(matched(gold, answers)).requests.f1 == pytest.approx(2 / 3)
    assert scored(matched(gold, answers, answered=True)).requests.f1 == 1.0


@pytest.mark.parametrize("ids", ["x", "aa"])
def test_an_answer_to_no_post_or_to_one_twice_is_an_error(ids: str) -> None:
    """It is not left out in silence."""
    gold, answers = ([whole({"id": name, **post()}) for name in names] for names in ("a", ids))
    with pytest.raises(ValueError, match="id"):
        matched(gold, answers)


def test_an_interval_holds_the_measure_and_is_the_same_each_time() -> None:
    """Posts all right have no spread; half right have some."""
    right, wrong = (scored([(post(request("швеи", 5, 5)), post(request("швеи", n, n)))]) for n in (5, 6))
    assert interval([right] * 9, "joint") == (1.0, 1.0)
    low, high = interval([right, wrong] * 20, "joint")
    assert 0.3 < low < 0.5 < high < 0.7
    assert interval([right, wrong] * 20, "joint") == (low, high)


def run(folder: Path, answers: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The scorer as a script, with no package beside the standard library, on two posts."""
    gold = folder / "posts" / "gold.jsonl"
    gold.parent.mkdir(exist_ok=True)
    labels = [
        {"id": "a", "trait": "one", **post(request("швеи", 5, 5))},
        {"id": "b", "trait": "two", **post()},
    ]
    gold.write_text("\n".join(map(json.dumps, labels)), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCORER), str(gold.parent), "-", *options],
        input=answers,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_scorer_runs_by_itself(tmp_path: Path) -> None:
    """Sums, as text and as JSON, of a folder against standard input."""
    answers = json.dumps({"id": "a", "is_request": True, "requests": [{"role_text": "швея, швеи"}]})
    told = run(tmp_path, answers, "--by", "trait")
    assert told.returncode == 0, told.stderr
    assert "request        1.000      1.000    1.000   " in told.stdout
    assert "one: 1 posts, request 1.00, counts 0.00, roles 1.00, role + count 0.00" in told.stdout
    made = json.loads(run(tmp_path, answers, "--json").stdout)
    assert (made["posts"], made["counts"]["recall"], made["people off"]) == (2, 0.0, 1.0)
    assert made["isco 4 digits"] is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a"}', "is_request"),
        ('{"id": "a", "is_request": 1}', "neither true nor false"),
        ('{"id": "a", "is_request": true, "requests": [{"headcount_min": "5"}]}', "no whole number"),
        ("[]", "line 2"),
        ("{", "line 2"),
        ('{"id": "z", "is_request": false}', "no labelled post has the id z"),
    ],
)
def test_a_faulty_file_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    """And nothing is scored."""
    result = run(tmp_path, f'{{"id": "b", "is_request": false}}\n{line}\n')
    assert result.returncode == 2
    assert told in result.stderr
    assert not result.stdout


def test_a_folder_is_read_in_full(tmp_path: Path) -> None:
    """Its folders too."""
    for half in ("tune", "test"):
        (tmp_path / half).mkdir()
        (tmp_path / half / "one.jsonl").write_text(
            f'{{"id": "{half}", "is_request": false}}\n', encoding="utf-8"
        )
    assert [answer["id"] for answer in load(tmp_path)] == ["test", "tune"]
