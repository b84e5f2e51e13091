"""The small made-up Telegram that the loopback servers serve: channels, people, posts, and what goes wrong.

`loopback_telegram` serves it over MTProto and `loopback_tme` as web pages, so that both sources agree.
Importing this package needs nothing but the standard library.
"""

from .channel import Channel
from .fault_rules import FaultRules
from .journal import Entry, Journal
from .people import Account, Person
from .posts import (
    Contact,
    Document,
    Entity,
    Forward,
    Media,
    Photo,
    Poll,
    Post,
    Reaction,
    RichBlock,
    Service,
    Video,
    WebPage,
)
from .world import World

__all__ = [
    "Account",
    "Channel",
    "Contact",
    "Document",
    "Entity",
    "Entry",
    "FaultRules",
    "Forward",
    "Journal",
    "Media",
    "Person",
    "Photo",
    "Poll",
    "Post",
    "Reaction",
    "RichBlock",
    "Service",
    "Video",
    "WebPage",
    "World",
]
