"""A t.me on this machine, for tests of the web preview: feed pages, landing pages, redirects, throttling.

    world = World()
    jobs = world.add_channel("example_jobs", posts=45)
    with LoopbackTme(world) as tme:
        page = httpx.get(f"{tme.base_url}/s/example_jobs?before=20").text

The pages have the shape of real ones of August 2026, with content of their own.
"""

from loopback_world import World

from .faults import TmeFaults
from .server import LoopbackTme

__all__ = ["LoopbackTme", "TmeFaults", "World"]
