"""What reaches the log file holds no secret, whoever wrote it there."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paddock.base.logs import close_log, open_log, redact

TOKEN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/", min_size=1)
SECRETS = TOKEN.map(lambda text: f"s3cr3t{text}=")
"""As RFC 6750 writes a bearer token."""

PLACES = [
    "Authorization: Bearer {}",
    "authorization: {}",
    "Authorization: Token {}",
    'Authorization: Digest username="me", response="{}", uri="/"',
    "Proxy-Authorization: Basic {}",
    "Cookie: theme=dark; session={}; more=1",
    "Set-Cookie: session={}; HttpOnly",
    "headers={{'Authorization': 'Bearer {}', 'Accept': '*/*'}}",
    "[(b'authorization', b'Bearer {}'), (b'accept', b'*/*')]",
    '{{"api_key": "{}", "model": "x"}}',
    "OPENAI_API_KEY={} python x.py",
    "access-token = {}",
    "password: {}",
    "client_secret='{}'",
    "sent bearer {} to the server",
    "GET https://example.org/?token={}&page=2",
]
IN_ADDRESSES = [
    "http://user:{}@example.org:11434/api",
    "http://:{}@example.org/api",
    "https://{}@example.org/repository",
]


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=40, deadline=None)
@given(SECRETS)
def test_a_secret_never_survives(place: str, secret: str) -> None:
    assert secret not in redact("before " + place.format(secret) + "\nafter")


@pytest.mark.parametrize("place", IN_ADDRESSES)
@settings(max_examples=40, deadline=None)
@given(SECRETS.map(lambda secret: secret.replace("/", "%2F")))
def test_an_address_keeps_no_password(place: str, secret: str) -> None:
    covered = redact(place.format(secret))
    assert secret not in covered
    assert "example.org" in covered


def test_the_rest_stays_readable() -> None:
    text = (
        "POST http://127.0.0.1:11434/api/chat -> 200, 12 tokens/s, prompt_tokens 5\n"
        "mail me@example.org at 12:30, see https://example.org/a@b"
    )
    assert redact(text) == text
    assert redact("Cookie: a=1\nnext line").endswith("\nnext line")


def test_the_file_holds_messages_and_tracebacks_without_secrets(tmp_path: Path) -> None:
    handler = open_log(str(tmp_path / "logs"))
    assert handler is not None
    logger = logging.getLogger("paddock.test")
    logger.info("token=%s", "s3cr3t")
    try:
        raise ValueError("Authorization: Bearer s3cr3t-word")
    except ValueError:
        logger.info("failed", exc_info=True)
    close_log(handler)
    logger.info("after the end")
    written = (tmp_path / "logs" / "paddock.log").read_text("utf-8")
    assert "token=[redacted]" in written
    assert "Traceback" in written
    assert "s3cr3t" not in written
    assert "after the end" not in written


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert open_log(str(tmp_path / "file" / "logs")) is None
