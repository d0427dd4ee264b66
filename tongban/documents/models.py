"""Nouns: the file as kept (once for all its uses), and the numbered official paper."""

from django.db import models
from django.utils import timezone

from tongban.documents.facts import Facts
from tongban.documents.formats import MediaType
from tongban.documents.kinds import InstrumentKind


class Document(models.Model):
    """材料文件: one content, kept once. What it is called and what it proves belong to each of its uses."""

    sha256 = models.CharField("内容摘要", max_length=64, unique=True)
    size = models.PositiveIntegerField("字节数")
    media_type = models.CharField("格式", max_length=100, choices=MediaType.choices)
    pages = models.PositiveSmallIntegerField("页数", null=True)
    width = models.PositiveIntegerField("宽（像素）", null=True)
    height = models.PositiveIntegerField("高（像素）", null=True)
    created_at = models.DateTimeField("存入时间", default=timezone.now)
    unused_since = models.DateTimeField("没有用处起", null=True, db_index=True)  # the sweep's first pass, see sweeping

    class Meta:
        verbose_name = verbose_name_plural = "材料文件"

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.get_media_type_display()}"

    @property
    def path(self) -> str:
        """Where the store keeps the content."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def is_image(self) -> bool:
        """A photo or a scan in one picture."""
        return MediaType(self.media_type).is_image

    @property
    def has_pages(self) -> bool:
        """Whether pages of it can be drawn on a screen; Word, Excel and OFD files can only be downloaded."""
        return self.pages is not None


class Instrument(models.Model):
    """文书: a numbered official paper. Its facts are frozen when it is issued; the page is drawn from them alone."""

    kind = models.CharField("种类", max_length=24, choices=InstrumentKind.choices)
    number = models.CharField("文号", max_length=120, unique=True)
    subject = models.CharField("受理号", max_length=40, db_index=True)
    facts = models.JSONField("事实")
    issued_by = models.CharField("出具单位", max_length=120)
    issued_at = models.DateTimeField("出具时间")
    edition = models.PositiveSmallIntegerField("版式")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", verbose_name="成文")

    class Meta:
        verbose_name = verbose_name_plural = "文书"

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def content(self) -> Facts:
        """The frozen facts, as the shape of this kind of paper."""
        return self.kind_of_paper.shape.model_validate(self.facts)

    @property
    def kind_of_paper(self) -> InstrumentKind:
        """The kind, with its label, word and shape."""
        return InstrumentKind(self.kind)

    @property
    def title(self) -> str:
        """What stands at the head of the page, such as 补正告知书 or 不予行政许可决定书."""
        return self.content.heading

    def keep_drawn(self, document: Document) -> Document:
        """Tie the drawn page to the paper; of two who drew it at once, the first one's page is the paper."""
        if Instrument.objects.filter(pk=self.pk, document=None).update(document=document):
            self.document = document
        else:
            self.refresh_from_db(fields=["document"])
        return self.document or document
