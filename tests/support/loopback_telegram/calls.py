"""One remote call as the methods see it, and how they refuse it."""

from dataclasses import dataclass
from typing import Any, Literal

from loopback_world import Channel, World
from telethon.tl import TLObject, functions, types

from .keys import Key
from .tl_posts import MessageCache

PageShape = Literal["whole", "empty", "only_empty", "repeat", "unknown"]

_CODES = {
    "AUTH_KEY_UNREGISTERED": 401,
    "AUTH_KEY_DUPLICATED": 406,
    "CHANNEL_PRIVATE": 406,
    "CHANNEL_PUBLIC_GROUP_NA": 403,
    "FROZEN_METHOD_INVALID": 420,
    "SESSION_EXPIRED": 401,
    "SESSION_PASSWORD_NEEDED": 401,
    "SESSION_REVOKED": 401,
    "USER_DEACTIVATED": 401,
    "USER_DEACTIVATED_BAN": 401,
    "Timeout": -503,
}

_WRAPPERS = (
    functions.InvokeWithLayerRequest,
    functions.InitConnectionRequest,
    functions.InvokeWithoutUpdatesRequest,
    functions.InvokeAfterMsgRequest,
    functions.InvokeWithTakeoutRequest,
)


class RpcFailureError(Exception):
    """A call is refused with Telegram's own words, such as CHANNEL_PRIVATE, and their usual code."""

    def __init__(self, message: str, *, code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code if code is not None else _usual_code(message)

    def answer(self) -> TLObject:
        """Make the RpcError a client gets."""
        return types.RpcError(self.code, self.message)


def _usual_code(message: str) -> int:
    flood = message.startswith(("FLOOD_WAIT_", "FLOOD_PREMIUM_WAIT_"))
    return 420 if flood else _CODES.get(message, 400)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request out of its wrappers, with whose it is and what it reads from."""

    request: Any
    world: World
    key: Key
    cache: MessageCache
    shape: PageShape
    address: tuple[str, int]


def unwrap(request: Any) -> Any:
    """Take a request out of what is wrapped around it (layer, connection facts, no updates)."""
    while isinstance(request, _WRAPPERS):
        request = request.query
    return request


def method_name(request: Any) -> str:
    """Name a request as Telegram's documentation does: `messages.GetHistory`."""
    kind = type(request)
    space = kind.__module__.removeprefix("telethon.tl.functions").strip(".")
    return f"{space}.{kind.__name__}".strip(".").removesuffix("Request")


def peer_channel_id(request: Any) -> int | None:
    """Find the channel a request is about."""
    for name in ("peer", "channel", "id"):
        value = getattr(request, name, None)
        value = value[0] if isinstance(value, list) and value else value
        number = getattr(value, "channel_id", None)
        if number is not None:
            return int(number)
    return None


def channel_of(world: World, peer: Any) -> Channel:
    """Find the channel of an input peer; refuse unknown ids, wrong access hashes and private channels."""
    number = getattr(peer, "channel_id", None)
    if number is None:
        raise RpcFailureError("PEER_ID_INVALID")
    channel = world.channels.get(number)
    if channel is None or getattr(peer, "access_hash", None) != channel.access_hash:
        raise RpcFailureError("CHANNEL_INVALID")
    if channel.private:
        raise RpcFailureError("CHANNEL_PRIVATE")
    return channel
