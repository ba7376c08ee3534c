"""Pull, push and create against the registry that does not exist."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx
import pytest

from paddock.demo.server import DemoServer
from tests.demo.raw import RawConnection


def lines(client: httpx.Client, path: str, **body: Any) -> list[dict[str, Any]]:
    reply = client.post(path, json=body)
    assert reply.status_code == 200
    return [json.loads(line) for line in reply.text.splitlines()]


def first_layer(progress: list[dict[str, Any]]) -> list[int]:
    """The numbers of the first layer, that of the weights."""
    digest = next(line["digest"] for line in progress if "digest" in line)
    return [line.get("completed", 0) for line in progress if line.get("digest") == digest]


def names(client: httpx.Client) -> set[str]:
    return {entry["name"] for entry in client.get("/api/tags").json()["models"]}


def test_a_pull_grows_layer_by_layer_and_installs(client: httpx.Client) -> None:
    progress = lines(client, "/api/pull", model="demo-small:1b")
    phases = [line["status"] for line in progress if "digest" not in line]
    assert phases == [
        "pulling manifest",
        "verifying sha256 digest",
        "writing manifest",
        "success",
    ]
    numbers = first_layer(progress)
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 3
    digests = [line["digest"] for line in progress if "digest" in line]
    assert len(dict.fromkeys(digests)) > 2
    assert "demo-small:1b" in names(client)


def test_a_second_pull_finds_everything_there(client: httpx.Client) -> None:
    lines(client, "/api/pull", model="demo-tiny")
    progress = lines(client, "/api/pull", model="demo-tiny")
    layers = [line for line in progress if "digest" in line]
    assert all(line["completed"] == line["total"] for line in layers)
    assert len(layers) == len({line["digest"] for line in layers})


def test_a_cancelled_pull_goes_on_where_it_stopped() -> None:
    body = {"model": "demo-small:1b"}
    with (
        DemoServer(speed=None, load_seconds=0, pull_seconds=1.0) as server,
        httpx.Client(base_url=server.url) as client,
    ):
        with RawConnection(server.url, "/api/pull", body) as connection:
            connection.read_until(b'"completed"', times=5)
        server.wait_for(lambda seen: seen.disconnected)
        reached = _last_completed(connection.received)
        assert reached > 0
        assert "demo-small:1b" not in names(client)
        assert first_layer(lines(client, "/api/pull", **body))[0] >= reached


def _last_completed(received: bytes) -> int:
    tail = received.rpartition(b'"completed":')[2]
    return int(tail.partition(b"}")[0])


def test_two_pullers_share_one_download() -> None:
    with DemoServer(speed=None, load_seconds=0, pull_seconds=0.6) as server:
        body = {"model": "demo-small:1b"}
        with (
            RawConnection(server.url, "/api/pull", body) as one,
            RawConnection(server.url, "/api/pull", body) as other,
        ):
            one.read_until(b'"completed"')
            other.read_until(b'"completed"')
            one.close()
            assert b'"status":"success"' in other.read_until(b'"success"')


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing-of-this-name", "pull model manifest: file does not exist"),
        ("fail-net", "max retries exceeded"),
        ("no-space", "no space left on device"),
        ("bad-digest", "digest mismatch, file must be downloaded again"),
        ("new-model", "requires a newer version of Ollama"),
        ("denied/model", "403: "),
        ("unauth/model", "401: "),
    ],
)
def test_trouble_ends_in_an_error_line(client: httpx.Client, name: str, words: str) -> None:
    progress = lines(client, "/api/pull", model=name)
    assert progress[0] == {"status": "pulling manifest"}
    assert words in progress[-1]["error"]
    assert f"{name}:latest" not in names(client)


def test_a_lost_network_is_overcome_by_pulling_again(client: httpx.Client) -> None:
    for _ in range(2):
        assert "error" in lines(client, "/api/pull", model="fail-net")[-1]
    assert lines(client, "/api/pull", model="fail-net")[-1] == {"status": "success"}


def test_progress_can_fall_back(client: httpx.Client) -> None:
    numbers = first_layer(lines(client, "/api/pull", model="rollback-model"))
    assert numbers != sorted(numbers)


def test_a_stalled_pull_repeats_its_line_until_the_client_leaves(server: DemoServer) -> None:
    with RawConnection(server.url, "/api/pull", {"model": "stall-model"}) as connection:
        third = 1_300_000_000 // 3
        connection.read_until(f'"completed":{third}}}\n'.encode())
        connection.received = b""
        connection.read_until(f'"completed":{third}}}\n'.encode())
    assert server.wait_for(lambda seen: seen.disconnected).path == "/api/pull"


def test_a_push_needs_an_account_or_the_demo_namespace(client: httpx.Client) -> None:
    client.post("/api/copy", json={"source": "demo-code:1.5b", "destination": "demo/mine"})
    client.post("/api/copy", json={"source": "demo-code:1.5b", "destination": "ada/mine"})
    assert lines(client, "/api/push", model="demo/mine")[-1] == {"status": "success"}
    assert "UNAUTHORIZED" in lines(client, "/api/push", model="ada/mine")[-1]["error"]
    client.get(client.post("/api/me").json()["signin_url"])
    progress = lines(client, "/api/push", model="ada/mine")
    assert progress[0] == {"status": "retrieving manifest"}
    assert progress[-2:] == [{"status": "pushing manifest"}, {"status": "success"}]
    assert max(first_layer(progress)) == 1_650_000_000


def test_a_cloud_model_asks_for_an_account(client: httpx.Client) -> None:
    request = {
        "model": "demo-giant:120b-cloud",
        "messages": [{"role": "user", "content": "Hello."}],
        "stream": False,
    }
    refused = client.post("/api/chat", json=request)
    assert refused.status_code == 401
    client.get(refused.json()["signin_url"])
    assert client.post("/api/me").json()["name"] == "demo"
    assert client.post("/api/chat", json=request).json()["model"] == "demo-giant:120b"
    assert client.get("/api/ps").json() == {"models": []}
    assert client.post("/api/signout").json() is None
    assert client.post("/api/chat", json=request).status_code == 401


def test_a_base_that_is_missing_is_pulled_and_converted(client: httpx.Client) -> None:
    made = {"model": "mine", "from": "demo-tiny", "quantize": "q8_0"}
    progress = lines(client, "/api/create", **made)
    statuses = [line["status"] for line in progress]
    assert statuses.count("success") == 2
    ticks = [line for line in progress if line["status"] == "quantizing F16 model to Q8_0"]
    assert {line["digest"] for line in ticks} == {"0" * 19}
    assert ticks[-1]["completed"] == ticks[-1]["total"]
    details = client.post("/api/show", json={"model": "mine"}).json()["details"]
    assert details["quantization_level"] == "Q8_0"
    again = client.post("/api/create", json={**made, "from": "mine"})
    assert again.status_code == 500


def test_an_uploaded_gguf_becomes_a_model(client: httpx.Client) -> None:
    data = b"GGUF" + bytes(300_000)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert client.post(f"/api/blobs/{digest}", content=data).status_code == 201
    progress = lines(client, "/api/create", model="mine", files={"mine.gguf": digest})
    assert progress[0] == {"status": "parsing GGUF"}
    assert progress[-1] == {"status": "success"}
    entries = {e["name"]: e for e in client.get("/api/tags").json()["models"]}
    assert entries["mine:latest"]["size"] > 300_000


def test_a_known_blob_is_answered_without_being_read(
    server: DemoServer, client: httpx.Client
) -> None:
    data = b"GGUF"
    path = f"/api/blobs/sha256:{hashlib.sha256(data).hexdigest()}"
    client.post(path, content=data)
    with RawConnection(server.url, path, announced=9_000_000) as connection:
        assert connection.read_to_end().startswith(b"HTTP/1.1 200 OK")


def test_an_upload_that_breaks_off_leaves_nothing(server: DemoServer, client: httpx.Client) -> None:
    path = f"/api/blobs/sha256:{'2' * 64}"
    with RawConnection(server.url, path, announced=9_000_000):
        server.wait_for(lambda seen: seen.path == path)
    server.wait_for(lambda seen: seen.path == path and seen.disconnected)
    assert client.head(path).status_code == 404
