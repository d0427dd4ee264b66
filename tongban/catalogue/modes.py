"""办理模式: how an application handed in at one place reaches the authority at another (国办发〔2022〕34号（六）)."""

from enum import StrEnum


class Mode(StrEnum):
    """From the easiest for the applicant to the hardest; ``LOCAL`` is handing in where the matter belongs."""

    FULLY_ONLINE = "fully_online"
    RECEIVED_ELSEWHERE = "received_elsewhere"
    JOINT = "joint"
    LOCAL = "local"

    @property
    def label(self) -> str:
        """The word people know it by."""
        return _LABELS[self]

    @classmethod
    def named(cls, label: str) -> "Mode":
        """The mode with this Chinese name. Raises KeyError."""
        return _NAMED[label]


_LABELS = {
    Mode.FULLY_ONLINE: "全程网办",
    Mode.RECEIVED_ELSEWHERE: "代收代办",
    Mode.JOINT: "多地联办",
    Mode.LOCAL: "属地办理",
}
_NAMED = {label: mode for mode, label in _LABELS.items()}


class Channel(StrEnum):
    """Where the applicant stands: before a screen of their own, or at a window."""

    ONLINE = "online"
    COUNTER = "counter"
