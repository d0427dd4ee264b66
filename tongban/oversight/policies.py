"""What may be rated, and when: None, or the sentence saying why not."""

from tongban.cases import queries as cases
from tongban.oversight.models import Party, Rating
from tongban.people.actors import Actor


def who_may_not(actor: Actor) -> str | None:
    """Those who handle cases do not rate one another, nor themselves."""
    return "评价由办事人自己给，工作人员不能代评。" if actor.is_officer else None


def why_not_rate(case: cases.ForRating, party: Party) -> str | None:
    """The window as soon as it has taken the papers in (一次一评); the authority when the case is concluded (一事一评)."""
    if sentence := why_not_yet(case, party):
        return sentence
    if Rating.objects.filter(case_number=case.number, party=party).exists():
        return "您已经评价过了，谢谢。每项服务评价一次。"
    return None


def why_not_yet(case: cases.ForRating, party: Party) -> str | None:
    """What stands against it whether or not it was rated before."""
    if party == Party.WINDOW and not case.at_counter:
        return "这件是网上申请的，没有收件窗口可评价。"
    if party == Party.AUTHORITY and not case.concluded:
        return "办完以后再评价办理单位，结果出来时会提醒您。"
    return None
