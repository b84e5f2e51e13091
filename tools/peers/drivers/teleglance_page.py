"""Read pages with teleglance: ``PYTHON teleglance_page.py ROUNDS PAGE...``, in an environment of its own."""

import json
import sys
import time
from pathlib import Path

from teleglance.parsing import parse_feed
from teleglance.parsing.message import default_registry
from teleglance.parsing.selectors import DEFAULT_SELECTORS

rounds, pages = int(sys.argv[1]), [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
registry = default_registry(DEFAULT_SELECTORS)
start = time.process_time()
for _ in range(rounds):
    read = [parse_feed(page, registry, DEFAULT_SELECTORS) for page in pages]
seconds = time.process_time() - start
posts = [
    {
        "id": message.id,
        "date": message.date.isoformat() if message.date else None,
        "text": message.text,
        "views": message.views,
        "edited": message.edited,
        "reactions": sum(reaction.count or 0 for reaction in message.reactions),
        "reply_to": message.reply_to.msg_id if message.reply_to else None,
        "forwarded_from": message.forwarded_from.name if message.forwarded_from else None,
        "media": any(type(media).__name__ != "LinkPreview" for media in message.media),
    }
    for page in read
    for message in page
]
print(json.dumps({"seconds": seconds, "posts": posts}))
