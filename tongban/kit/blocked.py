"""How this house says no: in a sentence a person can act on.

``Blocked`` is the technical word; *decline* (不予受理) and *refuse* (不予许可) are legal acts and are never used for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass


class Blocked(Exception):
    """An act that may not be done now, with the sentence saying why and what to do instead (Chinese)."""

    def __init__(self, sentence: str, *, code: str = "blocked") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class NotFound(Exception):
    """What is not there, or may not be known of by the one who asks: both are told in the same words."""

    def __init__(self, sentence: str = "没有找到。请核对编号，或从“我的办件”里打开。") -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what was handed in: where (a dotted field path) and the sentence."""

    field: str
    sentence: str


class Invalid(Blocked):
    """What was handed in has problems; all of them are told at once, each with its field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("；".join(problem.sentence for problem in self.problems), code="invalid")
