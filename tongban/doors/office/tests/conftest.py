"""Cases on a reviewer's desk, and how an officer presses a button there."""

import pytest

from tongban.cases import actions, queries
from tongban.cases.actions.examination import WrittenProblem, WrittenReply
from tongban.cases.choices import Reply
from tongban.cases.tests.making import a_file, received

WRONG = "缺第 3、4 页，看不到付款方式"
CHECKS = {"checks.read": "yes", "checks.shared": "yes", "checks.outlet": "yes"}


@pytest.fixture
def case(clerk):
    """One that 周 took in at window 12 in 诸暨 for 达州; nobody there has touched it yet."""
    return received(clerk)


@pytest.fixture
def desk(client_of, case):
    """王's browser."""
    return client_of("dazhou-1")


def at(case, *way):
    """The address of something of a case."""
    return "/".join(["/office/cases", case.number, *map(str, way)])


def press(browser, case, verb, **typed):
    """Press a button of the page as it stands now."""
    return browser.post(at(case, verb), {"version": now(case).version, **typed})


def now(case):
    """The case as it stands now."""
    case.refresh_from_db()
    return case


def a_notice(case, **parts):
    """What the form of a correction notice holds when it is well filled."""
    line = {
        "material_key": queries.materials(case)[2].key,
        "wrong": WRONG,
        "mend": "补拍第 3、4 页",
        "ground": "收件标准第 1 条",
    }
    return {**{f"problems.0.{part}": text for part, text in {**line, **parts}.items()}, **CHECKS}


def returned(case, reviewer):
    """Sent back with one problem."""
    problem = WrittenProblem(
        material_key=queries.materials(case)[2].key, wrong=WRONG, mend="补拍第 3、4 页", ground="收件标准第 1 条"
    )
    return actions.send_back(case, problems=[problem], by=reviewer)


def corrected(case, reviewer, li):
    """Sent back, and answered with a new file."""
    returned(case, reviewer)
    mine = queries.one(case.number, seen_by=li)
    line = queries.correction(mine).lines.all()[0]
    reply = WrittenReply(line_id=line.pk, reply=Reply.UPLOADED, text="补拍了", files=(a_file("第3、4页"),))
    return actions.correct(mine, replies=[reply], by=li)
