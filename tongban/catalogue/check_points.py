"""形式要点: what a receiving window looks at on each paper. Form only; the substance belongs to the authority.

Sources name no check points, so these follow from the form the guide asks for and from the kind of paper it names
(形式审查, 国办发〔2022〕34号（六）: 收件地对申请材料进行形式审查).
"""

from tongban.catalogue.parts import Form, Material

_BY_FORM = {
    Form.ORIGINAL: "是原件",
    Form.COPY: "复印件清楚、无涂改",
    Form.BOTH: "复印件与原件一致",
    Form.EITHER: "是原件，或复印件清楚、无涂改",
    Form.CHECKED_COPY: "复印件与原件核对一致",
    Form.ELECTRONIC: "文件能打开、内容完整",
}
_SIGNED = ("表", "承诺书", "委托书", "授权", "声明", "协议", "合同", "申请书", "清册", "函")
_PAGED = ("合同", "协议", "户口簿", "章程", "清册", "判决", "病历", "账簿")
_NAMED_CARDS = ("身份证", "结婚证", "居住证", "户口簿", "驾驶证", "社保卡", "社会保障卡", "储蓄卡", "银行卡", "退休证")


def check_points(material: Material) -> tuple[str, ...]:
    """What to tick for this paper, most telling first (Chinese phrases): the guide's own where it names any."""
    if material.standard and material.standard.points:
        return material.standard.points
    points = [_BY_FORM[material.form]] if material.form else ["形式未读到：按原件核对"]
    if any(word in material.name for word in _PAGED):
        points.append("页码齐全，没有缺页")
    if any(word in material.name for word in _SIGNED):
        points.append("填写完整，签名或盖章清楚")
    if any(word in material.name for word in _NAMED_CARDS):
        points.append("在有效期内，照片和字迹清楚")
    points.append("姓名（名称）与申请人一致")
    return tuple(points)
