"""一件事 version by version, drafts too: what those who compose them look at."""

from dataclasses import dataclass
from datetime import date

from tongban.catalogue.composing import compose
from tongban.catalogue.composition import Composition
from tongban.catalogue.guide import Guide
from tongban.catalogue.models import Bundle, BundleVersion, VersionState
from tongban.catalogue.parts import Situation
from tongban.kit.blocked import NotFound


@dataclass(frozen=True, slots=True)
class BundleVersionView:
    """One version: which bundle, whose, how it stands, its composition and the questions its conditions may use."""

    id: int
    slug: str
    name: str
    local_name: str
    region_code: str
    place: str
    version_no: int
    state: str
    is_draft: bool
    in_review: bool
    writers: tuple[str, ...]
    effective_from: date | None
    composition: Composition
    questions: tuple[Situation, ...]

    @property
    def additions(self) -> int:
        """Parts added locally."""
        return sum(part.national is False for part in self.composition.parts)


def versions() -> list[BundleVersionView]:
    """Every version of every bundle, by name, place and number, the latest first."""
    rows = BundleVersion.objects.select_related("bundle").order_by("bundle__name", "region_code", "-version_no")
    return [_view(row) for row in rows]


def version(version_id: int) -> BundleVersionView:
    """One version, whatever its state. Raises NotFound."""
    row = BundleVersion.objects.select_related("bundle").filter(pk=version_id).first()
    if row is None:
        raise NotFound("没有这一版一件事。请从一件事列表重新打开。")
    return _view(row)


def names() -> list[tuple[str, str]]:
    """Every bundle: slug and name."""
    return list(Bundle.objects.order_by("name").values_list("slug", "name"))


def _view(row: BundleVersion) -> BundleVersionView:
    guide = Guide.model_validate(row.content)
    composition = Composition.model_validate(row.composition) if row.composition else compose(guide)
    return BundleVersionView(
        id=row.pk,
        slug=row.bundle.slug,
        name=row.bundle.name,
        local_name=row.local_name,
        region_code=row.region_code,
        place=guide.place.region_name,
        version_no=row.version_no,
        state=row.standing.label,
        is_draft=row.state == VersionState.DRAFT,
        in_review=row.state == VersionState.IN_REVIEW,
        writers=tuple(row.writers),
        effective_from=row.effective_from,
        composition=composition,
        questions=guide.situations,
    )
