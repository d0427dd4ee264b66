"""Who acts: one small value that every act takes, whichever door it came through."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What an officer is there for."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    CATALOGUER = "cataloguer"
    OPERATOR = "operator"

    @property
    def label(self) -> str:
        """The word on the page."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.CLERK: "窗口人员",
    Role.REVIEWER: "审批人员",
    Role.SUPERVISOR: "督导",
    Role.CATALOGUER: "数据专员",
    Role.OPERATOR: "运行人员",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """An applicant, an officer, a department's system, or the clock; with the places and duties that give rights.

    ``key`` is permanent (``person:12``, ``officer:7``, ``system:3``, ``clock``); ``label`` is what people read.
    """

    key: str
    label: str
    person_id: int | None = None
    officer_id: int | None = None
    agency_id: int | None = None
    agency_short: str = ""
    counter_id: int | None = None
    outlet_code: str = ""
    region_code: str = ""
    place: str = ""
    roles: frozenset[Role] = field(default_factory=frozenset)

    @property
    def is_officer(self) -> bool:
        """Someone on duty for an agency, or a department's own system."""
        return self.agency_id is not None

    def serves_as(self, role: Role) -> bool:
        """Whether this role is among the actor's duties."""
        return role in self.roles


CLOCK = Actor(key="clock", label="系统时钟")
NOBODY = Actor(key="nobody", label="未登录")
