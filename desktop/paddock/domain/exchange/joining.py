"""What programs keep as a graph of messages becomes a tree in which questions and answers alternate.

Messages of one side that follow each other are joined, in every branch anew; what a tool gave back
belongs to the answer around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from paddock.domain.exchange.values import Note
from paddock.domain.reply import Ending, Metrics, Phase, Reply, ToolResult
from paddock.domain.tree import ROOT, Message, Tree
from paddock.ollama.types import ToolCall, ToolFunction

if TYPE_CHECKING:
    from paddock.domain.attachment import Attachment

NewId: TypeAlias = Callable[[], int]
Role: TypeAlias = Literal["user", "answer", "tool", "system", ""]
"""Who speaks; empty for a node that only holds others together."""
_MOST = 16
"""Joined branches may hold so many times the text of the file, since a hostile one doubles it often."""
_NODE = 64


class TangledError(ValueError):
    """Messages that cannot be made a tree of a sensible size."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a tool gave back. `of` is the id of the call or the name of the tool, if known."""

    of: str
    value: ToolResult


@dataclass(frozen=True, slots=True)
class Said:
    """One node of a graph as another program keeps it. `created` is 0.0 where that is not known."""

    key: str
    parent: str
    role: Role
    text: str = ""
    created: float = 0.0
    attachments: tuple[Attachment, ...] = ()
    thinking: str = ""
    model: str = ""
    calls: tuple[ToolCall, ...] = ()
    results: tuple[Result, ...] = ()
    metrics: Metrics = field(default_factory=Metrics)
    ending: Ending = Ending.DONE
    failure: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A tree, the system message above it or empty, and what was not taken over."""

    tree: Tree
    system: str
    notes: tuple[Note, ...]


def join(
    said: Sequence[Said],
    ids: NewId,
    current: str = "",
    children: Mapping[str, Sequence[str]] | None = None,
) -> Joined:
    """The tree of nodes that come in the order in which siblings stand.

    `children` says better in which order they stand, where it is known. `current` is the node up to
    which the path is shown. Raises TangledError.
    """
    return _Joining(said, ids, children or {}).joined(current)


@dataclass(frozen=True, slots=True)
class _Run:
    """A node and those of its side right above it."""

    above: _Run | None
    last: Said
    size: int

    def whole(self) -> list[Said]:
        found: list[Said] = []
        at: _Run | None = self
        while at is not None:
            found.append(at.last)
            at = at.above
        return found[::-1]


class _Joining:
    def __init__(
        self, said: Sequence[Said], ids: NewId, children: Mapping[str, Sequence[str]]
    ) -> None:
        self._ids = ids
        self._notes: list[Note] = []
        self._said: dict[str, Said] = {}
        for node in said:
            if node.key:  # none is where the roots are
                self._said.setdefault(node.key, node)
            elif node.role:
                self._notes.append(Note("content_unknown", detail=node.text))
        self._parents = self._sound_parents()
        self._children = self._ordered(children)
        self._systems: list[str] = []
        self._messages: dict[int, Message] = {}
        self._places: dict[str, int] = {}
        self._empty_question = ROOT
        total = sum(len(node.text) + len(node.thinking) + _NODE for node in self._said.values())
        self._room = _MOST * total + 100_000

    def joined(self, current: str) -> Joined:
        self._walk()
        tree = Tree.of(iter(self._messages.values()), {})
        at = current
        while at in self._said and at not in self._places:
            at = self._parents[at]
        if at in self._places:
            tree = tree.showing(self._places[at])
        return Joined(tree, "\n\n".join(self._systems), tuple(self._notes))

    # -------------------------------------------------------------------------------- the graph

    def _sound_parents(self) -> dict[str, str]:
        """The parents without those that are not there, and without circles; "" for none."""
        parents: dict[str, str] = {}
        for key, node in self._said.items():
            parents[key] = node.parent
            if node.parent and node.parent not in self._said:
                parents[key] = ""
                self._notes.append(Note("parent_missing"))
        sound: set[str] = {""}
        places = {key: place for place, key in enumerate(self._said)}
        for key in self._said:
            walked: dict[str, None] = {}
            at = key
            while at not in sound and at not in walked:
                walked[at] = None
                at = parents[at]
            if at in walked:
                # The first of the circle in the file begins it.
                circle = list(walked)[list(walked).index(at) :]
                parents[min(circle, key=places.__getitem__)] = ""
                self._notes.append(Note("loop"))
            sound.update(walked)
        return parents

    def _ordered(self, known: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, parent in self._parents.items():
            found.setdefault(parent, []).append(key)
        for parent, keys in found.items():
            if len(keys) > 1 and parent in known:
                places = {key: place for place, key in enumerate(known[parent])}
                keys.sort(key=lambda key: places.get(key, len(places)))
        return found

    def _speaking(self, key: str) -> Iterator[Said]:
        """The nodes below one that say something, those between left out."""
        waiting = self._children.get(key, [])[::-1]
        while waiting:
            node = self._said[waiting.pop()]
            if node.role in ("user", "answer", "tool"):
                yield node
                continue
            if node.role == "system" and node.text.strip():
                if key == "":
                    self._systems.append(node.text)
                else:
                    self._notes.append(Note("system_left_out", detail=node.text))
            waiting += self._children.get(node.key, [])[::-1]

    # ----------------------------------------------------------------------------- the messages

    def _walk(self) -> None:
        waiting: list[tuple[Said, _Run | None, int]] = [
            (node, None, ROOT) for node in reversed(list(self._speaking("")))
        ]
        while waiting:
            node, above, parent = waiting.pop()
            is_question = node.role == "user"
            if parent == ROOT and not is_question and above is None:
                parent = self._above_all(node)
            size = len(node.text) + len(node.thinking) + _NODE + (above.size if above else 0)
            run = _Run(above, node, size)
            below = list(self._speaking(node.key))
            goes_on = [(other.role == "user") == is_question for other in below]
            id = parent
            if not all(goes_on) or not below:
                id = self._add(run, parent, is_question)
            following: list[tuple[Said, _Run | None, int]] = [
                (other, run, parent) if same else (other, None, id)
                for other, same in zip(below, goes_on, strict=True)
            ]
            waiting += reversed(following)

    def _above_all(self, answer: Said) -> int:
        """The empty question above answers that came unasked."""
        if self._empty_question == ROOT:
            self._empty_question = self._ids()
            message = Message(self._empty_question, ROOT, answer.created)
            self._messages[message.id] = message
        return self._empty_question

    def _add(self, run: _Run, parent: int, is_question: bool) -> int:
        self._room -= run.size
        if self._room < 0:
            raise TangledError("branches repeat each other too often")
        nodes = run.whole()
        id = self._ids()
        created = next((node.created for node in nodes if node.created), 0.0)
        if not created and parent != ROOT:
            created = self._messages[parent].created
        if is_question:
            files = tuple(file for node in nodes for file in node.attachments)
            message = Message(id, parent, created, _text(nodes), files)
        else:
            message = Message(id, parent, created, reply=_reply(id, nodes))
        self._messages[id] = message
        for node in reversed(nodes):
            if node.key in self._places:
                break
            self._places[node.key] = id
        return id


def _text(nodes: Sequence[Said]) -> str:
    texts = [node.text for node in nodes]
    return texts[0] if len(texts) == 1 else "\n\n".join(text for text in texts if text.strip())


def _reply(id: int, nodes: Sequence[Said]) -> Reply:
    calls, results = _tools(nodes)
    last = next((node for node in reversed(nodes) if node.role == "answer"), nodes[-1])
    return Reply(
        model=next((node.model for node in reversed(nodes) if node.model), ""),
        started=0.0,
        text=_text([node for node in nodes if node.role == "answer"] or [last]),
        thinking="\n\n".join(node.thinking for node in nodes if node.thinking),
        tool_calls=tuple(calls),
        tool_results=tuple(results),
        phase=Phase.ENDED,
        ending=last.ending,
        metrics=last.metrics,
        failure=last.failure,
        id=id,
        origin="imported",
    )


def _tools(nodes: Sequence[Said]) -> tuple[list[ToolCall], list[ToolResult]]:
    """The calls, and the results in their order. A result that nobody called for gets a call."""
    calls: list[ToolCall] = []
    results: dict[int, ToolResult] = {}
    open_calls: list[int] = []
    for node in nodes:
        open_calls += range(len(calls), len(calls) + len(node.calls))
        calls += node.calls
        for result in node.results:
            place = _place(result.of, calls, open_calls)
            if place == len(calls):
                calls.append(ToolCall(ToolFunction(result.of)))
            else:
                open_calls.remove(place)
            results[place] = result.value
    last = max(results, default=-1)
    return calls, [results.get(place, ToolResult("")) for place in range(last + 1)]


def _place(of: str, calls: Sequence[ToolCall], open_calls: Sequence[int]) -> int:
    """Which call a result answers, by its id or else its name; a new one where none fits."""
    for place in open_calls:
        if of and calls[place].id == of:
            return place
    for place in open_calls:
        if not of or calls[place].function.name == of:
            return place
    return len(calls)
