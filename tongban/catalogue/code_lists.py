"""The code lists of items: GB/T 39046—2020 annex A, and the later lists of the national exchange (2018 and after)."""

from tongban.catalogue.parts import ITEM_TYPES

LEVELS = {
    "1": "国家级",
    "2": "省级",
    "3": "市级",
    "4": "县级",
    "5": "镇（乡、街道）级",
    "6": "村（社区）级",
    "7": "分级管理",
}
"""行使层级 (A.2)."""

BODIES = {"1": "法定机关", "2": "授权组织", "3": "受委托组织", "9": "其他"}
"""实施主体性质 (A.3)."""

SUBJECTS = {
    "1": "自然人",
    "2": "企业法人",
    "3": "事业法人",
    "4": "社会组织法人",
    "5": "非法人企业",
    "6": "行政机关",
    "9": "其他组织",
}
"""服务对象: the list in use since 2018, which differs from A.4 (no 非法人企业, 6 其他组织 there)."""

WAYS = {"1": "窗口办理", "2": "电脑端网上办理", "3": "移动端网上申请", "4": "快递申请", "9": "其他"}
"""办理形式 (A.5)."""

HANDLING_KINDS = {"1": "即办件", "2": "承诺件", "9": "其他"}
"""办件类型 (A.6)."""

SPECIAL_PROCEDURES = {"1": "延长审批", "2": "除延长审批之外的情况"}
"""特别程序种类 (A.7)."""

SCOPES = {"1": "全国", "2": "跨省", "3": "跨市", "4": "跨县"}
"""通办范围 (table 4)."""

POWER_SOURCES = {
    "1": "法定本级行使",
    "2": "上级下放",
    "3": "上级授权",
    "4": "同级授权",
    "5": "上级委托",
    "6": "同级委托",
}
"""权力来源 (national exchange)."""

SYSTEM_LEVELS = {"1": "国家级", "2": "省级", "3": "市级"}
"""运行系统层级 (table 4)."""

ONLINE_DEPTHS = {"1": "网上咨询", "2": "网上预约", "3": "网上预审", "4": "原件预审和核验", "5": "全程网办"}
"""网上办理深度."""

THEMES = {"1": "自然人", "2": "法人"}
"""服务主题的大类."""

TYPES = {code: label for label, code in ITEM_TYPES.items()}
"""事项类型 (A.1), those a person applies for and the others."""
