"""What stands above a post's text on the web preview: pictures, videos, files, polls, contact cards."""

from loopback_world.posts import Contact, Document, Photo, Poll, Post, Video

from .text_html import plain

_NOT_IN_BROWSER = """
<div class="message_media_not_supported_wrap">
  <div class="message_media_not_supported">
    <div class="message_media_not_supported_label">This media is not supported in your browser</div>
    <span class="message_media_view_in_telegram">VIEW IN TELEGRAM</span>
  </div>
</div>"""


def media(post: Post, link: str) -> str:
    """Write the media of one post; a link's preview stands below the text instead."""
    match post.media:
        case Photo() as photo:
            return _photo(post, photo, link, more="")
        case Video() as video:
            return _video(video, link)
        case Document() as document:
            return _document(document, link)
        case Poll() as poll:
            return _poll(poll)
        case Contact() as contact:
            return _contact(contact)
        case _:
            return ""


def album(posts: list[Post], link: str) -> str:
    """Write an album: one block under its first post's id."""
    layers = "".join(
        _photo(post, post.media, f"{link}?single", more=" grouped_media_wrap blured js-message_photo")
        for post in posts
        if isinstance(post.media, Photo)
    )
    return (
        '<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap" style="width:453px;">'
        '<div class="tgme_widget_message_grouped js-message_grouped" style="padding-top:74%">'
        f'<div class="tgme_widget_message_grouped_layer js-message_grouped_layer">{layers}</div></div></div>'
    )


def _photo(post: Post, photo: Photo, link: str, *, more: str) -> str:
    names = f"tgme_widget_message_photo_wrap{more} {5_000_000_000 + post.id} {post.id}_460000001"
    style = f"width:{photo.width}px;background-image:url('https://cdn.example/file/{post.id}.jpg')"
    ratio = 100 * photo.height / photo.width
    return (
        f'<a class="{names}" href="{link}" style="{style}">\n'
        f'  <div class="tgme_widget_message_photo" style="padding-top:{ratio:g}%"></div>\n</a>'
    )


def _video(video: Video, link: str) -> str:
    length = f"{video.seconds // 60}:{video.seconds % 60:02}"
    shown = (
        ""
        if video.loop
        else '<div class="message_video_play js-message_video_play"></div>\n'
        f'<time class="message_video_duration js-message_video_duration">{length}</time>'
    )
    ratio = 100 * video.height / video.width
    return (
        f'<a class="tgme_widget_message_video_player js-message_video_player" href="{link}">'
        '<i class="tgme_widget_message_video_thumb"></i>\n'
        '<div class="tgme_widget_message_video_wrap" '
        f'style="width:{video.width}px;padding-top:{ratio:g}%">\n'
        '  <video class="tgme_widget_message_video js-message_video" width="100%"></video>\n</div>\n'
        f"{shown}{_NOT_IN_BROWSER}</a>"
    )


def _document(document: Document, link: str) -> str:
    name = plain(document.name)
    return (
        f'<a class="tgme_widget_message_document_wrap" href="{link}">'
        '<div class="tgme_widget_message_document_icon accent_bg"></div>'
        '<div class="tgme_widget_message_document">'
        f'<div class="tgme_widget_message_document_title accent_color" dir="auto">{name}</div>'
        f'<div class="tgme_widget_message_document_extra" dir="auto">{document.size / 1024:.1f} KB</div>'
        "</div></a>"
    )


def _poll(poll: Poll) -> str:
    total = sum(votes for _, votes in poll.answers)
    options = "".join(
        '<div class="tgme_widget_message_poll_option">'
        f'<div class="tgme_widget_message_poll_option_percent">{100 * votes // max(total, 1)}%</div>'
        '<div class="tgme_widget_message_poll_option_value">'
        f'<div class="tgme_widget_message_poll_option_text">{plain(answer)}</div></div></div>'
        for answer, votes in poll.answers
    )
    return (
        '<div class="tgme_widget_message_poll js-poll">'
        f'<div class="tgme_widget_message_poll_question">{plain(poll.question)}</div>'
        '<div class="tgme_widget_message_poll_type">Anonymous Poll</div>'
        f'<div class="tgme_widget_message_poll_options">{options}</div></div>'
    )


def _contact(contact: Contact) -> str:
    name = plain(f"{contact.first_name} {contact.last_name}".strip())
    return (
        '<div class="tgme_widget_message_contact_wrap"><div class="tgme_widget_message_contact">'
        f'<div class="tgme_widget_message_contact_name accent_color" dir="auto">{name}</div>'
        f'<div class="tgme_widget_message_contact_phone" dir="auto">{plain(contact.phone)}</div></div></div>'
    )
