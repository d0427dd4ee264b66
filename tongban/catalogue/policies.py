"""Who may write versions and who may review them: None, or the sentence saying why not."""

from collections.abc import Collection

from tongban.people.actors import Actor, Role


def may_write(by: Actor) -> str | None:
    """Data officers write the catalogue."""
    if by.serves_as(Role.CATALOGUER):
        return None
    return "事项目录由数据专员维护。请找本单位的数据专员，或请管理员开通岗位。"


def may_review(by: Actor, writers: Collection[str]) -> str | None:
    """Another data officer than those who wrote it."""
    if why_not := may_write(by):
        return why_not
    if by.key in writers:
        return "这一版您写过，复核要换一个人。请另一位数据专员来复核。"
    return None


def may_take_back(by: Actor, writers: Collection[str]) -> str | None:
    """One of those who wrote it."""
    if why_not := may_write(by):
        return why_not
    if by.key not in writers:
        return "撤回送审的要是写这一版的人。您是复核的人，有意见请写明后退回。"
    return None
