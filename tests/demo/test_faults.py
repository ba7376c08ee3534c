"""Every kind of misbehaviour, as a client sees it on the wire."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from paddock.demo.faults import Fault, fault_of_header, fault_of_prompt
from paddock.demo.server import DemoServer
from tests.demo.raw import RawConnection

CHAT = {"model": "demo-chat:8b", "messages": [{"role": "user", "content": "Hello."}]}
DELTA = b'"done":false'


def ask(server: DemoServer, text: str = "Hello.", headers: str = "") -> RawConnection:
    body = {"model": "demo-chat:8b", "messages": [{"role": "user", "content": text}]}
    return RawConnection(server.url, "/api/chat", body, headers=headers)


@pytest.mark.parametrize("lines", [0, 1, 5, 70])
def test_a_cut_comes_after_so_many_lines_and_without_a_last_chunk(
    server: DemoServer, lines: int
) -> None:
    server.add_fault(Fault("/api/chat", "cut", after_lines=lines))
    with ask(server, "/long 200") as connection:
        data = connection.read_to_end()
    assert data.startswith(b"HTTP/1.1 200")
    assert data.count(DELTA) == lines
    assert not data.endswith(b"0\r\n\r\n")
    assert not server.wait_for(lambda seen: seen.closed_at is not None).disconnected


def test_a_reset_is_a_reset(server: DemoServer) -> None:
    server.add_fault(Fault("/api/chat", "rst", after_lines=3))
    with ask(server) as connection, pytest.raises(ConnectionResetError):
        connection.read_to_end()
    assert connection.received.count(DELTA) <= 3


def test_an_end_is_clean_but_not_done(server: DemoServer, client: httpx.Client) -> None:
    server.add_fault(Fault("/api/chat", "end", after_lines=2))
    lines = client.post("/api/chat", json=CHAT).text.splitlines()
    assert [json.loads(line)["done"] for line in lines] == [False, False]


def test_an_error_line_is_the_last(server: DemoServer, client: httpx.Client) -> None:
    server.add_fault(Fault("/api/chat", "error_line", after_lines=2, message="out of memory"))
    lines = client.post("/api/chat", json=CHAT).text.splitlines()
    assert len(lines) == 3
    assert json.loads(lines[-1]) == {"error": "out of memory"}


def test_a_malformed_line_is_no_json(server: DemoServer, client: httpx.Client) -> None:
    server.add_fault(Fault("/api/chat", "malformed", after_lines=1))
    lines = client.post("/api/chat", json=CHAT).text.splitlines()
    with pytest.raises(json.JSONDecodeError):
        json.loads(lines[1])


def test_a_stall_lasts_until_the_client_leaves(server: DemoServer) -> None:
    server.add_fault(Fault("/api/chat", "stall", after_lines=2))
    with ask(server) as connection:
        connection.read_until(DELTA)
        assert server.requests[0].closed_at is None
    assert server.wait_for(lambda seen: seen.disconnected).closed_at is not None
    assert connection.received.count(DELTA) <= 2


def test_a_delay_comes_before_the_first_byte(server: DemoServer, client: httpx.Client) -> None:
    server.add_fault(Fault("/api/version", "delay", delay=0.2))
    began = time.monotonic()
    assert client.get("/api/version").status_code == 200
    assert time.monotonic() - began >= 0.2


def test_a_status_can_say_anything(server: DemoServer, client: httpx.Client) -> None:
    page = "<html>Bad Gateway</html>"
    fault = Fault("/api/tags", "status", status=502, body=page, content_type="text/html")
    server.add_fault(fault)
    reply = client.get("/api/tags")
    assert (reply.status_code, reply.text) == (502, page)
    assert reply.headers["content-type"] == "text/html"


def test_a_redirect_points_elsewhere(server: DemoServer, client: httpx.Client) -> None:
    server.add_fault(Fault("/api/tags", "redirect", location="http://127.0.0.1:9/x"))
    reply = client.get("/api/tags")
    assert (reply.status_code, reply.headers["location"]) == (307, "http://127.0.0.1:9/x")


def test_faults_are_used_up_by_the_requests_they_are_meant_for(
    server: DemoServer, client: httpx.Client
) -> None:
    server.add_fault(Fault("/api/version", "status", status=500, times=2))
    server.add_fault(Fault("*", "status", status=501))
    found = [client.get("/api/version").status_code for _ in range(4)]
    assert found == [500, 500, 501, 200]


@pytest.mark.parametrize("kind", ["cut", "rst"])
def test_a_single_reply_can_break_off_in_the_middle(server: DemoServer, kind: str) -> None:
    header = f"X-Demo-Fault: {kind}\r\n"
    with RawConnection(server.url, "/api/tags", headers=header) as connection:
        try:
            connection.read_to_end()
        except ConnectionResetError:
            assert kind == "rst"
        else:
            assert kind == "cut"
            assert connection.received.startswith(b"HTTP/1.1 200")
            with pytest.raises(json.JSONDecodeError):
                json.loads(connection.received.partition(b"\r\n\r\n")[2])


def test_a_late_fault_delays_only_once(client: httpx.Client) -> None:
    began = time.monotonic()
    lines = client.post("/api/chat", json=CHAT, headers={"X-Demo-Fault": "end;after=1;delay=0.3"})
    assert lines.text.count("\n") == 1
    assert 0.3 <= time.monotonic() - began < 0.6


def test_a_stalled_single_reply_ends_when_the_client_leaves(server: DemoServer) -> None:
    header = "X-Demo-Fault: stall\r\n"
    with RawConnection(server.url, "/api/tags", headers=header) as connection:
        connection.read_until(b"demo-")
    assert server.wait_for(lambda seen: seen.disconnected).path == "/api/tags"


def test_a_header_asks_for_a_fault() -> None:
    fault = fault_of_header("cut;after=5;delay=0.5")
    assert fault == Fault("*", "cut", after_lines=5, delay=0.5)
    assert fault_of_header("frob") is None
    assert fault_of_header("cut;after=soon") is None


@pytest.mark.parametrize(
    ("prompt", "kind", "after"),
    [
        ("please /cut 3", "cut", 3),
        ("/error", "error_line", 8),
        ("a/cut 3", None, 0),
        ("/cutting", None, 0),
    ],
)
def test_words_of_a_prompt_ask_for_a_fault(prompt: str, kind: str | None, after: int) -> None:
    fault = fault_of_prompt(prompt)
    assert (fault and fault.kind) == kind
    assert fault is None or fault.after_lines == after


def test_a_person_can_ask_for_trouble(client: httpx.Client) -> None:
    def said(text: str) -> httpx.Response:
        body = {"model": "demo-chat:8b", "messages": [{"role": "user", "content": text}]}
        return client.post("/api/chat", json=body)

    assert said("/status 503").status_code == 503
    assert said("/error 4").text.splitlines()[4].startswith('{"error":')
    with pytest.raises(httpx.RemoteProtocolError):
        said("/cut 4")
    assert json.loads(said("/silent").text)["message"]["content"] == ""
