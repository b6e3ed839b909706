"""Runs one command and prints what it took: seconds on the clock, seconds of CPU, bytes of memory at most, exit status.

    python launch.py INPUT OUTPUT COMMAND [ARGUMENT…]

Linux counts the memory that a caller had before `exec` as its child's; so this process, which is small, is the caller.
"""

import os
import sys
import time


def main() -> None:
    """Run, wait, print."""
    source, target, *command = sys.argv[1:]
    files = [
        (os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    print(wall, cpu, usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
