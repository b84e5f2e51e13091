"""Read pages with headcount: ``PYTHON headcount_page.py ROUNDS PAGE...``, in the project's environment."""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from collector.minimise import Minimiser
from collector.preview.page import read_page


class Nobody:
    """Names nobody: names are kept as they are, for the comparison."""

    def of(self, kind: str, value: object) -> str:
        """Never asked for."""
        raise NotImplementedError(kind, value)


rounds, pages = int(sys.argv[1]), [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
policy, now = Minimiser("full", Nobody()), datetime.now(UTC)
start = time.process_time()
for _ in range(rounds):
    read = [read_page(LexborHTMLParser(page), policy=policy, fetched=now, url="") for page in pages]
seconds = time.process_time() - start
posts = [
    {
        "id": block.answer.post_id,
        "date": block.answer.date.isoformat() if block.answer.date else None,
        "text": block.answer.text,
        "views": block.answer.views,
        "edited": block.edited,
        "reactions": block.answer.reactions or 0,
        "reply_to": block.answer.reply_to,
        "forwarded_from": block.answer.forwarded_from,
        "media": block.answer.media is not None,
    }
    for page in read
    for block in page.blocks
]
print(json.dumps({"seconds": seconds, "posts": posts}))
