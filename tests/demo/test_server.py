"""The life of a demo server: start, stop, what it has seen, and its command line."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time

import httpx
import pytest

from paddock.demo.server import DemoServer
from tests.demo.raw import RawConnection

CHAT = {"model": "demo-chat:8b", "messages": [{"role": "user", "content": "Hello."}]}
LONG = {"model": "demo-chat:8b", "messages": [{"role": "user", "content": "/long 5000"}]}


def test_a_server_answers_between_start_and_stop() -> None:
    server = DemoServer(version="0.99.1")
    server.start()
    assert httpx.get(f"{server.url}/api/version").json() == {"version": "0.99.1"}
    url = server.url
    server.stop()
    server.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/api/version")


def test_a_server_can_start_again_on_its_port() -> None:
    with DemoServer() as first:
        port = httpx.URL(first.url).port
    assert port is not None
    with DemoServer(port) as second:
        assert second.url == first.url
        assert httpx.get(second.url).text == "Ollama is running"


def test_a_taken_port_is_an_os_error(server: DemoServer) -> None:
    port = httpx.URL(server.url).port
    assert port is not None
    with pytest.raises(OSError, match=r"in use|10048"):
        DemoServer(port).start()


def test_starting_twice_is_refused(server: DemoServer) -> None:
    with pytest.raises(RuntimeError, match="already running"):
        server.start()


def test_stopping_cuts_answers_short_at_once() -> None:
    server = DemoServer(speed=20, load_seconds=0)
    server.start()
    with RawConnection(server.url, "/api/chat", LONG) as connection:
        connection.read_until(b'"done":false')
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 1.0
        with contextlib.suppress(ConnectionResetError):
            connection.read_to_end()
        assert b'"done":true' not in connection.received


def test_an_empty_server_has_no_models() -> None:
    with DemoServer(empty=True) as server:
        assert httpx.get(f"{server.url}/api/tags").json() == {"models": []}
        server.reset()
        assert httpx.get(f"{server.url}/api/tags").json() == {"models": []}


def test_requests_are_remembered_with_their_ends(server: DemoServer, client: httpx.Client) -> None:
    client.post("/api/chat", json=CHAT, headers={"X-Mine": "yes"})
    seen = server.wait_for(lambda seen: seen.closed_at is not None)
    assert (seen.method, seen.path, seen.headers["x-mine"]) == ("POST", "/api/chat", "yes")
    assert seen.json() == CHAT
    assert not seen.disconnected
    assert list(server.requests) == [seen]
    server.clear()
    assert not server.requests


def test_a_client_that_leaves_is_noticed_at_once() -> None:
    with DemoServer(speed=20, load_seconds=0) as server:
        with RawConnection(server.url, "/api/chat", LONG) as connection:
            connection.read_until(b'"done":false')
            assert server.requests[0].closed_at is None
        seen = server.wait_for(lambda seen: seen.disconnected, timeout=5)
        assert seen.closed_at is not None


def test_leaving_while_a_model_loads_aborts_the_load() -> None:
    with DemoServer(load_seconds=30) as server:
        with RawConnection(server.url, "/api/chat", CHAT):
            server.wait_for(lambda seen: seen.body != b"")
        server.wait_for(lambda seen: seen.disconnected)
        assert httpx.get(f"{server.url}/api/ps").json() == {"models": []}


def test_waiting_for_a_request_that_never_comes_ends(server: DemoServer) -> None:
    with pytest.raises(TimeoutError):
        server.wait_for(lambda seen: seen.path == "/never", timeout=0.05)


def test_reset_brings_back_the_first_day(server: DemoServer, client: httpx.Client) -> None:
    before = client.get("/api/tags").json()
    client.request("DELETE", "/api/delete", json={"model": "demo-chat:8b"})
    assert len(client.get("/api/tags").json()["models"]) == len(before["models"]) - 1
    server.reset()
    names = [entry["name"] for entry in client.get("/api/tags").json()["models"]]
    assert names == [entry["name"] for entry in before["models"]]


def test_a_second_request_to_a_model_waits_for_the_first() -> None:
    with (
        DemoServer(speed=100, load_seconds=0, max_queue=1) as server,
        RawConnection(server.url, "/api/chat", LONG) as first,
        RawConnection(server.url, "/api/chat", LONG),
    ):
        first.read_until(b'"done":false')
        server.wait_for(lambda seen: seen.number == 2 and seen.body != b"")
        # The second one waits in the queue of one, so that the third is turned away.
        third = httpx.post(f"{server.url}/api/chat", json=CHAT)
        assert third.status_code == 503
        assert third.json()["error"].startswith("server busy, please try again.  maximum")


def test_a_paced_answer_takes_its_time_and_a_fast_one_does_not(server: DemoServer) -> None:
    limited = {**CHAT, "options": {"num_predict": 10}}
    with DemoServer(speed=50, load_seconds=0) as paced:
        last = httpx.post(f"{paced.url}/api/chat", json={**limited, "stream": False}).json()
    assert last["eval_duration"] >= 9 / 50 * 1e9
    fast = httpx.post(f"{server.url}/api/chat", json={**limited, "stream": False}).json()
    assert fast["eval_duration"] < last["eval_duration"]


def test_loading_takes_its_time_once() -> None:
    with DemoServer(speed=None, load_seconds=0.2) as server:
        request = {**CHAT, "stream": False}
        first = httpx.post(f"{server.url}/api/chat", json=request).json()
        second = httpx.post(f"{server.url}/api/chat", json=request).json()
        other = {**request, "options": {"num_ctx": 1024}}
        third = httpx.post(f"{server.url}/api/chat", json=other).json()
    assert first["load_duration"] >= 0.2e9 > second["load_duration"]
    assert third["load_duration"] >= 0.2e9


@pytest.mark.parametrize("end", ["signal", "stdin"])
def test_the_command_line_says_its_address_and_stops_when_told(end: str) -> None:
    if end == "signal" and sys.platform == "win32":
        pytest.skip("Windows has no SIGTERM to send")
    command = [sys.executable, "-m", "paddock.demo", "--speed", "max", "--empty"]
    if end == "stdin":
        command.append("--until-stdin-closes")
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/api/tags").json() == {"models": []}
        if end == "signal":
            process.send_signal(signal.SIGTERM)
        else:
            process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_importing_the_package_loads_no_web_server() -> None:
    code = "import sys, paddock.demo; print({'uvicorn', 'starlette'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
