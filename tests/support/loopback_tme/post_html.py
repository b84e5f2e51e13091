"""One post's block on a feed page, in the shape of t.me's pages of August 2026."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from loopback_world import Channel, Person, Post, Service, World
from loopback_world.posts import Poll, Reaction, WebPage

from .media_html import album, media
from .text_html import plain, rich, rounded

_ASIDE = """<div class="media_not_supported_cont"><div class="message_media_not_supported_wrap">
  <div class="message_media_not_supported">
    <div class="message_media_not_supported_label">Please open Telegram to view this post</div>
    <a href="{link}" class="message_media_view_in_telegram">VIEW IN TELEGRAM</a>
  </div>
</div></div>"""


def block(world: World, channel: Channel, posts: Sequence[Post], *, rendered: datetime) -> str:
    """Write the block of a post, or of the posts of an album."""
    first = posts[0]
    told = next((post for post in posts if post.text), first)
    name = channel.names[0]
    link = f"https://t.me/{name}/{first.id}"
    kind = "service_message" if first.service else "text_not_supported_wrap user-color-12"
    body = _service(channel, first.service) if first.service else _body(world, channel, posts, told, link)
    title = plain(channel.title)
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">\
<div class="tgme_widget_message {kind} js-widget_message" data-post="{name}/{first.id}" \
data-view="{_view(channel, first, album=len(posts) > 1, rendered=rendered)}">
  <div class="tgme_widget_message_user"><a href="https://t.me/{name}"></a></div>
  <div class="tgme_widget_message_bubble">
    <div class="tgme_widget_message_author accent_color">\
<a class="tgme_widget_message_owner_name" href="https://t.me/{name}"><span dir="auto">{title}</span></a></div>
{body}
{_reactions(told.reactions)}{_footer(told, link)}
  </div>
</div></div>"""


def _view(channel: Channel, post: Post, *, album: bool, rendered: datetime) -> str:
    number: int | str = f"{post.id}g" if album else post.id
    sign = sha256(f"{channel.id}/{number}".encode()).hexdigest()[:18]
    facts = {"c": -channel.id, "p": number, "t": int(rendered.timestamp()), "h": sign}
    return urlsafe_b64encode(json.dumps(facts, separators=(",", ":")).encode()).decode().rstrip("=")


def _body(world: World, channel: Channel, posts: Sequence[Post], told: Post, link: str) -> str:
    above = _forwarded(world, told) + _reply(channel, told)
    aside = _ASIDE.format(link=link)
    if told.rich or told.unknown:
        return above + aside  # what the page has no words for
    shown = album(list(posts), link) if len(posts) > 1 else media(told, link)
    if not told.text:
        return above + shown
    words = rich(told.text, told.entities)
    text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'
    return f'{above}<div class="media_supported_cont">{shown}{text}</div>{aside}{_link_preview(told)}'


def _service(channel: Channel, service: Service) -> str:
    words = {
        "created": "Channel created",
        "pinned": f"{plain(channel.title)} pinned a message",
        "title": f"Channel name was changed to «{plain(service.title)}»",
        "photo": "Channel photo updated",
        "joined": "joined the group",
        "migrated_from": "The group was upgraded",
    }[service.kind]
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def _forwarded(world: World, post: Post) -> str:
    origin = post.forward
    if origin is None:
        return ""
    source = world.channels.get(origin.channel_id or 0)
    person = world.people.get(origin.person_id or 0)
    href = ""
    if source:
        href = f' href="https://t.me/{source.names[0]}/{origin.post_id}"' if source.names else ""
        title = source.title
    else:
        title = origin.name or _full_name(person)
    author = ""
    if origin.author:
        author = f' (<span class="tgme_widget_message_forwarded_from_author">{plain(origin.author)}</span>)'
    name = f'<span dir="auto">{plain(title)}</span>'
    tag = "a" if href else "span"
    return (
        '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;'
        f'<{tag} class="tgme_widget_message_forwarded_from_name"{href}>{name}</{tag}>'
        f"{author}</div>"
    )


def _full_name(person: Person | None) -> str:
    return f"{person.first_name} {person.last_name}".strip() if person else "Deleted Account"


def _reply(channel: Channel, post: Post) -> str:
    quoted = channel.get(post.reply_to) if post.reply_to else None
    if quoted is None:
        return ""
    return (
        f'<a class="tgme_widget_message_reply" href="https://t.me/{channel.names[0]}/{quoted.id}">'
        '<div class="tgme_widget_message_author accent_color">'
        f'<span class="tgme_widget_message_author_name" dir="auto">{plain(channel.title)}</span></div>'
        f'<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{plain(quoted.text[:60])}'
        "</div></a>"
    )


def _link_preview(post: Post) -> str:
    page = post.media
    if not isinstance(page, WebPage):
        return ""
    return (
        f'<a class="tgme_widget_message_link_preview" href="{plain(page.url)}">'
        f'<div class="link_preview_title" dir="auto">{plain(page.title)}</div>'
        f'<div class="link_preview_description" dir="auto">{plain(page.description)}</div></a>'
    )


def _reactions(of: tuple[Reaction, ...]) -> str:
    if not of:
        return ""
    written = []
    for one in of:
        names, sign = "tgme_reaction", ""
        if one.document:
            sign = f'<tg-emoji emoji-id="{one.document}"></tg-emoji>'
        elif one.emoji:
            sign = f'<i class="emoji"><b>{one.emoji}</b></i>'
        else:
            names, sign = "tgme_reaction tgme_reaction_paid", '<i class="icon icon-telegram-stars"></i>'
        written.append(f'<span class="{names}">{sign}{rounded(one.count)}</span>')
    return f'<div class="tgme_widget_message_reactions js-message_reactions">{"".join(written)}</div>'


def _footer(post: Post, link: str) -> str:
    date = post.date.astimezone(UTC)
    views = ""
    if post.views is not None:
        views = f'<span class="tgme_widget_message_views">{rounded(post.views)}</span>'
        views += '<span class="copyonly"> views</span>'
    if isinstance(post.media, Poll):
        total = sum(votes for _, votes in post.media.answers)
        views = f'<span class="tgme_widget_message_voters">{rounded(total)}</span>{views}'
    signature = (
        f'<span class="tgme_widget_message_from_author" dir="auto">{plain(post.author)}</span>,&nbsp;'
        if post.author
        else ""
    )
    edited = "edited &nbsp;" if post.edited and not post.edit_hidden else ""
    return f"""<div class="tgme_widget_message_footer compact js-message_footer">
  <div class="tgme_widget_message_info short js-message_info">
    {views}<span class="tgme_widget_message_meta">{signature}{edited}<a class="tgme_widget_message_date" \
href="{link}"><time datetime="{date:%Y-%m-%dT%H:%M:%S+00:00}" class="time">{date:%H:%M}</time></a></span>
  </div>
</div>"""
