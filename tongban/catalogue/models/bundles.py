"""一件事: several items a person meets at one moment of life, and how a place composes them."""

from typing import ClassVar

from django.db import models

from tongban.catalogue.models.versions import GuideVersion, Versions


class Bundle(models.Model):
    """一件事: several items a person meets at one moment of life."""

    slug = models.CharField("标识", max_length=60, unique=True)
    name = models.CharField("名称", max_length=200)
    initials = models.CharField("拼音首字母", max_length=100)

    class Meta:
        verbose_name = "一件事"

    def __str__(self) -> str:
        return self.name


class BundleVersion(GuideVersion):
    """一件事在一地的组成和材料: the guide, and the composition (``catalogue.composition``) with what passes between parts."""

    composition = models.JSONField("组成", default=dict)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="versions")

    objects: ClassVar[Versions["BundleVersion"]] = Versions.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "一件事版本"
        constraints = [
            models.UniqueConstraint(fields=["record_id", "version_no"], name="bundle_version_once_of_a_record")
        ]

    @property
    def subject_slug(self) -> str:
        """The slug of the 一件事."""
        return self.bundle.slug
