"""``tongban officer``: put an officer on duty."""

import argparse
import getpass

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who, where, and with which duties."""
    parser.add_argument("account", help="登录账号")
    parser.add_argument("--name", required=True, help="姓名")
    parser.add_argument("--staff-number", required=True, help="工号")
    parser.add_argument("--agency", required=True, help="单位全称")
    parser.add_argument("--counter", help="窗口，写作“网点编码/窗口号”")
    parser.add_argument("--role", action="append", required=True, help="职责：clerk、reviewer、supervisor，可写多次")


def run(asked: argparse.Namespace) -> int:
    """Register the officer; the password is asked for and not shown."""
    start()
    from tongban.people import actions, queries
    from tongban.people.actors import Role

    agency = queries.agency_named(asked.agency)
    unknown = set(asked.role) - set(Role)
    if agency is None or unknown:
        print(f"没有叫“{asked.agency}”的单位。" if agency is None else f"没有这些职责：{'、'.join(sorted(unknown))}")
        return 1
    counter = queries.counter_at(*asked.counter.split("/", 1)) if asked.counter else None
    actions.register_officer(
        account=asked.account,
        password=getpass.getpass("密码："),
        name=asked.name,
        staff_number=asked.staff_number,
        agency_id=agency.id,
        counter_id=counter.id if counter else None,
        roles=[Role(role) for role in asked.role],
    )
    print(f"{asked.name}已登记，账号 {asked.account}。")
    return 0
