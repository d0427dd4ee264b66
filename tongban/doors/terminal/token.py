"""``tongban token``: a key to the interface for a department's system, shown once."""

import argparse

from tongban.doors.terminal.starting import start


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose key, and for which system."""
    parser.add_argument("--agency", required=True, help="单位全称，如“达州市住房公积金服务中心”")
    parser.add_argument("--name", required=True, help="系统名称，如“公积金业务系统”")
    parser.add_argument("--revoke", action="store_true", help="停用这个系统的全部凭据，不签发新的")


def run(asked: argparse.Namespace) -> int:
    """Issue or revoke. Says which authorities there are when the name does not fit."""
    start()
    from tongban.people import actions, queries

    agency = queries.agency_named(asked.agency)
    if agency is None:
        print(f"没有叫“{asked.agency}”的单位。先 tongban load，再用全称。")
        return 1
    if asked.revoke:
        print(f"停用了 {actions.revoke_token(agency.id, name=asked.name)} 个凭据。")
        return 0
    print("这个凭据只显示这一次，请马上存好：")
    print(actions.issue_token(agency.id, name=asked.name))
    return 0
