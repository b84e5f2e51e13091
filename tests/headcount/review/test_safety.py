"""Who gets an answer from the page, and what a hostile post can do on it: nothing."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.headcount.review.conftest import Sit

HOSTILE = (
    '<script>document.title = "taken"</script><img src=x onerror=alert(1)> \u202eнаоборот\u202c '
    "Требуются 7 сварщиков\r\n</div></form> {{ 7 * 7 }} в Тверь \U0001f477 javascript:alert(1)"
)


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Host": "evil.test"}, "a name that was pointed to the loopback address"),
        ({"Host": "evil.test:{port}"}, "the same with our port"),
        ({"Host": "127.0.0.1"}, "another port"),
        ({"Origin": "http://evil.test"}, "another page"),
        ({"Origin": "null"}, "a page that hides where it is from"),
        ({"Origin": "https://127.0.0.1:{port}"}, "another scheme"),
    ],
)
def test_strangers_are_refused_before_anything_is_read(sit: "Sit", headers: dict[str, str], why: str) -> None:
    """By the name that they ask for, and by the page that they come from."""
    anna = sit()
    port = anna.host.partition(":")[2]
    answer = anna.open("/", **{name: value.format(port=port) for name, value in headers.items()})
    assert answer.status_code == 403, why
    assert "сварщиков" not in answer.text


@pytest.mark.usefixtures("archived")
def test_a_form_needs_the_pages_own_origin_and_token(sit: "Sit", exported: Any) -> None:
    """Without either nothing is saved."""
    anna = sit()
    anna.open()
    form = anna.form() | {"action": "none"}
    assert anna.client.post(anna.address, data=form).status_code == 403
    assert (
        anna.client.post(
            anna.address, data=form | {"token": "x"}, headers={"Origin": f"http://{anna.host}"}
        ).status_code
        == 403
    )
    assert (
        anna.client.post(
            anna.address, data=form | {"token": ""}, headers={"Origin": f"http://{anna.host}"}
        ).status_code
        == 403
    )
    assert exported("corrections") == []


@pytest.mark.usefixtures("archived")
def test_a_form_is_not_read_beyond_what_a_form_can_be(sit: "Sit") -> None:
    """A megabyte and more is refused."""
    anna = sit()
    anna.open()
    answer = anna.client.post(
        anna.address, content=b"x" * 1_000_001, headers={"Origin": f"http://{anna.host}"}
    )
    assert answer.status_code == 413


@pytest.mark.usefixtures("archived")
@pytest.mark.parametrize("address", ["/", "/static/review.js", "/post/999?show=stake", "/nothing"])
def test_every_answer_forbids_foreign_scripts_and_frames(sit: "Sit", address: str) -> None:
    """Also those that say that something is not there."""
    headers = sit().open(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"


def test_a_hostile_post_is_text_and_nothing_else(make_archive: Any, sit: "Sit") -> None:
    """Its markup shows as it was written, and what turns the direction of writing shows by its name."""
    make_archive([HOSTILE])
    anna = sit()
    answer = anna.open()
    assert "<script>document" not in answer.text
    assert not anna.page.css("#post img, #post script")
    assert "49" not in anna.text
    assert [one.text() for one in anna.page.css(".sign")][:2] == ["\\u202e", "\\u202c"]
    pieces = anna.page.css("#post [data-start]")
    places = [(int(one.attributes["data-start"]), int(one.attributes["data-length"])) for one in pieces]
    assert [start for start, _ in places] == [0, *(start + length for start, length in places[:-1])]
    assert sum(length for _, length in places) == len(HOSTILE)
    for (start, length), one in zip(places, pieces, strict=True):
        if "sign" not in (one.attributes["class"] or ""):
            assert one.text() == HOSTILE[start : start + length]
