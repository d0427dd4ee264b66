"""授权 as other rooms and pages ask about them: who may act for whom, how far, until when, and what was taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.kit.blocked import NotFound
from tongban.kit.codes import tidy
from tongban.kit.masks import mask_name
from tongban.people.models import Mandate, MandateScope
from tongban.people.sealing import seal


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate, with both names masked. ``item`` is the item's lasting name, ``paper`` the digest of its 授权委托书."""

    id: int
    principal: str
    agent: str
    scope: MandateScope
    item: str
    item_name: str
    given_at: datetime
    valid_until: date
    withdrawn_at: datetime | None
    paper: str

    @property
    def stands(self) -> bool:
        """Whether the agent may act by it today."""
        return self.withdrawn_at is None and timezone.localdate() <= self.valid_until

    @property
    def reach(self) -> str:
        """How far it goes, in words."""
        return self.scope.label if self.scope == MandateScope.ANY else f"{self.scope.label}：{self.item_name}"

    def covers(self, item: str) -> bool:
        """Whether a new application for this item may be handed in by it."""
        return self.scope == MandateScope.ANY or (self.scope == MandateScope.ITEM and self.item == item)

    def concerns(self, item: str) -> bool:
        """Whether it is about this item at all."""
        return self.scope == MandateScope.ANY or self.item == item


def _view(row: Mandate) -> MandateView:
    principal = mask_name(row.person.name) if row.person else row.organisation.name if row.organisation else ""
    return MandateView(
        id=row.pk,
        principal=principal,
        agent=mask_name(row.agent.name),
        scope=MandateScope(row.scope),
        item=row.item,
        item_name=row.item_name,
        given_at=row.given_at,
        valid_until=row.valid_until,
        withdrawn_at=row.withdrawn_at,
        paper=row.paper,
    )


def _views(rows: "QuerySet[Mandate]") -> list[MandateView]:
    return [_view(row) for row in rows.select_related("person", "organisation", "agent").order_by("-id")]


def mandate(mandate_id: int) -> MandateView:
    """One mandate. Raises NotFound."""
    found = _views(Mandate.objects.filter(pk=mandate_id))
    if not found:
        raise NotFound("没有找到这份授权。")
    return found[0]


def given_by(person_id: int) -> list[MandateView]:
    """What a person has given, the newest first."""
    return _views(Mandate.objects.filter(person=person_id))


def held_by(person_id: int) -> list[MandateView]:
    """What a person was given by others, the newest first."""
    return _views(Mandate.objects.filter(agent=person_id))


def between(principal_number: str, agent_number: str) -> tuple[MandateView, ...]:
    """Every mandate from one person to another, by their identity numbers, the newest first."""
    principal, agent = seal.index(tidy(principal_number)), seal.index(tidy(agent_number))
    return tuple(_views(Mandate.objects.filter(person__identity_index=principal, agent__identity_index=agent)))


def may_act_for(
    agent_id: int,
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
    item: str | None = None,
    mandates: Iterable[int] = (),
) -> bool:
    """Whether an agent holds a mandate from this person or organisation today: one of ``mandates``, or one for the item.

    Without an item any mandate will do.
    """
    grantor = Q(organisation=organisation_id) if organisation_id else Q(person=person_id, organisation=None)
    reach = Q()
    if item is not None:
        reach = Q(pk__in=list(mandates)) | Q(scope=MandateScope.ANY) | Q(scope=MandateScope.ITEM, item=item)
    held = Mandate.objects.filter(grantor, reach, agent=agent_id, withdrawn_at=None)
    return held.filter(valid_until__gte=timezone.localdate()).exists()
