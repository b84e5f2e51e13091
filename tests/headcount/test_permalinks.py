"""Addresses of posts, as people copy them."""

import pytest

from headcount.permalinks import read_permalink


@pytest.mark.parametrize(
    "text",
    [
        "https://t.me/example_jobs/17",
        "http://t.me/s/example_jobs/17",
        "t.me/example_jobs/17/",
        " https://t.me/example_jobs/17?single ",
    ],
)
def test_a_post_by_its_channels_name(text: str) -> None:
    """From an app, a browser, an album."""
    assert read_permalink(text) == ("example_jobs", 17)


def test_a_post_by_its_channels_id() -> None:
    """As the archive itself writes it where no name is known."""
    assert read_permalink("https://t.me/c/1234500001/17") == ("1234500001", 17)


@pytest.mark.parametrize(
    "text", ["", "17", "https://t.me/example_jobs", "https://example.org/example_jobs/17", "t.me/+abc/1"]
)
def test_what_is_none(text: str) -> None:
    """A channel alone, another site, an invitation."""
    assert read_permalink(text) is None
