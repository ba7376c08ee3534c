"""The rules of the code that neither import-linter nor ruff can say, each with its offenders."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1] / "desktop" / "paddock"
LONGEST_MODULE = 400
NESTED_LOOPS = {"exec", "exec_", "processEvents"}
TASK_OWNERS = ("base/jobs.py", "demo/")
CATCH_ALLS = {
    "base/jobs.py": "reports what ended a task",
    "shell/crash.py": "may not raise while it reports",
    "storage/store.py": "raises in the waiter what ended its job",
    "ollama/readahead.py": "throws what it caught into the coroutine that it drives",
}
ONE_IMPORTER = {
    "httpx": "ollama/",
    "starlette": "demo/",
    "uvicorn": "demo/",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its path with forward slashes."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(ROOT.rglob("*.py"))
    }


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The dotted names that a module imports (`from a import b` is "a.b"), with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def method_calls(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def catch_alls(tree: ast.Module) -> Iterator[int]:
    """The lines of handlers that take every exception and do not end by raising it again."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {kind.id if isinstance(kind, ast.Name) else kind for kind in kinds}
            last = node.body[-1]
            raised_again = isinstance(last, ast.Raise) and last.exc is None
            if names & {None, "Exception", "BaseException"} and not raised_again:
                yield node.lineno


def test_controllers_and_the_state_know_no_widgets() -> None:
    assert not [
        f"{module}:{line} imports {name}"
        for module, tree in modules().items()
        if module.startswith("state/") or module.endswith("controller.py")
        for name, line in imports(tree)
        if name.startswith("PySide6.") and not name.startswith("PySide6.QtCore")
    ]


def test_no_event_loop_runs_inside_another() -> None:
    """Qt's own loop runs once by itself, in app.py, until the first paint and before any task exists."""
    calls = [
        (module, name)
        for module, tree in modules().items()
        for name, _line in method_calls(tree)
        if name in NESTED_LOOPS
    ]
    assert calls == [("app.py", "exec")]


def test_only_a_scope_starts_tasks() -> None:
    assert not [
        f"{module}:{line} calls {name}"
        for module, tree in modules().items()
        if not module.startswith(TASK_OWNERS)
        for name, line in method_calls(tree)
        if name in {"create_task", "ensure_future"}
    ]


def test_only_those_named_catch_everything() -> None:
    assert not [
        f"{module}:{line}"
        for module, tree in modules().items()
        if module not in CATCH_ALLS
        for line in catch_alls(tree)
    ]


def test_a_library_has_one_importer() -> None:
    assert not [
        f"{module}:{line} imports {name}"
        for module, tree in modules().items()
        for name, line in imports(tree)
        if not module.startswith(ONE_IMPORTER.get(name.partition(".")[0], ""))
    ]


def test_a_module_is_one_idea() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in ROOT.rglob("*.py")}
    assert not {path: length for path, length in lengths.items() if length > LONGEST_MODULE}


def test_the_rules_find_what_they_forbid() -> None:
    tree = ast.parse(
        "from PySide6.QtWidgets import QDialog\n"
        "import httpx\n"
        "QDialog().exec()\n"
        "try: ...\n"
        "except (OSError, Exception): ...\n"
        "try: ...\n"
        "except BaseException: raise\n"
    )
    assert list(imports(tree)) == [("PySide6.QtWidgets.QDialog", 1), ("httpx", 2)]
    assert list(method_calls(tree)) == [("exec", 3)]
    assert list(catch_alls(tree)) == [5]
