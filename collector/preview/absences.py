"""Posts that a page should have shown and does not."""

from __future__ import annotations

from collector.preview.page import Page
from storage import Archive


def lacked(archive: Archive, channel_id: int, page: Page, shown: tuple[int, int]) -> tuple[list[int], int]:
    """Ids in ``shown`` that an earlier page gave and this one lacks, and how many were looked for.

    What a later read spans is for that one to say. To be asked before the page is saved.
    """
    low, high = shown
    known = archive.given_ids(channel_id, "preview", from_id=low, to_id=high)
    if page.faults or not set(known) - set(page.ids):
        return [], len(known)
    dates = [block.answer.date for block in page.blocks if block.answer.date is not None]
    young = archive.young_posts(channel_id, "preview", since=min(dates, default=page.captured))
    checked = {post.post_id: post.checked for post in young}
    here = set(page.ids)
    gone = [
        number
        for number in known
        if number not in here and (number not in checked or checked[number] <= page.captured)
    ]
    return gone, len(known)
