"""Who comes in here: reviewers on duty."""

from tongban.people.actors import Actor, Role
from tongban.ui.gates import duties_of, duty


def _not_yours(actor: Actor) -> str:
    mine = duties_of(actor)
    return f"这里给办理单位的审批人员用，您的岗位是{mine}。要办这些件，请找本单位管理员开通“审批人员”岗位。"


for_reviewers = duty(Role.REVIEWER, home="office-inbox", not_yours=_not_yours)
