"""Answers to a correction while they are being written: kept line by line, until all go back at once."""

from collections.abc import Mapping

from tongban.cases import policies
from tongban.cases.content import KeptAnswer
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case, Correction
from tongban.people.actors import Actor


def keep_answers(case: Case, answers: Mapping[int, KeptAnswer], *, by: Actor) -> None:
    """Keep what is written to each line (by its id) so far, for another day or another device. Nothing is sent.

    Raises as ``correct`` does when it is not theirs to answer, or nothing is asked any more.
    """
    policies.check(Act.CORRECT, by, case)
    written = {str(line): answer.model_dump(mode="json") for line, answer in answers.items()}
    Correction.objects.filter(case=case, answered_at=None).update(kept=written)
