"""The web app: one post at a time, the archive read beside any writer and written for moments."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from headcount.review.choices import Choices
from headcount.review.desk import SHOWS, Desk, Filters, Next, Show, is_week
from headcount.review.draft import NO_REQUEST, Draft, DraftError, draft_from, said_in
from headcount.review.guard import Guard
from headcount.review.page import Shown, render, shown
from headcount.review.saving import save
from headcount.review.words import LANGUAGES, preferred, words
from storage import Archive, ArchiveBusy, ArchiveError, StaleReviewError, UnreviewableError

MOST_BYTES = 1_000_000
"""A form is far smaller; more is refused unread."""

STATIC = {"review.js": "text/javascript", "review.css": "text/css"}


@dataclass(frozen=True)
class Site:
    """What every answer needs."""

    archive: Path
    desk: Desk
    choices: Choices
    token: str
    lang: str


def make_app(archive: Path, desk: Desk, choices: Choices, *, lang: str, port: int) -> Guard:
    """The app for one reviewer, to be reached on the loopback address at a port."""
    site = Site(archive, desk, choices, secrets.token_urlsafe(32), lang)
    routes = [
        Route("/", partial(_answer, site, _next)),
        Route("/post/{version:int}", partial(_answer, site, _show), methods=["GET"]),
        Route("/post/{version:int}", partial(_answer, site, _take), methods=["POST"]),
        Route("/static/{name}", _static),
    ]
    return Guard(Starlette(routes=routes), [f"127.0.0.1:{port}", f"localhost:{port}"])


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return PlainTextResponse("There is no such file.\n", status_code=404)
    text = (files("headcount.review") / "static" / name).read_text(encoding="utf-8")
    return Response(text, media_type=STATIC[name])


async def _answer(site: Site, work: Any, request: Request) -> Response:
    """Read what the browser sent, then do the work where waiting for the disk stops nobody."""
    filters = _filters(site, request)
    form: dict[str, list[str]] = {}
    if request.method == "POST":
        if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
            return PlainTextResponse("This is too much for a form.\n", status_code=413)
        body = (await request.body()).decode("utf-8", "replace")
        form = parse_qs(body, keep_blank_values=True)
        if not hmac.compare_digest(_one(form, "token").encode(), site.token.encode()):
            return PlainTextResponse(words(filters.lang)["stale_page"] + "\n", status_code=403)
    version = request.path_params.get("version", 0)
    try:
        answer: Response = await run_in_threadpool(work, site, filters, version, form)
    except ArchiveError as error:
        return PlainTextResponse(f"{error}\n", status_code=500)
    return answer


def _filters(site: Site, request: Request) -> Filters:
    """The filters of an address; what makes no sense is as if it was not there."""
    query = request.query_params
    lang = query.get("lang", "")
    if lang not in LANGUAGES:
        lang = preferred(request.headers.get("accept-language", "")) or site.lang
    show: Show = next((one for one in SHOWS if one == query.get("show")), "stake")
    week = query.get("week", "").strip()
    return Filters(
        show=show,
        week=week if is_week(week, site.desk.timezone) else "",
        channel=query.get("channel", "").strip(),
        role=query.get("role", "").strip(),
        lang=lang,
    )


def _ahead(site: Site, filters: Filters) -> Next:
    with Archive.open(site.archive) as archive:
        return site.desk.next(archive, filters)


def _next(site: Site, filters: Filters, _version: int, _form: Mapping[str, Any]) -> Response:
    ahead = _ahead(site, filters)
    if ahead.version is not None:
        return RedirectResponse(f"/post/{ahead.version}?{filters.query()}", status_code=303)
    return _page(site, filters, None, ahead)


def _show(site: Site, filters: Filters, version: int, _form: Mapping[str, Any]) -> Response:
    post = _look_up(site, filters, version)
    return _gone(site, filters) if post is None else _page(site, filters, post, _ahead(site, filters))


def _gone(site: Site, filters: Filters) -> Response:
    message = words(filters.lang)["no_post"]
    return _page(site, filters, None, _ahead(site, filters), messages=[message], status=404)


def _take(site: Site, filters: Filters, version: int, form: Mapping[str, Sequence[str]]) -> Response:
    """Do what a button asks for, and go on to the next post; what cannot be saved stays in the form."""
    action = _one(form, "action")
    on = RedirectResponse(f"/?{filters.query()}", status_code=303)
    if action == "skip":
        site.desk.skipped.add(version)
        return on
    post = _look_up(site, filters, version)
    if post is None:
        return _gone(site, filters)
    try:
        _save(site, filters, post, form)
    except UnreviewableError:  # gone since it was looked up
        return _gone(site, filters)
    except _UNSAVED as error:
        messages, status = _why_not(error, words(filters.lang))
        if isinstance(error, StaleReviewError):
            post = shown(post.item, [error.standing], reviewer=site.desk.reviewer, audit=None)
        draft = draft_from(form) if action == "save" else None
        ahead = _ahead(site, filters)
        return _page(site, filters, post, ahead, draft=draft, messages=messages, status=status)
    if version not in site.desk.done:
        site.desk.done.append(version)
    return on


class _ChangedError(Exception):
    """The post was parsed anew since it was shown: nobody confirms what they did not see."""


_UNSAVED = (DraftError, ArchiveBusy, StaleReviewError, _ChangedError)


def _why_not(error: Exception, t: Mapping[str, str]) -> tuple[list[str], int]:
    """What the page says of a word that was not saved, and the status of the answer."""
    match error:
        case DraftError():
            return [t[fault.key].format(typed=fault.typed) for fault in error.faults], 422
        case ArchiveBusy():
            return [t["busy"]], 503
        case StaleReviewError():
            return [t["stale"].format(reviewer=error.standing.reviewer)], 409
        case _:
            return [t["changed"]], 409


def _save(site: Site, filters: Filters, post: Shown, form: Mapping[str, Sequence[str]]) -> None:
    action, over, draft = _one(form, "action"), _one(form, "over"), draft_from(form)
    if action == "confirm" and over == str(post.over or "") and post.seen != _one(form, "seen"):
        raise _ChangedError
    said = (
        said_in(draft, post.item.text, site.choices, post.said) if action == "save" else _said(action, post)
    )
    save(
        site.archive,
        post.item,
        said,
        reviewer=site.desk.reviewer,
        reason=draft.reason,
        audit=site.desk.audit_of(filters),
        over=int(over) if over.isascii() and over.isdecimal() and len(over) < 16 else None,
    )


def _said(action: str, post: Shown) -> Mapping[str, Any]:
    return NO_REQUEST if action == "none" else post.said


def _look_up(site: Site, filters: Filters, version: int) -> Shown | None:
    with Archive.open(site.archive) as archive:
        item = archive.review_item(version)
        if item is None:
            return None
        reviewed = archive.reviewed(version)
    return shown(item, reviewed, reviewer=site.desk.reviewer, audit=site.desk.audit_of(filters))


def _page(
    site: Site,
    filters: Filters,
    post: Shown | None,
    ahead: Next,
    *,
    draft: Draft | None = None,
    messages: Sequence[str] = (),
    status: int = 200,
) -> Response:
    html = render(
        post,
        desk=site.desk,
        filters=filters,
        ahead=ahead,
        choices=site.choices,
        token=site.token,
        draft=draft,
        messages=messages,
    )
    return HTMLResponse(html, status_code=status)


def _one(form: Mapping[str, Sequence[str]], name: str) -> str:
    """A field that the form has once."""
    return next(iter(form.get(name, ())), "")
