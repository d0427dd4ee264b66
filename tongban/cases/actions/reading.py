"""Reading a case as an officer: it leaves the row that the person will see."""

from dataclasses import dataclass
from datetime import timedelta

from tongban.cases import queries
from tongban.cases.content import Delivery
from tongban.cases.models import Case
from tongban.people import actions as people
from tongban.people import queries as known
from tongban.people.actors import Actor
from tongban.people.sealing import seal

ONE_LOOK = timedelta(minutes=30)
"""Turning the pages of one case within this time is one look, and one row."""


@dataclass(frozen=True, slots=True)
class InClear:
    """What is masked everywhere else: who applies, how to reach them, where the result goes."""

    identity_number: str
    name: str
    phone: str
    agent_name: str
    agent_phone: str
    receiver: str
    address: str


def read(number: str, *, by: Actor, purpose: str, fields: str = "申请内容和材料") -> Case:
    """The case, for an officer who may know of it, with the record of who looked and why. Raises NotFound."""
    case = queries.one(number, seen_by=by)
    person_id = case.application.applicant_id
    if not known.was_disclosed(person_id, fields=fields, case_number=case.number, to=by, within=ONE_LOOK):
        people.disclose(person_id, fields=fields, purpose=purpose, by=by, case_number=case.number)
    return case


def reveal(number: str, *, by: Actor, purpose: str) -> tuple[Case, InClear]:
    """显示完整信息: the case, and its names and numbers in clear; each time with a row of its own. Raises NotFound."""
    case = queries.one(number, seen_by=by)
    application = case.application
    fields = "姓名、证件号码、手机、送达地址（完整）"
    people.disclose(application.applicant_id, fields=fields, purpose=purpose, by=by, case_number=case.number)
    person, agent = application.applicant, application.agent
    delivery = Delivery.model_validate_json(seal.open(bytes(application.delivery_sealed)))
    return case, InClear(
        identity_number=person.identity_number,
        name=person.name,
        phone=person.phone,
        agent_name=agent.name if agent else "",
        agent_phone=agent.phone if agent else "",
        receiver=delivery.receiver,
        address=delivery.address,
    )
