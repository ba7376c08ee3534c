"""What goes between a prompt and a suffix, for models that fill in the middle of code."""

from __future__ import annotations


def middle(prompt: str, suffix: str) -> str:
    """A few lines of Python that fit the indentation of the last line, and say where they come
    from.
    """
    last = prompt.rsplit("\n", 1)[-1]
    indent = last[: len(last) - len(last.lstrip())]
    if last.rstrip().endswith("("):
        return (
            "value: int) -> int:\n"
            + indent
            + "    # filled in by the demo server\n"
            + indent
            + "    "
        )
    if last.rstrip().endswith(":"):
        indent += "    "
    start = "" if not last.strip() else "\n" + indent
    end = "" if suffix.startswith("\n") else "\n"
    return f"{start}# filled in by the demo server{end}"
