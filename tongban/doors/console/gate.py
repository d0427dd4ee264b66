"""Who comes in here: data officers and operators, each where their duty is."""

from collections.abc import Callable
from functools import partial

from tongban.people.actors import Actor, Role
from tongban.ui import gates
from tongban.ui.gates import Guarded, Rest, View


def duty(*roles: Role) -> Callable[[View[Rest]], Guarded[Rest]]:
    """Let officers with one of these duties through to a view of the console."""
    return gates.duty(*roles, home="console-catalogue", not_yours=partial(_not_yours, roles))


def _not_yours(roles: tuple[Role, ...], actor: Actor) -> str:
    mine, wanted = gates.duties_of(actor), "、".join(role.label for role in roles)
    return f"这里给{wanted}用，您的岗位是{mine}。要用这里的功能，请找本单位管理员开通岗位。"


for_cataloguers = duty(Role.CATALOGUER)
