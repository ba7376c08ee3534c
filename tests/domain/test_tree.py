"""The tree of a conversation: whatever is done to it, every branch is kept and one path is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddock.domain.reply import Ending, Phase, Reply
from paddock.domain.tree import ROOT, Message, MisplacedMessageError, Tree


def asked(id: int, parent: int = ROOT, text: str = "") -> Message:
    return Message(id, parent, float(id), text or f"question {id}")


def said(id: int, parent: int, text: str = "") -> Message:
    reply = Reply("m", 0.0, text or f"answer {id}", phase=Phase.ENDED, ending=Ending.DONE, id=id)
    return Message(id, parent, float(id), reply=reply)


def tree_of(*messages: Message) -> Tree:
    return Tree.of(iter(messages), {})


def shown(tree: Tree) -> list[int]:
    return [message.id for message in tree.path()]


BRANCHED = tree_of(
    asked(1), said(2, 1), said(3, 1), asked(4, 2), said(5, 4), asked(6, 2), said(7, 6), asked(8, 3)
)


def test_the_last_of_each_branch_is_shown() -> None:
    assert shown(BRANCHED) == [1, 3, 8]
    chat = BRANCHED.chat(9)
    assert [turn.id for turn in chat.turns] == [1, 8]
    assert (chat.turns[0].shown, [reply.id for reply in chat.turns[0].replies]) == (1, [2, 3])


def test_another_branch_is_shown_with_what_was_shown_in_it_before() -> None:
    first = BRANCHED.showing(4)
    assert shown(first) == [1, 2, 4, 5]
    assert first.chat(1).turns[1].branch == (0, 2)
    other = first.showing(8)
    assert shown(other) == [1, 3, 8]
    assert shown(other.showing(2)) == [1, 2, 4, 5]


def test_a_new_message_is_shown_wherever_it_is_added() -> None:
    tree = BRANCHED.with_message(asked(9, 2))
    assert shown(tree) == [1, 2, 9]
    assert tree.siblings(9) == (4, 6, 9)
    later = tree.with_message(replace(asked(9, 2), text="changed"))
    assert (shown(later), later.messages[9].text) == ([1, 2, 9], "changed")


def test_a_removed_message_takes_along_what_followed() -> None:
    tree = BRANCHED.showing(4).without(2)
    assert (sorted(tree.messages), shown(tree)) == ([1, 3, 8], [1, 3, 8])
    assert tree.chosen == {}
    assert not BRANCHED.without(1).messages


def test_what_was_removed_can_be_added_again() -> None:
    gone = [BRANCHED.messages[id] for id in sorted(BRANCHED.below(2))]
    tree = BRANCHED.without(2)
    for message in gone:
        tree = tree.with_message(message)
    assert tree.showing(8) == BRANCHED.showing(8)


def test_the_path_above_a_message_is_in_order() -> None:
    assert [message.id for message in BRANCHED.above(7)] == [1, 2, 6]


@pytest.mark.parametrize(
    "message",
    [asked(9, 1), said(9, 2), said(9, ROOT), asked(9, 99), asked(0)],
    ids=["question-question", "answer-answer", "answer-of-nothing", "lost", "nameless"],
)
def test_a_message_cannot_stand_where_it_answers_nothing(message: Message) -> None:
    with pytest.raises(MisplacedMessageError):
        BRANCHED.with_message(message)


@given(st.data())
def test_whatever_is_done_one_path_is_shown_and_nothing_else_is_lost(data: st.DataObject) -> None:
    tree, removed = Tree(), set[int]()
    for id in range(1, data.draw(st.integers(1, 25))):
        kinds = ["add", "add", "show", "remove"] if tree.messages else ["add"]
        match data.draw(st.sampled_from(kinds)):
            case "add":
                parent = data.draw(st.sampled_from([ROOT, *tree.messages]))
                is_answer = parent != ROOT and tree.messages[parent].reply is None
                tree = tree.with_message(said(id, parent) if is_answer else asked(id, parent))
                assert shown(tree)[-1] == id
            case "show":
                wanted = data.draw(st.sampled_from(sorted(tree.messages)))
                tree = tree.showing(wanted)
                assert wanted in shown(tree)
            case "remove":
                victim = data.draw(st.sampled_from(sorted(tree.messages)))
                below = set(tree.below(victim))
                kept = set(tree.messages) - below
                tree = tree.without(victim)
                removed |= below
                assert set(tree.messages) == kept
        _check(tree)


def _check(tree: Tree) -> None:
    path = shown(tree)
    assert [tree.messages[id].parent for id in path] == [ROOT, *path][: len(path)]
    assert not tree.children.get(path[-1]) if path else not tree.messages
    again = Tree.of((tree.messages[id] for id in sorted(tree.messages)), tree.chosen)
    assert (again.children, again.chosen) == (tree.children, tree.chosen)
    turns = tree.chat(1).turns
    assert [turn.id for turn in turns] == [id for id in path if tree.messages[id].reply is None]
    for turn in turns:
        if turn.reply is not None:
            assert turn.reply.id in path
