"""Who keeps the lists: data officers."""

from tongban.kit.blocked import Blocked
from tongban.people.actors import Actor, Role


def keepers_only(by: Actor) -> None:
    """Let data officers pass. Raises Blocked for anybody else."""
    if not by.serves_as(Role.CATALOGUER):
        sentence = "通办清单、协议和一件事由数据专员维护。请找本单位的数据专员，或请管理员开通岗位。"
        raise Blocked(sentence, code="not_yours")
