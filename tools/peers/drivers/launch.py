"""Run a command and measure it, from a small process: ``PYTHON -I -S launch.py RESULT COMMAND...``.

Linux counts the memory of the process that starts a command as the command's own, so it is started from here.
RESULT gets exit code, seconds, seconds of CPU and greatest memory in MB as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

result, command = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
child = os.posix_spawn(command[0], command, os.environ)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - start
made = {
    "code": os.waitstatus_to_exitcode(status),
    "seconds": seconds,
    "cpu": used.ru_utime + used.ru_stime,
    "memory": used.ru_maxrss / 1000,
}
Path(result).write_text(json.dumps(made), encoding="utf-8")
