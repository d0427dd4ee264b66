"""Questions about people, asked from outside. What comes back are values, never rows."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from tongban.kit.blocked import NotFound
from tongban.kit.codes import birth_date, tidy
from tongban.kit.masks import mask_identity_number, mask_name, mask_phone
from tongban.people.actors import NOBODY, Actor, Role
from tongban.people.mandates import MandateView as MandateView
from tongban.people.mandates import between as between
from tongban.people.mandates import given_by as given_by
from tongban.people.mandates import held_by as held_by
from tongban.people.mandates import mandate as mandate
from tongban.people.mandates import may_act_for as may_act_for
from tongban.people.models import (
    AccessToken,
    Agency,
    Counter,
    Disclosure,
    IdentityKind,
    Mandate,
    Officer,
    Organisation,
    Person,
    User,
)
from tongban.people.models import MandateScope as MandateScope
from tongban.people.sealing import seal


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as a page may show them: masked. ``last_four`` are the last four characters of the identity number."""

    id: int
    name: str
    masked_name: str
    masked_identity: str
    masked_phone: str
    last_four: str
    identity_kind: str
    email: str
    region_code: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a person may read of themselves, unmasked: to be filled in for them, and never shown to anybody else."""

    name: str
    identity_number: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An authority as pages and papers name it. ``region_code`` has 12 digits."""

    id: int
    name: str
    short_name: str
    region_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class CounterView:
    """A window as pages and papers name it. ``region_code`` has 12 digits."""

    id: int
    number: str
    name: str
    outlet_code: str
    region_code: str
    phone: str


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as pages name it: its name and code are public."""

    id: int
    name: str
    uscc: str


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """One read of personal data, as the person sees it."""

    at: datetime
    who: str
    case_number: str
    fields: str
    purpose: str


def actor_of(user: object) -> Actor:
    """The actor behind a signed-in account; ``NOBODY`` for a visitor."""
    if not isinstance(user, User):
        return NOBODY
    officer = getattr(user, "officer", None)
    if officer is not None:
        return _officer(officer)
    if user.person_id is None:
        return NOBODY
    return actor_of_person(user.person_id)


def account_named(name: str) -> User:
    """The account with this name, for tools that sign in without a password. Raises NotFound."""
    user = User.objects.filter(name=name).first()
    if user is None:
        raise NotFound(f"没有账号“{name}”。")
    return user


def actor_of_account(name: str) -> Actor:
    """The actor behind an account name, for tools that act without signing in. Raises NotFound."""
    user = User.objects.select_related("person", "officer__agency", "officer__counter").filter(name=name).first()
    if user is None:
        raise NotFound(f"没有账号“{name}”。先用 tongban load 装入演示人员，或用 tongban officer 登记。")
    return actor_of(user)


def actor_of_person(person_id: int) -> Actor:
    """The actor a person is when signed in."""
    return Actor(key=f"person:{person_id}", label="申请人", person_id=person_id)


def _officer(officer: Officer) -> Actor:
    counter = officer.counter
    place = counter.name if counter else officer.agency.short_name
    return Actor(
        key=f"officer:{officer.pk}",
        label=f"{place} {mask_name(officer.name)}",
        officer_id=officer.pk,
        agency_id=officer.agency_id,
        agency_short=officer.agency.short_name,
        counter_id=officer.counter_id,
        outlet_code=counter.outlet_code if counter else "",
        region_code=counter.region_code if counter else officer.agency.region_code,
        place=place,
        roles=frozenset(Role(role) for role in officer.roles),
    )


def actor_by_token(token: str) -> Actor | None:
    """The department's system that holds this key, acting for its agency; None when the key is unknown or revoked."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    row = AccessToken.objects.select_related("agency").filter(digest=digest, revoked_at=None).first()
    if row is None:
        return None
    return Actor(
        key=f"system:{row.pk}",
        label=f"{row.agency.short_name} {row.name}",
        agency_id=row.agency_id,
        agency_short=row.agency.short_name,
        region_code=row.agency.region_code,
        place=row.agency.short_name,
        roles=frozenset({Role.CLERK, Role.REVIEWER}),
    )


def person(person_id: int) -> PersonView:
    """A person, masked. Raises NotFound."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound
    return person_view(row)


def person_view(row: Person) -> PersonView:
    """The masked view of a person already read."""
    number = row.identity_number
    return PersonView(
        id=row.pk,
        name=row.name,
        masked_name=mask_name(row.name),
        masked_identity=mask_identity_number(number),
        masked_phone=mask_phone(row.phone) if row.phone_sealed else "",
        last_four=number[-4:],
        identity_kind=IdentityKind(row.identity_kind).label,
        email=row.email,
        region_code=row.region_code,
        born_on=birth_date(number) if row.identity_kind == IdentityKind.CITIZEN else None,
    )


def particulars(person_id: int) -> Particulars:
    """A person's own name, number, phone and e-mail. Raises NotFound."""
    row = Person.objects.filter(pk=person_id).first()
    if row is None:
        raise NotFound
    return Particulars(row.name, row.identity_number, row.phone, row.email)


def person_by_identity(identity_number: str) -> PersonView | None:
    """The person with this identity number, found by its blind index."""
    row = Person.objects.filter(identity_index=seal.index(tidy(identity_number))).first()
    return person_view(row) if row else None


def agency(agency_id: int) -> AgencyView:
    """An authority. Raises NotFound."""
    row = Agency.objects.filter(pk=agency_id).first()
    if row is None:
        raise NotFound("没有找到这个单位。")
    return agency_view(row)


def agency_view(row: Agency) -> AgencyView:
    """The view of an authority already read."""
    return AgencyView(row.pk, row.name, row.short_name, row.region_code, row.phone)


def agencies() -> list[AgencyView]:
    """All authorities of this node, by place."""
    rows = Agency.objects.order_by("region_code", "name")
    return [agency_view(row) for row in rows]


def agency_named(name: str) -> AgencyView | None:
    """The authority with exactly this name, if there is one."""
    row = Agency.objects.filter(name=name).first()
    return agency_view(row) if row else None


def counter_at(outlet_code: str, number: str) -> CounterView | None:
    """The window with this number in an outlet, if there is one."""
    row = Counter.objects.filter(outlet_code=outlet_code, number=number).first()
    return _counter(row) if row else None


def counter(counter_id: int) -> CounterView:
    """A window. Raises NotFound."""
    row = Counter.objects.filter(pk=counter_id).first()
    if row is None:
        raise NotFound("没有找到这个窗口。")
    return _counter(row)


def counters(outlet_code: str) -> list[CounterView]:
    """The windows of an outlet, by number."""
    return [_counter(row) for row in Counter.objects.filter(outlet_code=outlet_code).order_by("number")]


def counters_in(outlet_codes: Iterable[str]) -> dict[str, list[CounterView]]:
    """The windows of several outlets, by outlet, in the order of their numbers; outlets without windows are left out."""
    found: dict[str, list[CounterView]] = {}
    for row in Counter.objects.filter(outlet_code__in=list(outlet_codes)).order_by("number"):
        found.setdefault(row.outlet_code, []).append(_counter(row))
    return found


def _counter(row: Counter) -> CounterView:
    return CounterView(row.pk, row.number, row.name, row.outlet_code, row.region_code, row.phone)


def organisation(organisation_id: int) -> OrganisationView:
    """An organisation. Raises NotFound."""
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise NotFound("没有找到这个单位。")
    return OrganisationView(row.pk, row.name, row.uscc)


def organisation_by_uscc(uscc: str) -> OrganisationView | None:
    """The organisation with this credit code, if it is known here."""
    row = Organisation.objects.filter(uscc=tidy(uscc)).first()
    return OrganisationView(row.pk, row.name, row.uscc) if row else None


def has_account(person_id: int) -> bool:
    """Whether this person can sign in."""
    return User.objects.filter(person=person_id).exists()


def organisations_of(person_id: int) -> list[OrganisationView]:
    """The organisations a person may act for today."""
    rows = Mandate.objects.filter(
        agent=person_id, organisation__isnull=False, withdrawn_at=None, valid_until__gte=timezone.localdate()
    ).select_related("organisation")
    return [
        OrganisationView(row.organisation.pk, row.organisation.name, row.organisation.uscc)
        for row in rows
        if row.organisation
    ]


def was_disclosed(person_id: int, *, fields: str, case_number: str, to: Actor, within: timedelta) -> bool:
    """Whether the same officer read the same of this person, for the same case, a moment ago."""
    rows = Disclosure.objects.filter(person=person_id, actor=to.key, case_number=case_number, fields=fields)
    return rows.filter(at__gt=timezone.now() - within).exists()


def disclosures(person_id: int, *, limit: int = 100) -> list[DisclosureView]:
    """Who read this person's data, newest first."""
    rows = Disclosure.objects.filter(person=person_id)[:limit]
    return [DisclosureView(row.at, row.actor_label, row.case_number, row.fields, row.purpose) for row in rows]
