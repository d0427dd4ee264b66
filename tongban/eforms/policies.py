"""Who may write forms, and who may put them into use: None, or the sentence saying why not."""

from tongban.kit.blocked import Blocked
from tongban.people.actors import Actor, Role


class NotYours(Blocked):
    """The one who acts is not the one to whom the act belongs."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, code="not_yours")


def a_cataloguer(actor: Actor) -> str | None:
    """数据专员: forms belong to whoever keeps the catalogue."""
    return None if actor.serves_as(Role.CATALOGUER) else "只有数据专员能改表单。请用数据专员的账号登录。"


def a_second_person(actor: Actor, written_by: str) -> str | None:
    """双人复核: who wrote a form does not put it into use."""
    return "您写的表单要由另一位数据专员看过再发布。请把页面地址发给他。" if actor.key == written_by else None
