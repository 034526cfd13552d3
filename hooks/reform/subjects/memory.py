"""What was found out about a subject is kept with the catalogue that it is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Question = ParamSpec("Question")
Answer = TypeVar("Answer")


def once(answer: Callable[Question, Answer]) -> Callable[Question, Answer]:
    """Ask ``answer(*keys, catalogue)`` once for each catalogue and keys, which are ids and days."""

    @wraps(answer)
    def kept(*args: Question.args, **named: Question.kwargs) -> Answer:
        *keys, catalogue = args
        # As doors do: a catalogue is frozen, what follows from it may stand beside it.
        answers: dict[Any, Answer] = vars(catalogue).setdefault("_answers", {})
        question = (answer, *keys)
        if question not in answers:
            answers[question] = answer(*args, **named)
        return answers[question]

    return kept
