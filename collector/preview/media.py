"""What a block shows besides text: media, poll, service line; named as in Telegram Desktop's JSON."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from collector.preview.text import read_text

_KINDS = {
    "poll": ".tgme_widget_message_poll",
    "contact": ".tgme_widget_message_contact_wrap",
    "sticker": ".tgme_widget_message_sticker_wrap, .tgme_widget_message_videosticker, "
    ".tgme_widget_message_tgsticker",
    "video_note": ".tgme_widget_message_roundvideo_player",
    "voice": ".tgme_widget_message_voice_player",
    "photo": ".tgme_widget_message_photo_wrap",
    "audio": ".tgme_widget_message_document_icon.audio",
    "document": ".tgme_widget_message_document_wrap",
    "geo": ".tgme_widget_message_location_wrap",
    "game": ".tgme_widget_message_game",
    "invoice": ".tgme_widget_message_invoice",
}
_VIDEO = ".tgme_widget_message_video_player"
_LENGTH = ".message_video_duration"
_UNSUPPORTED = ".message_media_not_supported_wrap"

_SERVICES = {
    "channel created": "create_channel",
    "channel name was changed": "edit_group_title",
    "channel photo updated": "edit_group_photo",
    "channel photo removed": "delete_group_photo",
    "live stream scheduled": "group_call_scheduled",
    "live stream": "group_call",
}
"""How service lines begin, and the action they are in an export."""


def media_kind(block: LexborNode, *, has_text: bool) -> str | None:
    """The kind; "unsupported" of a post that the page has neither words nor pictures for."""
    video = block.css_first(_VIDEO)
    if video is not None:
        # a silent loop has no length; an album's first picture decides, as its first message does
        first = block.css_first(f"{_VIDEO}, {_KINDS['photo']}")
        if first is not None and first.mem_id == video.mem_id:
            return "video" if video.css_first(_LENGTH) is not None else "gif"
    for kind, selector in _KINDS.items():
        if block.css_first(selector) is not None:
            return kind
    return "unsupported" if not has_text and block.css_first(_UNSUPPORTED) is not None else None


def poll(block: LexborNode) -> str | None:
    """The question and the answers, a line each."""
    question = block.css_first(".tgme_widget_message_poll_question")
    if question is None:
        return None
    answers = block.css(".tgme_widget_message_poll_option_text")
    return "\n".join(read_text(node)[0] for node in (question, *answers))


def service(text: str) -> str:
    """The action that a service line tells of."""
    said = text.casefold()
    if "pinned" in said:
        return "pin_message"
    return next((action for words, action in _SERVICES.items() if said.startswith(words)), "service")
