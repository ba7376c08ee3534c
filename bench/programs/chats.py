"""Conversations as values of the application, made of the texts of the corpus."""

from __future__ import annotations

import corpus
from paddock.domain.chat import Chat, Turn
from paddock.domain.reply import Ending, Metrics, Phase, Reply

MODEL = "demo-chat:8b"
_METRICS = Metrics(
    prompt_tokens=120, answer_tokens=260, load=0.4, prompt=0.2, answer=4.1, total=4.9
)


def conversation(messages: int, id: int) -> Chat:
    """An even number of messages: a question and a finished answer in each turn."""
    return _chat(id, list(corpus.exchanges(messages // 2)))


def large_conversation(messages: int, characters: int, id: int) -> Chat:
    """As many messages of so many characters each."""
    texts = [corpus.large(number, characters) for number in range(messages)]
    return _chat(id, list(zip(texts[::2], texts[1::2], strict=True)))


def single(question: str, answer: str, id: int) -> Chat:
    """A conversation of one turn."""
    return _chat(id, [(question, answer)])


def open_reply() -> Reply:
    """An answer whose first word is still to come."""
    return Reply(MODEL, 0.0, phase=Phase.ANSWERING, first_token=0.2)


def asked(chat: Chat, question: str, reply: Reply) -> Turn:
    """The turn that goes on with a conversation."""
    return Turn(len(chat.turns) + 1, question, (reply,))


def finished(text: str, started: float) -> Reply:
    return Reply(
        MODEL,
        started,
        text=text,
        phase=Phase.ENDED,
        first_token=started + 0.2,
        ended=started + 5.0,
        ending=Ending.DONE,
        done_reason="stop",
        metrics=_METRICS,
    )


def _chat(id: int, exchanges: list[tuple[str, str]]) -> Chat:
    turns = tuple(
        Turn(number, question, (finished(answer, float(number)),))
        for number, (question, answer) in enumerate(exchanges, start=1)
    )
    return Chat(id=id, turns=turns)
