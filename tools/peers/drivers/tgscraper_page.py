"""Read pages with telegram-channel-scraper: ``PYTHON tgscraper_page.py ROUNDS PAGE...``, in its own."""

import json
import sys
import time
from pathlib import Path

from tgscraper.parser import parse_page

rounds, pages = int(sys.argv[1]), [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
start = time.process_time()
for _ in range(rounds):
    read = [parse_page(page, "channel")[0] for page in pages]
seconds = time.process_time() - start
posts = [
    {
        "id": message.id,
        "date": message.date.isoformat() if message.date else None,
        "text": message.text,
        "views": message.views,
        "edited": message.edited,
        "reactions": sum(message.reactions.values()),
        "reply_to": message.reply_to,
        "forwarded_from": message.forwarded_from,
        "media": any(media.type != "link_preview" for media in message.media),
    }
    for page in read
    for message in page
]
print(json.dumps({"seconds": seconds, "posts": posts}))
