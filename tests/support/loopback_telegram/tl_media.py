"""Entities and media of a post as Telegram's types."""

from datetime import UTC, datetime

from loopback_world.people import access_hash
from loopback_world.posts import (
    Contact,
    Document,
    Entity,
    Media,
    Photo,
    Poll,
    Post,
    RichBlock,
    Video,
    WebPage,
)
from telethon.tl import TLObject, types

_PLAIN_ENTITIES = {
    "bold": types.MessageEntityBold,
    "italic": types.MessageEntityItalic,
    "underline": types.MessageEntityUnderline,
    "strike": types.MessageEntityStrike,
    "spoiler": types.MessageEntitySpoiler,
    "code": types.MessageEntityCode,
    "blockquote": types.MessageEntityBlockquote,
    "url": types.MessageEntityUrl,
    "email": types.MessageEntityEmail,
    "phone": types.MessageEntityPhone,
    "mention": types.MessageEntityMention,
    "hashtag": types.MessageEntityHashtag,
}


def entity(of: Entity) -> TLObject:
    """Make a MessageEntity."""
    match of.kind:
        case "pre":
            return types.MessageEntityPre(of.offset, of.length, "")
        case "text_link":
            return types.MessageEntityTextUrl(of.offset, of.length, of.url or "")
        case "mention_name":
            return types.MessageEntityMentionName(of.offset, of.length, of.number or 0)
        case "custom_emoji":
            return types.MessageEntityCustomEmoji(of.offset, of.length, of.number or 0)
        case _:
            return _PLAIN_ENTITIES[of.kind](of.offset, of.length)


def media(of: Media, post: Post) -> TLObject:
    """Make a MessageMedia; its ids follow from the post's, so that it stays the same over edits."""
    match of:
        case Photo():
            return types.MessageMediaPhoto(photo=_photo(of, post))
        case Video():
            attribute = types.DocumentAttributeVideo(
                of.seconds, of.width, of.height, nosound=of.loop, supports_streaming=True
            )
            return types.MessageMediaDocument(
                video=True, document=_document(post, mime="video/mp4", size=1_000_000, attribute=attribute)
            )
        case Document():
            attribute = types.DocumentAttributeFilename(of.name)
            return types.MessageMediaDocument(
                document=_document(post, mime=of.mime, size=of.size, attribute=attribute)
            )
        case Poll():
            return _poll(of, post)
        case Contact():
            return types.MessageMediaContact(
                phone_number=of.phone,
                first_name=of.first_name,
                last_name=of.last_name,
                vcard="",
                user_id=of.user_id,
            )
        case WebPage():
            page = types.WebPage(
                id=post.id, url=of.url, display_url=of.url, hash=0, title=of.title, description=of.description
            )
            return types.MessageMediaWebPage(webpage=page)


def _photo(of: Photo, post: Post) -> TLObject:
    number = 5_000_000_000 + post.id
    sizes = [types.PhotoSize(type="x", w=of.width, h=of.height, size=90_000)]
    return types.Photo(
        id=number,
        access_hash=access_hash(number),
        file_reference=b"ref",
        date=post.date,
        sizes=sizes,
        dc_id=2,
    )


def _document(post: Post, *, mime: str, size: int, attribute: TLObject) -> TLObject:
    number = 6_000_000_000 + post.id
    return types.Document(
        id=number,
        access_hash=access_hash(number),
        file_reference=b"ref",
        date=post.date,
        mime_type=mime,
        size=size,
        dc_id=2,
        attributes=[attribute],
    )


def _poll(of: Poll, post: Post) -> TLObject:
    texts = [types.TextWithEntities(answer, []) for answer, _ in of.answers]
    options = [bytes([48 + place]) for place in range(len(texts))]
    answers = [types.PollAnswer(text, option) for text, option in zip(texts, options, strict=True)]
    voters = [
        types.PollAnswerVoters(option=option, voters=votes, recent_voters=[])
        for option, (_, votes) in zip(options, of.answers, strict=True)
    ]
    return types.MessageMediaPoll(
        poll=types.Poll(
            id=7_000_000_000 + post.id,
            question=types.TextWithEntities(of.question, []),
            answers=answers,
            hash=0,
        ),
        results=types.PollResults(results=voters, total_voters=sum(votes for _, votes in of.answers)),
    )


def rich_message(blocks: tuple[RichBlock, ...]) -> TLObject:
    """Make a RichMessage, whose words are in a tree of blocks."""
    return types.RichMessage(blocks=[_block(block) for block in blocks], photos=[], documents=[])


def _block(of: RichBlock) -> TLObject:
    lines = [types.TextPlain(" ".join(row)) for row in of.rows]
    match of.kind:
        case "heading":
            return types.PageBlockHeading1(lines[0])
        case "paragraph":
            # Bold first words, so that a reader has to walk the tree and not only its first level.
            return types.PageBlockParagraph(types.TextConcat([types.TextBold(lines[0]), *lines[1:]]))
        case "list":
            return types.PageBlockList([types.PageListItemText(line) for line in lines])
        case "table":
            rows = [
                types.PageTableRow([types.PageTableCell(text=types.TextPlain(cell)) for cell in row])
                for row in of.rows
            ]
            return types.PageBlockTable(title=types.TextEmpty(), rows=rows)


def now() -> datetime:
    """Tell the time as servers stamp their answers."""
    return datetime.now(UTC)
