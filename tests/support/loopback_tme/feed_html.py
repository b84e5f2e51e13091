"""A feed page, `/s/NAME`: about 20 posts and the way to those before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from loopback_world import Channel, Post, World

from .post_html import block
from .text_html import plain, rounded

BLOCKS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Which page is asked for: the posts before an id, after one, or those with a word."""

    before: int | None = None
    after: int | None = None
    words: str = ""


def feed(world: World, channel: Channel, turn: Turn, *, rendered: datetime, empty: bool = False) -> str:
    """Write a page; `empty` withholds the posts, as t.me does to clients that ask too much."""
    groups = (
        [] if empty else _groups(post for post in channel if turn.words.casefold() in post.text.casefold())
    )
    if turn.after is not None:
        fitting = [group for group in groups if group[0].id > turn.after]
        shown = fitting[:BLOCKS]
    else:
        fitting = [group for group in groups if turn.before is None or group[0].id < turn.before]
        shown = fitting[-BLOCKS:]
    blocks = "".join(block(world, channel, group, rendered=rendered) for group in shown)
    query = f"&q={plain(turn.words)}" if turn.words else ""
    older = bool(shown) and groups[0] is not shown[0]
    newer = bool(shown) and groups[-1] is not shown[-1]
    name = channel.names[0]
    head = ""
    if older:
        blocks = _more(name, "before", shown[0][0].id, query) + blocks
        head = f'<link rel="prev" href="/s/{name}?before={shown[0][0].id}{query}">\n'
    if newer:
        blocks += _more(name, "after", shown[-1][0].id, query)
        head += f'<link rel="next" href="/s/{name}?after={shown[-1][0].id}{query}">\n'
    if not shown:
        blocks = '<div class="tme_no_messages_found">No posts found</div>'
    return _page(channel, head, blocks)


def _groups(posts: Iterable[Post]) -> list[Sequence[Post]]:
    """Put the posts of an album together."""
    return [
        list(group)
        for _, group in groupby(posts, key=lambda post: ("album", post.album) if post.album else post.id)
    ]


def _more(name: str, way: str, number: int, query: str) -> str:
    return (
        '<div class="tgme_widget_message_centered js-messages_more_wrap">'
        f'<a href="/s/{name}?{way}={number}{query}" class="tme_messages_more js-messages_more" '
        f'data-{way}="{number}"></a></div>'
    )


def _page(channel: Channel, head: str, blocks: str) -> str:
    name, title, about = channel.names[0], plain(channel.title), plain(channel.about)
    members = rounded(channel.participants)
    return f"""<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <title>{title} – Telegram</title>
    <meta property="og:title" content="{title}">
    <meta property="og:site_name" content="Telegram">
    <meta property="og:description" content="{about}">
    {head}  </head>
  <body class="widget_frame_base tgme_webpreview emoji_image thin_box_shadow tme_mode no_transitions">
    <header class="tgme_header search_collapsed">
  <div class="tgme_container">
    <div class="tgme_header_search"><form class="tgme_header_search_form" action="/s/{name}"></form></div>
    <div class="tgme_header_right_column"><section class="tgme_right_column"><div class="tgme_channel_info">
      <div class="tgme_channel_info_header">
        <div class="tgme_channel_info_header_title"><span dir="auto">{title}</span></div>
        <div class="tgme_channel_info_header_username"><a href="https://t.me/{name}">@{name}</a></div>
      </div>
      <div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter">\
<span class="counter_value">{members}</span> <span class="counter_type">subscribers</span></div></div>
      <div class="tgme_channel_info_description">{about}</div>
    </div></section></div>
    <div class="tgme_header_info"><a class="tgme_header_link" href="https://t.me/{name}">
      <div class="tgme_header_title"><span dir="auto">{title}</span></div>
      <div class="tgme_header_counter">{members} subscribers</div></a></div>
  </div>
</header>
<main class="tgme_main" data-url="/{name}">
  <div class="tgme_container">
    <section class="tgme_channel_history js-message_history">
      {blocks}
    </section>
  </div>
</main>
  </body>
</html>
"""
