"""``tongban``: the words an operator types. Nothing heavy is imported before a word is known, so help comes at once."""

import argparse
import os
import sys
from importlib import import_module

WORDS = {
    "load": "装入真实数据：区划、网点、120 份指南、演示人员（可以反复做，不会重复）",
    "story": "在终端演一遍主线：收件、转交、补正、受理、决定、送达，并核对不变量",
    "serve": "启动网站和传达进程",
    "relay": "只启动传达进程：把每件事告诉该知道的人",
    "due": "按经过算时限：从标准输入读一件的经过（JSON），不用数据库",
    "bench": "测速，结果写进 docs/performance.md",
    "parked": "看停放的传达（每条都等人处理），处理好了放行",
    "sweep": "清理没有人用的文件：先做记号，过七天还没有人用再删",
    "differences": "找差异：一个事项各地差在哪，按害处排；--json 给程序，--excel 写表格",
    "search": "搜事项：听懂了什么、找到了什么、为什么（--json 给脚本用）",
    "check": "核对不变量：没有丢件、没有重复受理、时限可以重算",
    "officer": "登记一名工作人员",
    "token": "给部门系统签发接口凭据",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one word of the command line. Returns the exit status: 0 well, 1 something is broken, 2 not understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
    parser = argparse.ArgumentParser("tongban", description="通办：一次提交，异地办成。")
    words = parser.add_subparsers(dest="word", metavar="命令", required=True)
    for word, explanation in WORDS.items():
        words.add_parser(word, help=explanation, add_help=False)
    asked, rest = parser.parse_known_args(arguments)
    module = import_module(f"tongban.doors.terminal.{asked.word}")
    own = argparse.ArgumentParser(f"tongban {asked.word}", description=WORDS[asked.word])
    module.arguments(own)
    return int(module.run(own.parse_args(rest)))


if __name__ == "__main__":
    sys.exit(main())
