"""Which contents are used where no foreign key tells of it. Rooms above say so; the sweep asks."""

from collections.abc import Callable

Uses = Callable[[set[int]], set[int]]
_told_by: dict[str, Uses] = {}


def in_use(name: str) -> Callable[[Uses], Uses]:
    """Let a room say which of some documents (primary keys) it still refers to in words of its own, such as JSON."""

    def register(asked: Uses) -> Uses:
        _told_by[name] = asked
        return asked

    return register


def elsewhere(keys: set[int]) -> set[int]:
    """Of these documents, those some room still refers to."""
    return {key for asked in _told_by.values() for key in asked(keys)} if keys else set()
