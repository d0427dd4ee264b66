"""Who may do what to a case: None, or the sentence saying why not. Pages ask before they draw, acts ask again."""

from collections.abc import Callable

from django.utils import timezone

from tongban.cases.choices import DeliveryWay
from tongban.cases.lifecycle import Act
from tongban.cases.models import Case
from tongban.cases.timing import rule
from tongban.catalogue import queries as catalogue
from tongban.kit.blocked import Blocked
from tongban.people import queries as people
from tongban.people.actors import CLOCK, Actor, Role
from tongban.regions.calendars import calendar

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


def the_authority_or_silence(actor: Actor, case: Case) -> str | None:
    """The authority; or the clock, once the days for an answer have passed without one (行政许可法 art. 32)."""
    if actor != CLOCK:
        return the_authority(actor, case)
    return None if timezone.localdate() > case.respond_by else "答复期限还没有过，不能视为受理。"


def a_changed_calendar(actor: Actor, case: Case) -> str | None:
    """The clock, when the case's dates were reckoned by a calendar that is no longer in force."""
    if actor == CLOCK and case.calendar_version != calendar().version:
        return None
    return "这件的日期已经按现在的日历算过。"


def at_a_counter(actor: Actor) -> str | None:
    """收件: a clerk on duty at a counter, or a department's system."""
    if actor.serves_as(Role.CLERK) and (actor.counter_id is not None or actor.key.startswith("system:")):
        return None
    return "只有窗口人员能收件。请用窗口账号登录。"


WHO: dict[Act, Policy] = {
    Act.SIGN_FOR: the_authority,
    Act.SEND_BACK: the_authority,
    Act.ACCEPT: the_authority_or_silence,
    Act.DECLINE: the_authority,
    Act.DECIDE: the_authority,
    Act.DELIVER: whoever_hands_out,
    Act.CORRECT: the_applicant_or_their_outlet,
    Act.RETRACT: the_applicant_or_their_outlet,
    Act.LAPSE: the_clock,
    Act.SUSPEND: the_authority,
    Act.RESUME: the_authority,
    Act.EXTEND: the_authority,
    Act.END_STAGE: the_authority,
    Act.RESCHEDULE: a_changed_calendar,
}


def why_not(act: Act, actor: Actor, case: Case) -> str | None:
    """None when this actor may do this act to this case now; else the sentence."""
    return WHO[act](actor, case) or _not_now(act, case)


def _not_now(act: Act, case: Case) -> str | None:
    """What the case itself says against it: done once already, or a special procedure running or not running."""
    stands = NOT_NOW.get(act)
    return stands(case) if stands else None


def _once(case: Case) -> str | None:
    """行政许可法 art. 32: everything to be corrected is told at one time."""
    if case.returned_at is not None:
        return "已经告知过一次补正。按规定只能一次告知全部问题，不能再要求补别的材料。"
    return None


def _running(case: Case) -> str | None:
    """Whose clock stands still waits for the special procedure to end."""
    if case.suspended_at is not None:
        return "正在特别程序中，时限暂停。请先登记特别程序结束，再办这一步。"
    return None


def _standing(case: Case) -> str | None:
    return None if case.suspended_at is not None else "这件没有在特别程序中。"


def _extendable(case: Case) -> str | None:
    """行政许可法 art. 42: once, and while the days still run."""
    if case.account.get("extension"):
        return "已经延长过一次。按规定只能延长一次，请在延长后的期限内作出决定。"
    if rule(case).extension is None:
        return "这类事项的法律没有规定可以延长，请在期限内作出决定。"
    if case.statutory_due_on is not None and timezone.localdate() > case.statutory_due_on:
        return "法定期限已经过了，不能再延长。请尽快作出决定。"
    return None


def _in_stages(case: Case) -> str | None:
    if len(case.account.get("stage_ends", ())) >= len(rule(case).stages):
        return "这件没有要登记的分段。"
    return _running(case)


NOT_NOW: dict[Act, Callable[[Case], str | None]] = {
    Act.SEND_BACK: _once,
    Act.DECIDE: _running,
    Act.SUSPEND: _running,
    Act.RESUME: _standing,
    Act.EXTEND: _extendable,
    Act.END_STAGE: _in_stages,
}


def check(act: Act, actor: Actor, case: Case) -> None:
    """Let the act pass, or raise: NotYours when it is somebody else's to do, Blocked when it may not be done now."""
    if sentence := WHO[act](actor, case):
        raise NotYours(sentence)
    case.expect(act)
    if sentence := _not_now(act, case):
        raise Blocked(sentence, code="once" if act in {Act.SEND_BACK, Act.EXTEND} else "not_now")


def open_to(actor: Actor, case: Case) -> frozenset[Act]:
    """The acts this actor may start from here: the buttons of the page."""
    return frozenset(act for act in WHO if case.can(act) and why_not(act, actor, case) is None)
