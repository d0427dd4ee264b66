"""特别程序: the eight kinds of time that art. 45 of the Licensing Law does not count. Nothing else stops the clock."""

from enum import StrEnum


class Ground(StrEnum):
    """行政许可法第四十五条: 听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审."""

    HEARING = "hearing"
    TENDER = "tender"
    AUCTION = "auction"
    INSPECTION = "inspection"
    TESTING = "testing"
    QUARANTINE = "quarantine"
    APPRAISAL = "appraisal"
    EXPERT_REVIEW = "expert_review"

    @property
    def label(self) -> str:
        """The law's word."""
        return _LABELS[self]

    @property
    def article(self) -> str:
        """Where the law says how this is done, and that its time does not count."""
        return _ARTICLES.get(self, "") + "第四十五条"


_LABELS = {
    Ground.HEARING: "听证",
    Ground.TENDER: "招标",
    Ground.AUCTION: "拍卖",
    Ground.INSPECTION: "检验",
    Ground.TESTING: "检测",
    Ground.QUARANTINE: "检疫",
    Ground.APPRAISAL: "鉴定",
    Ground.EXPERT_REVIEW: "专家评审",
}
_ARTICLES = {
    Ground.HEARING: "第四十六条、第四十七条、第四十八条、",
    Ground.TENDER: "第五十三条、",
    Ground.AUCTION: "第五十三条、",
    Ground.INSPECTION: "第五十五条、",
    Ground.TESTING: "第五十五条、",
    Ground.QUARANTINE: "第五十五条、",
}
