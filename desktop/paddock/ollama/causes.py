"""What the words of a server's error say about its cause."""

from __future__ import annotations

from enum import Enum, auto


class Cause(Enum):
    """What an error's text says about its cause, as far as Ollama's texts can be told apart."""

    MODEL_MISSING = auto()
    CAPABILITY_MISSING = auto()
    MEMORY = auto()
    CONTEXT_OVERFLOW = auto()
    RUNNER_CRASHED = auto()
    LOAD_TIMED_OUT = auto()
    SERVER_BUSY = auto()
    RATE_LIMITED = auto()
    BAD_OPTION = auto()
    BAD_FORMAT = auto()
    BAD_IMAGE = auto()
    NOT_SIGNED_IN = auto()
    UPDATE_NEEDED = auto()
    UNSUPPORTED = auto()
    REGISTRY_NETWORK = auto()
    DOWNLOAD_CORRUPT = auto()
    INSECURE_REGISTRY = auto()
    DISK_FULL = auto()
    CLOUD_DISABLED = auto()
    UNKNOWN = auto()


_TEXTS: tuple[tuple[Cause, tuple[str, ...]], ...] = (
    (Cause.CLOUD_DISABLED, ("ollama cloud is disabled",)),
    (Cause.SERVER_BUSY, ("server busy",)),
    (
        Cause.UPDATE_NEEDED,
        (
            "requires a newer version of ollama",
            "may be incompatible with your version of ollama",
            "no longer compatible",
            "pull the model again to get the latest version",
            "412:",
        ),
    ),
    (
        Cause.UNSUPPORTED,
        (
            "mlx runtime is not available",
            "image generation models are not currently supported",
        ),
    ),
    (
        Cause.CAPABILITY_MISSING,
        (
            "does not support tools",
            "does not support insert",
            "does not support thinking",
            "does not support chat",
            "does not support generate",
            "does not support completion",
            "does not support image input",
            "does not support embedding",
            "image input is not supported",
            "missing data required for image input",
        ),
    ),
    (Cause.DISK_FULL, ("no space left on device", "not enough space on the disk")),
    (
        Cause.MEMORY,
        (
            "requires more system memory",
            "out-of-memory",
            "out of memory",
            "failed to allocate",
            "unable to load full model on gpu",
        ),
    ),
    (Cause.CONTEXT_OVERFLOW, ("exceed_context_size_error", "prompt too long")),
    (
        Cause.BAD_IMAGE,
        (
            "illegal base64 data",
            "decode webp image",
            "failed to load image",
            "failed to decode image",
            "invalid image",
        ),
    ),
    (
        Cause.BAD_FORMAT,
        (
            "invalid format",
            "failed to parse grammar",
            "invalid json schema",
            "json schema conversion",
        ),
    ),
    (Cause.BAD_OPTION, (" must be of type ",)),
    (Cause.LOAD_TIMED_OUT, ("timed out waiting for",)),
    (
        Cause.RUNNER_CRASHED,
        (
            "llama-server process has terminated",
            "llama runner process has terminated",
            "model runner has unexpectedly stopped",
            "an error was encountered while running the model",
        ),
    ),
    (Cause.DOWNLOAD_CORRUPT, ("digest mismatch",)),
    (
        Cause.INSECURE_REGISTRY,
        ("insecure protocol http", "server gave http response to https client"),
    ),
    (
        Cause.NOT_SIGNED_IN,
        (
            "unauthorized",
            "access denied",
            "access to the resource is denied",
            "not currently signed in",
        ),
    ),
    (
        Cause.REGISTRY_NETWORK,
        (
            "max retries exceeded",
            "part stalled",
            "unexpected eof",
            "connection reset",
            "connection refused",
            "no such host",
            "network is unreachable",
            "i/o timeout",
            "tls handshake timeout",
        ),
    ),
    (Cause.MODEL_MISSING, ("try pulling it first", "pull model manifest: file does not exist")),
)


def cause_of(text: str) -> Cause:
    """Tell the cause from the server's words; the order of the table decides between several."""
    words = text.lower()
    for cause, parts in _TEXTS:
        if any(part in words for part in parts):
            return cause
    if "model requires" in words and "available" in words:
        return Cause.MEMORY
    if "context" in words and any(
        part in words for part in ("exceed", "longer", "too long", "too large")
    ):
        return Cause.CONTEXT_OVERFLOW
    if "model" in words and "not found" in words:
        return Cause.MODEL_MISSING
    return Cause.UNKNOWN
