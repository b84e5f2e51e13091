"""One client's connection: packets in, answers out, faults between."""

import asyncio
import struct
import time
from typing import TYPE_CHECKING, Any

from loopback_world import Entry
from telethon.tl import TLRequest, functions, types

from .calls import Call, PageShape, RpcFailureError, method_name, peer_channel_id, unwrap
from .envelope import EnvelopeError, Letter, Outbox, decrypt, rpc_result
from .faults import Before, Cut, Fail, Shape, Silence, Slow
from .keys import Key
from .methods import answer

if TYPE_CHECKING:
    from .server import LoopbackTelegram

SALT = 0x5A17
UNKNOWN_KEY = struct.pack("<i", -404)
_PINGS = (functions.PingRequest, functions.PingDelayDisconnectRequest)


class Connection:
    """Serves one TCP connection until either side ends it."""

    def __init__(
        self,
        server: "LoopbackTelegram",
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        number: int,
    ) -> None:
        self._server, self._reader, self._writer, self._number = server, reader, writer, number
        self._outbox = Outbox()
        self._sessions: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self) -> None:
        """Read packets and answer them, several at a time if several come."""
        try:
            while True:
                await self._take(await self._packet())
        except (EOFError, OSError, EnvelopeError):
            pass  # the client went, or talks what no client of Telegram's does
        finally:
            for task in self._tasks:
                task.cancel()
            self.close()

    def close(self) -> None:
        """End the connection."""
        self._writer.close()

    async def _packet(self) -> bytes:
        length, _ = struct.unpack("<ii", await self._reader.readexactly(8))
        if not 12 <= length < 1 << 24:
            raise EnvelopeError("not the full TCP transport")
        return (await self._reader.readexactly(length - 8))[:-4]

    async def _take(self, packet: bytes) -> None:
        key = self._server.keys.get(struct.unpack_from("<Q", packet)[0]) if len(packet) >= 24 else None
        if key is None:
            self._writer.write(self._outbox.frame(UNKNOWN_KEY))
            return
        letter = decrypt(key, packet)
        if letter.salt != SALT:
            notice = types.BadServerSalt(letter.msg_id, letter.sequence, 48, SALT)
            self._send(key, letter, bytes(notice))
            return
        if letter.session not in self._sessions:
            self._sessions.add(letter.session)
            self._send(key, letter, bytes(types.NewSessionCreated(letter.msg_id, letter.session, SALT)))
        for msg_id, inner in letter.objects():
            if isinstance(inner, _PINGS):
                self._send(key, letter, bytes(types.Pong(msg_id, inner.ping_id)))
            elif isinstance(inner, functions.GetFutureSaltsRequest):
                self._send(key, letter, bytes(types.FutureSalts(msg_id, int(time.time()), [])))
            elif isinstance(inner, TLRequest):
                task = asyncio.create_task(self._answer(key, letter, msg_id, unwrap(inner)))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            # what is left are acknowledgements

    def _send(self, key: Key, letter: Letter, body: bytes, *, half: bool = False) -> None:
        packet = self._outbox.seal(key, body, salt=SALT, session=letter.session)
        self._writer.write(packet[: len(packet) // 2] if half else packet)

    async def _answer(self, key: Key, letter: Letter, msg_id: int, request: Any) -> None:
        entry = self._server.journal.add(self._entry(request))
        shape: PageShape = "whole"
        half, refusal = False, None
        for action in self._server.faults.take(entry):
            match action:
                case Silence():
                    entry.outcome = "silence"
                    return
                case Slow():
                    await asyncio.sleep(action.seconds)
                case Before():
                    action.change(self._server.world)
                case Shape():
                    shape = action.kind
                case Cut():
                    half = True
                case Fail():
                    refusal = action.error
        try:
            body, outcome = self._result(key, request, msg_id, shape, refusal)
        except Exception as error:  # noqa: BLE001 - a mistake of this server's own, which its user shall see
            self._server.failures.append(error)
            body, outcome = rpc_result(msg_id, RpcFailureError("LOOPBACK_FAILED").answer()), repr(error)
        entry.outcome = "cut" if half else outcome
        self._send(key, letter, body, half=half)
        if half:
            self.close()

    def _entry(self, request: Any) -> Entry:
        number = peer_channel_id(request)
        world = self._server.world
        with world.lock:
            channel = world.channels.get(number or 0)
            name = getattr(request, "username", None) or (channel.username if channel else None)
            if channel is None and name and (found := world.find(name)) is not None:
                number = found.id
        given = {key: value for key, value in request.to_dict().items() if key != "_"}
        return Entry(
            method=method_name(request),
            at=time.monotonic(),
            channel_id=number,
            name=name,
            arguments=given,
            connection=self._number,
        )

    def _result(
        self, key: Key, request: Any, msg_id: int, shape: PageShape, refusal: RpcFailureError | None
    ) -> tuple[bytes, str]:
        server = self._server
        call = Call(
            request=request,
            world=server.world,
            key=key,
            cache=server.cache,
            shape=shape,
            address=server.address,
        )
        try:
            if refusal:
                raise refusal
            with server.world.lock:
                return rpc_result(msg_id, answer(call)), "ok" if shape == "whole" else shape
        except RpcFailureError as error:
            return rpc_result(msg_id, error.answer()), error.message
