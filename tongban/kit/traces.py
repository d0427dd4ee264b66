"""What may be kept of an exception: what kind it is and where it arose, and never what it says.

Messages of databases, mail servers and parsers repeat what they were given: addresses, numbers, names. None of that is
needed to find the fault; the kind, the place in the code and the codes of the other side are.
"""

import traceback
from collections.abc import Iterator

_LONGEST_WAY = 30  # frames of one exception; the innermost are the ones that tell
_SHORT_WAY = 3
_CODES = ("errno", "sqlstate", "smtp_code", "code", "status_code")


def kind(raised: BaseException) -> str:
    """``SMTPDataError smtp_code=451``: the kind, with the codes it carries: short, and without a letter of its message."""
    codes = ((name, getattr(raised, name, None)) for name in _CODES)
    told = [f"{name}={code}" for name, code in codes if _is_code(code)]
    return " ".join([type(raised).__name__, *told])


def _is_code(code: object) -> bool:
    if isinstance(code, int):
        return 0 <= code < 100_000
    return (
        isinstance(code, str)
        and 0 < len(code) <= 20
        and code.isascii()
        and code.replace("_", "").isalnum()
        and (len(code) == 5 or not any(sign.isdigit() for sign in code))
    )


def brief(raised: BaseException) -> str:
    """One line: the kind of each exception in the chain, and the innermost places it came through."""
    return " ← ".join(f"{kind(one)} @ {'; '.join(_way(one)[-_SHORT_WAY:]) or '?'}" for one in _chain(raised))


def whole(raised: BaseException) -> str:
    """The trace without messages: for each exception of the chain its kind and its way, the outermost call first."""
    return "\n".join("\n".join([kind(one), *(f"  {place}" for place in _way(one))]) for one in _chain(raised))


def _way(raised: BaseException) -> list[str]:
    frames = traceback.extract_tb(raised.__traceback__)[-_LONGEST_WAY:]
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _short(filename: str) -> str:
    """The file from its package on: folders above it are the machine's matter."""
    parts = filename.replace("\\", "/").split("/")
    inside = next(
        (at for at in range(len(parts) - 1, 0, -1) if parts[at] in {"tongban", "site-packages"}), len(parts) - 2
    )
    return "/".join(parts[max(inside, 0) :])


def _chain(raised: BaseException) -> Iterator[BaseException]:
    """The exception, and what it came from."""
    seen: set[int] = set()
    one: BaseException | None = raised
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
