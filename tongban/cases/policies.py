"""Who may do what to a case: None, or the sentence saying why not. Pages ask before they draw, acts ask again."""

from collections.abc import Callable

from tongban.cases.choices import DeliveryWay
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case
from tongban.catalogue import queries as catalogue
from tongban.kit.blocked import Blocked
from tongban.people import queries as people
from tongban.people.actors import CLOCK, Actor, Role

Policy = Callable[[Actor, Case], str | None]


class NotYours(Blocked):
    """The one who acts is not the one to whom the act belongs."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="not_yours")


def the_authority(actor: Actor, case: Case) -> str | None:
    """办理地: a reviewer of the agency that has jurisdiction. The right to decide does not move."""
    if actor.agency_id == case.agency_id and actor.serves_as(Role.REVIEWER):
        return None
    return f"这件归{case.agency_name}办，只有该单位的审批人员能办这一步。"


def the_applicant(actor: Actor, case: Case) -> str | None:
    """申请人, or their agent as long as the mandate stands."""
    application = case.application
    if actor.person_id is None or actor.person_id not in {application.applicant_id, application.agent_id}:
        return "只有申请人或代办人能办这一步。"
    if actor.person_id == application.applicant_id or application.mandate_id is None:
        return None
    item = catalogue.version(case.item_version_id).item.slug
    stands = people.may_act_for(
        actor.person_id, person_id=application.applicant_id, item=item, mandates=[application.mandate_id]
    )
    return None if stands else "申请人给您的授权已经收回或者到期，不能再代办这一步。请让申请人重新授权，或者本人来办。"


def the_receiving_outlet(actor: Actor, case: Case) -> str | None:
    """收件地: a clerk of the outlet that took the papers in, or the system that handed them in."""
    at_outlet = bool(case.outlet_code) and actor.outlet_code == case.outlet_code
    if actor.serves_as(Role.CLERK) and (at_outlet or actor.key == case.received_by):
        return None
    return f"这件由{case.receipt_place}收件，只有收件窗口能办这一步。"


def the_applicant_or_their_outlet(actor: Actor, case: Case) -> str | None:
    """The applicant, or the counter that helps them."""
    why_not = the_applicant(actor, case)
    if why_not is None or the_receiving_outlet(actor, case) is None:
        return None
    over = actor.person_id is not None and actor.person_id == case.application.agent_id
    return why_not if over else "只有申请人、代办人或收件窗口能办这一步。"


def whoever_hands_out(actor: Actor, case: Case) -> str | None:
    """The authority; or, when the person collects at the window, the receiving outlet too."""
    if the_authority(actor, case) is None:
        return None
    if case.application.delivery_way == DeliveryWay.COUNTER:
        return the_receiving_outlet(actor, case)
    return the_authority(actor, case)


def the_clock(actor: Actor, case: Case) -> str | None:
    """No person: only time itself."""
    return None if actor == CLOCK else "这一步由系统按期限自动办理。"


def at_a_counter(actor: Actor) -> str | None:
    """收件: a clerk on duty at a counter, or a department's system."""
    if actor.serves_as(Role.CLERK) and (actor.counter_id is not None or actor.key.startswith("system:")):
        return None
    return "只有窗口人员能收件。请用窗口账号登录。"


WHO: dict[Act, Policy] = {
    Act.SIGN_FOR: the_authority,
    Act.SEND_BACK: the_authority,
    Act.ACCEPT: the_authority,
    Act.DECLINE: the_authority,
    Act.DECIDE: the_authority,
    Act.DELIVER: whoever_hands_out,
    Act.CORRECT: the_applicant_or_their_outlet,
    Act.RETRACT: the_applicant_or_their_outlet,
    Act.LAPSE: the_clock,
}


def why_not(act: Act, actor: Actor, case: Case) -> str | None:
    """None when this actor may do this act to this case now; else the sentence."""
    return WHO[act](actor, case) or _once(act, case)


def _once(act: Act, case: Case) -> str | None:
    """行政许可法 art. 32: everything to be corrected is told at one time."""
    if act == Act.SEND_BACK and case.returned_at is not None:
        return "已经告知过一次补正。按规定只能一次告知全部问题，不能再要求补别的材料。"
    return None


def check(act: Act, actor: Actor, case: Case) -> None:
    """Let the act pass, or raise: NotYours when it is somebody else's to do, Blocked when it may be done but once."""
    if sentence := WHO[act](actor, case):
        raise NotYours(sentence)
    case.expect(act)
    if sentence := _once(act, case):
        raise Blocked(sentence, code="once")


def open_to(actor: Actor, case: Case) -> frozenset[Act]:
    """The acts this actor may start from here: the buttons of the page."""
    return frozenset(act for act in WHO if case.can(act) and why_not(act, actor, case) is None)
