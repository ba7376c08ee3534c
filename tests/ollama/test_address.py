"""What people type, and keep in OLLAMA_HOST, as the address of a server."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paddock.ollama.address import DEFAULT_URL, Address, InvalidAddress, parse_address


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        (None, "http://127.0.0.1:11434"),
        ("", "http://127.0.0.1:11434"),
        ("   ", "http://127.0.0.1:11434"),
        ("1.2.3.4", "http://1.2.3.4:11434"),
        ("1.2.3.4:99", "http://1.2.3.4:99"),
        ("example.com", "http://example.com:11434"),
        ("example.com:80", "http://example.com:80"),
        (":1234", "http://127.0.0.1:1234"),
        (":66000", "http://127.0.0.1:11434"),
        (":-1", "http://127.0.0.1:11434"),
        ("example.com:port", "http://example.com:11434"),
        ("::1", "http://[::1]:11434"),
        ("[::1]", "http://[::1]:11434"),
        ("[::1]:1337", "http://[::1]:1337"),
        ("http://[fe80::1]:5/x", "http://[fe80::1]:5/x"),
        ("http://1.2.3.4", "http://1.2.3.4:80"),
        ("HTTP://1.2.3.4:11434", "http://1.2.3.4:11434"),
        ("https://1.2.3.4", "https://1.2.3.4:443"),
        ("https://1.2.3.4:66000", "https://1.2.3.4:443"),
        ("https://example.com/ollama", "https://example.com:443/ollama"),
        ("example.com/ollama/", "http://example.com:11434/ollama"),
        ("ollama.com", "https://ollama.com:443"),
        ("http://ollama.com", "http://ollama.com:80"),
        ('"1.2.3.4"', "http://1.2.3.4:11434"),
        ("' 1.2.3.4 '", "http://1.2.3.4:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080"),
        ("[::]", "http://[::1]:11434"),
        ("http://[::]:7", "http://[::1]:7"),
        ("http://host:1/", "http://host:1"),
        ("http://host:1//", "http://host:1"),
        ("http://host:1/api", "http://host:1"),
        ("http://host:1/api/", "http://host:1"),
        ("http://host:1/v1", "http://host:1"),
        ("http://host:1/ollama/api", "http://host:1/ollama"),
        ("http://host:1/myapi", "http://host:1/myapi"),
        ("localhost", "http://localhost:11434"),
        ("my_nas.local", "http://my_nas.local:11434"),
        ("bücher.example", "http://xn--bcher-kva.example:11434"),
    ],
)
def test_reads_what_is_typed(typed: str | None, url: str) -> None:
    address = parse_address(typed)
    assert address.url == str(address) == url
    assert parse_address(url) == address


@pytest.mark.parametrize(
    "typed",
    [
        "my server",
        "http://my server/",
        "a\tb",
        "a\x00b",
        "host\nHost: evil",
        "ftp://example.com",
        "file:///etc/passwd",
        "http:/example.com",
        "https:example.com",
        "user:password@example.com",
        "http://user@example.com",
        "http://example.com/?key=1",
        "http://example.com/#part",
        "http://exa%6dple.com",
        "999.1.1.1",
        "1:2:3",
        "[::1",
        "[zz::1]",
        "a..b",
        "-",
        "\ud800",
        "例" * 80,
        "a" * 300,
    ],
)
def test_refuses_what_is_no_address(typed: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        parse_address(typed)
    assert caught.value.text == typed


@given(st.text() | st.from_regex(r"(https?://)?[\[\]:.a-z0-9]{0,20}(:[0-9]{0,6})?(/[a-z/]*)?"))
@example("http:///api")
@example("[::ffff:1.2.3.4]")
@example("fe80::1%eth0")
def test_any_text_is_an_address_that_can_be_dialled_or_is_refused(text: str) -> None:
    try:
        address = parse_address(text)
    except InvalidAddress:
        return
    url = httpx.URL(address.url + "/api/tags")
    assert url.raw_host.decode("ascii") == address.host.lower()
    assert url.path.endswith("/api/tags")
    assert 0 < address.port <= 65535
    assert not address.path.endswith("/")
    assert parse_address(address.url) == address


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("192.168.1.5", True),
        ("10.0.0.1", True),
        ("172.16.3.4", True),
        ("169.254.1.1", True),
        ("fd00::1", True),
        ("nas", True),
        ("box.local", True),
        ("gpu.internal", True),
        ("8.8.8.8", False),
        ("2606:4700::1111", False),
        ("ollama.com", False),
        ("local.example.com", False),
    ],
)
def test_knows_which_hosts_are_near(host: str, local: bool) -> None:
    assert Address("http", host, 1).is_local is local


def test_needs_nothing_heavy() -> None:
    code = (
        "import sys, paddock.ollama.address;"
        "print({'httpx', 'httpcore', 'msgspec', 'anyio', 'asyncio', 'ssl'} & set(sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"
    code = "import sys, paddock.ollama.types; print({'httpx', 'httpcore'} & set(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "set()"


def test_the_default_is_what_nothing_means() -> None:
    assert parse_address(None).url == DEFAULT_URL
