"""The rules of the code that neither import-linter nor ruff can say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "desktop" / "paddock"
MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}
LONGEST_MODULE = 400
CATCH_ALLS = {
    "base/jobs.py": "reports what ended a task",
    "shell/crash.py": "may not raise while it reports",
    "ollama/readahead.py": "throws what it caught into the coroutine that it drives",
}
TASK_OWNERS = ("base/jobs.py", "demo/")
NESTED_LOOPS = {"exec", "exec_", "processEvents"}
ONE_IMPORTER = {
    "httpx": "ollama/",
    "starlette": "demo/",
    "uvicorn": "demo/",
    "platformdirs": "base/paths",
}


def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"), module)


def _imports(tree: ast.Module) -> set[str]:
    """The dotted names that a module imports, `from a import b` as "a.b"."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _calls(tree: ast.Module) -> list[tuple[str, int]]:
    """Each method call as its name and line."""
    return [
        (node.func.attr, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def _catches_all(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every exception, and does not pass it on as its last act."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {kind.id if isinstance(kind, ast.Name) else kind for kind in kinds}
    last = handler.body[-1]
    reraised = isinstance(last, ast.Raise) and last.exc is None
    return bool(names & {None, "Exception", "BaseException"}) and not reraised


@pytest.mark.parametrize("module", MODULES)
def test_a_controller_and_the_state_know_no_widgets(module: str) -> None:
    if not module.startswith("state/") and not module.endswith("controller.py"):
        return
    qt = {name for name in _imports(_tree(module)) if name.startswith("PySide6.")}
    assert not {name for name in qt if not name.startswith("PySide6.QtCore")}


@pytest.mark.parametrize("module", MODULES)
def test_no_event_loop_runs_inside_another(module: str) -> None:
    assert not [call for call in _calls(_tree(module)) if call[0] in NESTED_LOOPS]


@pytest.mark.parametrize("module", MODULES)
def test_only_a_scope_starts_tasks(module: str) -> None:
    if module.startswith(TASK_OWNERS):
        return
    assert not [c for c in _calls(_tree(module)) if c[0] in {"create_task", "ensure_future"}]


@pytest.mark.parametrize("module", MODULES)
def test_nobody_else_catches_everything(module: str) -> None:
    if module in CATCH_ALLS:
        return
    handlers = [node for node in ast.walk(_tree(module)) if isinstance(node, ast.ExceptHandler)]
    assert not [handler.lineno for handler in handlers if _catches_all(handler)]


@pytest.mark.parametrize("module", MODULES)
def test_a_library_has_one_importer(module: str) -> None:
    libraries = {name.partition(".")[0] for name in _imports(_tree(module))} & set(ONE_IMPORTER)
    assert not {name for name in libraries if not module.startswith(ONE_IMPORTER[name])}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_idea(module: str) -> None:
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
