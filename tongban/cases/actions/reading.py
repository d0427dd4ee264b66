"""Reading a case as an officer: it leaves the row that the person will see."""

from tongban.cases import queries
from tongban.cases.models import Case
from tongban.people import actions as people
from tongban.people.actors import Actor


def read(number: str, *, by: Actor, purpose: str, fields: str = "申请内容和材料") -> Case:
    """The case, for an officer who may know of it, with the record of who looked and why. Raises NotFound."""
    case = queries.one(number, seen_by=by)
    people.disclose(case.application.applicant_id, fields=fields, purpose=purpose, by=by, case_number=case.number)
    return case
