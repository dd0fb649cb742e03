"""`make cluster`: the topology of docker-compose.yml as plain processes on this machine.

PostgreSQL and Valkey come from the test wheels; what they hold is gone when the cluster stops.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.request

from tests.support.machines import Postgres, Valkey

COMMAND = [sys.executable, "-m", "polylogue"]
READY_SECONDS = 60
LEAVE_SECONDS = 35


class Cluster:
    """Two servers on neighbouring ports and a worker, over one database and one layer."""

    def __init__(self, ports: tuple[int, ...] = (8001, 8002), server: str = "daphne") -> None:
        self.ports = ports
        self.postgres, self.valkey = Postgres(), Valkey()
        self.env = os.environ | {
            "POLYLOGUE_DATABASE_URL": self.postgres.url(),
            "POLYLOGUE_REDIS_URL": self.valkey.url,
            "POLYLOGUE_ORIGINS": ",".join(f"http://localhost:{port}" for port in ports),
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        self.server = server

    def run(self, *words: str) -> None:
        """A `polylogue` command, to its end."""
        subprocess.run([*COMMAND, *words], env=self.env, check=True)

    def start(self) -> None:
        for port in self.ports:
            self.begin("serve", "--port", str(port), "--server", self.server)
        self.begin("worker")
        for port in self.ports:
            _wait_until_ready(port)

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*COMMAND, *words], env=self.env, start_new_session=True)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(LEAVE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        self.valkey.remove()
        self.postgres.remove()


def _wait_until_ready(port: int) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError as problem:
            if time.monotonic() > end:
                raise TimeoutError(f"the server on port {port} is not ready") from problem
        time.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser("make cluster", description=__doc__)
    parser.add_argument("--server", choices=["daphne", "uvicorn"], default="daphne")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("· starting PostgreSQL and Valkey", flush=True)
    cluster = Cluster(server=options.server)
    try:
        print("· making the database and the demo event", flush=True)
        cluster.run("manage", "migrate", "--verbosity", "0")
        cluster.run("demo", "--if-empty")
        cluster.start()
        print("· a worker runs too; Ctrl-C stops all of it and forgets the data", flush=True)
        signal.pause()
    except KeyboardInterrupt:
        pass
    finally:
        print("· stopping", flush=True)
        cluster.stop()


if __name__ == "__main__":
    main()
