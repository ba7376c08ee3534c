"""The demo server in its own process, which tells at its end what it saw.

Arguments: a folder (not used), tokens per second or `max`, a model to load or an empty word. Writes
its address as a line; at the end of the input, a report of the chats and of what they cost in CPU.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.request

from paddock.demo.server import DemoServer


def main() -> None:
    _, _, speed, model = sys.argv
    with DemoServer(speed=None if speed == "max" else float(speed), load_seconds=0.0) as server:
        if model:
            body = json.dumps({"model": model, "keep_alive": "30m"}).encode()
            urllib.request.urlopen(f"{server.url}/api/generate", body).close()
        print(server.url, flush=True)
        before = time.process_time()
        sys.stdin.read()
        cpu = time.process_time() - before
        chats = [
            {"closed_at": seen.closed_at, "disconnected": seen.disconnected}
            for seen in server.requests
            if seen.path == "/api/chat"
        ]
    print(json.dumps({"chats": chats, "cpu": cpu}))


if __name__ == "__main__":
    main()
