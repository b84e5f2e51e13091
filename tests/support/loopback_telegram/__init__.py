"""A Telegram on this machine, for tests of what talks to Telegram: encrypted MTProto over a real socket.

A stock Telethon client reads it through a session file that the server prepares, in this process or another:

    world = World()
    jobs = world.add_channel("example_jobs", posts=450)
    with LoopbackTelegram(world) as server:
        session = server.prepare_session(tmp_path / "telegram.session")
        server.faults.flood(seconds=3, after=2)
        ...
        assert server.journal.count("messages.GetHistory") == 6
"""

from loopback_world import World

from .faults import Faults
from .server import LoopbackTelegram

__all__ = ["Faults", "LoopbackTelegram", "World"]
