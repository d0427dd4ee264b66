"""Whole lives, one after another, by several systems side by side."""

import json
import time
from itertools import count

from tongban.doors.terminal.bench.crowd import MARK, Heard, Talk, converse, request

DECISION = json.dumps({"granted": True, "reason": "准予提取"}).encode()


def whole_lives(port: int, hand_in: list[bytes], authority: dict[str, str], *, clients: int, seconds: float) -> Heard:
    """So many clients, each leading case after case from hand-in to delivery; a life is counted when it is delivered."""
    heard, fresh, until = Heard(), count(time.time_ns() % 10**11), time.monotonic() + seconds
    converse(port, [_lead(heard, hand_in, authority, fresh, until) for _ in range(clients)], heard)
    return heard


def _lead(heard: Heard, hand_in: list[bytes], authority: dict[str, str], fresh: "count[int]", until: float) -> Talk:
    while (began := time.monotonic()) < until:
        turn = next(fresh)
        status, answer = yield hand_in[turn % len(hand_in)].replace(MARK, b"%012d" % turn)
        number = json.loads(answer).get("number", "")
        for act, body in (("accept", b"{}"), ("decide", DECISION), ("deliver", b"{}")):
            headers = {**authority, "Content-Type": "application/json"}
            status, answer = yield request("POST", f"/api/v1/cases/{number}/{act}", headers, body)
            if status >= 400:
                heard.note_wrong(f"{act} {status} {answer[:200].decode()}")
        heard.took.append(time.monotonic() - began)
