"""What is written about people: registering, signing in, mandates, and every read of personal data."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.kit.codes import (
    identity_number_problem,
    person_name_problem,
    phone_problem,
    tidy,
    tidy_name,
    tidy_phone,
    uscc_problem,
)
from tongban.people import policies
from tongban.people.actors import Actor, Role
from tongban.people.events import MandateGiven, MandateWithdrawn
from tongban.people.models import (
    AccessToken,
    Agency,
    Attempt,
    Counter,
    Disclosure,
    Mandate,
    MandateScope,
    Officer,
    Organisation,
    Person,
    User,
)
from tongban.people.sealing import seal, tail_index

MISMATCH = "账号和密码对不上，还可以试 {left} 次。忘了密码可以到任一通办窗口重设。"
_NO_SUCH_USER = make_password(secrets.token_hex(8))  # checked when the account is unknown, so both cases take as long


def register_person(
    *,
    name: str,
    identity_number: str,
    phone: str = "",
    email: str = "",
    region_code: str = "",
    contact_stands: bool = False,
) -> Person:
    """Know a person by their identity number; what is now said of phone, e-mail and place replaces what was known.

    With ``contact_stands`` it does not: somebody else speaks for a person who is known already, and the phone signs in.
    Raises Invalid, with all problems, when the name, the number (GB 11643), the phone or the e-mail cannot be right; and
    Blocked when the number is known under another name.
    """
    number, name = tidy(identity_number), tidy_name(name)
    phone, email = tidy_phone(phone), email.strip()
    _check_person(name, number, phone, email)
    person, is_new = Person.objects.get_or_create(
        identity_index=seal.index(number),
        defaults={"name": name, "identity_sealed": seal.close(number), "identity_tail_index": tail_index(number)},
    )
    if person.name != name:
        raise Blocked("这个身份证号登记的是另一个姓名。请对照证件，把姓名和号码再核对一遍。", code="name_differs")
    if contact_stands and not is_new:
        return person
    return _with_contact(person, phone=phone, email=email, region_code=region_code)


def _check_person(name: str, number: str, phone: str, email: str) -> None:
    found = {
        "name": person_name_problem(name),
        "identity_number": identity_number_problem(number, today=timezone.localdate()),
        "phone": phone_problem(phone) if phone else None,
        "email": policies.email_problem(email) if email else None,
    }
    problems = [Problem(field, sentence) for field, sentence in found.items() if sentence]
    if problems:
        raise Invalid(problems)


def _with_contact(person: Person, *, phone: str, email: str, region_code: str) -> Person:
    changes: dict[str, object] = {}
    if phone and seal.index(phone) != bytes(person.phone_index):
        changes |= {"phone_sealed": seal.close(phone), "phone_index": seal.index(phone)}
    changes |= {"email": email} if email and email != person.email else {}
    changes |= {"region_code": region_code} if region_code and region_code != person.region_code else {}
    if changes:
        Person.objects.filter(pk=person.pk).update(**changes)
        for field, value in changes.items():
            setattr(person, field, value)
    return person


def register_organisation(*, name: str, uscc: str, legal_representative: str = "") -> Organisation:
    """Know an organisation by its credit code. Raises Invalid when the code's check character does not fit (GB 32100)."""
    uscc = tidy(uscc)
    if sentence := uscc_problem(uscc):
        raise Invalid([Problem("uscc", sentence)])
    organisation, _ = Organisation.objects.get_or_create(
        uscc=uscc, defaults={"name": name.strip(), "legal_representative": legal_representative}
    )
    return organisation


@transaction.atomic
def grant_mandate(
    *,
    agent_id: int,
    valid_until: date,
    by: Actor,
    person_id: int | None = None,
    organisation_id: int | None = None,
    scope: MandateScope = MandateScope.ANY,
    item: str = "",
    item_name: str = "",
    paper: str = "",
) -> Mandate:
    """授权: let an agent act for a person or an organisation until a day (民法典 165). The same grant twice is one grant.

    ``item`` is the item's lasting name, for a mandate that does not reach all; ``paper`` the digest of the 授权委托书.
    """
    given: dict[str, object] = {
        "agent_id": agent_id,
        "person_id": person_id,
        "organisation_id": organisation_id,
        "scope": scope,
    }
    if scope != MandateScope.ANY:
        given |= {"item": item, "item_name": item_name}
    standing = Mandate.objects.filter(**given, paper=paper, withdrawn_at=None).first()
    mandate = standing or Mandate(**given, paper=paper)
    mandate.valid_until = valid_until
    mandate.save()
    fact = MandateGiven(
        subject=f"mandate-{mandate.pk}",
        agent_id=agent_id,
        person_id=person_id,
        organisation_id=organisation_id,
        scope=mandate.scope,
        item=mandate.item,
        valid_until=valid_until,
    )
    announce(fact, by=by)
    return mandate


@transaction.atomic
def withdraw_mandate(mandate_id: int, *, by: Actor) -> None:
    """收回授权 (民法典 173): only by the person who gave it, at once and for good; what the agent did before stands.

    Raises NotFound for a mandate that is not theirs, Blocked when it was taken back already.
    """
    theirs = Mandate.objects.filter(pk=mandate_id, person=by.person_id, person__isnull=False)
    mandate = theirs.first()
    if mandate is None:
        raise NotFound("没有找到这份授权。请从“我的授权”里打开。")
    if not theirs.filter(withdrawn_at=None).update(withdrawn_at=timezone.now()):
        raise Blocked("这份授权已经收回过了，不用再收。", code="withdrawn")
    announce(MandateWithdrawn(subject=f"mandate-{mandate.pk}", agent_id=mandate.agent_id), by=by)


@transaction.atomic
def open_account(person_id: int, *, password: str) -> User:
    """An account for a person who will sign in with their identity number or phone. Raises Blocked if they have one."""
    try:
        validate_password(password)
    except ValidationError as weak:
        raise Invalid([Problem("password", "".join(weak.messages))]) from None
    try:
        with transaction.atomic():
            return User.objects.create(
                name=f"person-{person_id}", password=make_password(password), person_id=person_id
            )
    except IntegrityError:
        raise Blocked(
            "这个身份证号已经注册过。请直接登录；忘了密码可以到任一通办窗口重设。", code="registered"
        ) from None


@transaction.atomic
def sign_up(*, name: str, identity_number: str, phone: str, password: str) -> User:
    """注册: know the person and open their account, or neither.

    Somebody a window has met before proves themselves by the phone they gave there, or goes there. Raises as
    ``register_person`` and ``open_account`` do, and Blocked when the phone is another.
    """
    if sentence := phone_problem(phone):
        raise Invalid([Problem("phone", sentence)])
    known = Person.objects.filter(identity_index=seal.index(tidy(identity_number))).first()
    if known is not None and not known.phone_sealed:
        raise Blocked(
            "这个身份证号在窗口办过事，没有留手机号，网上核不了是不是您本人。请带身份证到任一通办窗口留手机号，再来注册。",
            code="phone_unknown",
        )
    if known is not None and bytes(known.phone_index) != seal.index(tidy_phone(phone)):
        raise Blocked(
            "这个身份证号在窗口登记过另一个手机号。请用那个手机号注册，或带身份证到任一通办窗口改。",
            code="phone_differs",
        )
    person = register_person(name=name, identity_number=identity_number, phone=phone)
    return open_account(person.pk, password=password)


def sign_in(name: str, password: str, *, address: str) -> User:
    """Recognise who signs in: by account name, identity number or phone. Raises Blocked with the tries left, or the wait."""
    keys = [f"account:{tidy(name)}", f"address:{address}"]
    if wait := policies.too_many_tries(keys):
        raise Blocked(wait, code="wait")
    user = _account(name.strip())
    if not check_password(password, user.password if user else _NO_SUCH_USER) or user is None:
        count_failure(keys)
        raise Blocked(_mismatch(keys), code="wrong_password")
    Attempt.objects.filter(key=seal.index(keys[0])).delete()
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return user


def _mismatch(keys: list[str]) -> str:
    left = policies.tries_left(keys)
    return MISMATCH.format(left=left) if left else f"账号和密码对不上。{policies.too_many_tries(keys)}"


def _account(name: str) -> User | None:
    number, phone = seal.index(tidy(name)), seal.index(tidy_phone(name))
    known = Q(name=name) | Q(person__identity_index=number) | Q(person__phone_index=phone)
    found = list(User.objects.filter(known, is_active=True)[:2])
    return found[0] if len(found) == 1 else None  # a phone shared by two people signs nobody in


def count_failure(keys: Iterable[str]) -> None:
    """Count a failed try on each key, in a window of fifteen minutes from its first failure."""
    now = timezone.now()
    for key in keys:
        Attempt.add(seal.index(key), now=now, window=policies.WAIT)


def disclose(person_id: int, *, fields: str, purpose: str, by: Actor, case_number: str = "") -> None:
    """Leave the row that tells a person who read what of theirs, and why. Reading one's own data leaves none."""
    if by.person_id == person_id:
        return
    Disclosure.objects.create(
        person_id=person_id, case_number=case_number, fields=fields, purpose=purpose, actor=by.key, actor_label=by.label
    )


def disclose_each(persons: dict[str, int], *, fields: str, purpose: str, by: Actor, within: timedelta) -> int:
    """One row for each case number and its person, save where the same officer saw the same a moment ago. Returns how many."""
    seen = Disclosure.objects.filter(
        actor=by.key, fields=fields, case_number__in=list(persons), at__gt=timezone.now() - within
    )
    known = set(seen.values_list("case_number", flat=True))
    rows = [
        Disclosure(
            person_id=person_id, case_number=number, fields=fields, purpose=purpose, actor=by.key, actor_label=by.label
        )
        for number, person_id in persons.items()
        if number not in known
    ]
    return len(Disclosure.objects.bulk_create(rows))


def register_agency(*, name: str, region_code: str, short_name: str = "", uscc: str = "", phone: str = "") -> Agency:
    """Know an authority by its name and place (12 digits). Known already: returned as it is."""
    agency, _ = Agency.objects.get_or_create(
        name=name,
        region_code=region_code,
        defaults={"short_name": short_name or name[:40], "uscc": uscc, "phone": phone},
    )
    return agency


def register_agencies(wanted: Collection[tuple[str, str, str]]) -> dict[tuple[str, str], int]:
    """Know many authorities at once, each by name, place (12 digits) and credit code: their ids by name and place."""
    names, places = {name for name, _, _ in wanted}, {place for _, place, _ in wanted}
    pairs = {(name, place) for name, place, _ in wanted}
    rows = Agency.objects.filter(name__in=names, region_code__in=places).values_list("name", "region_code", "id")
    known = {(name, place): id_ for name, place, id_ in rows if (name, place) in pairs}
    missing = {(name, place): uscc for name, place, uscc in wanted if (name, place) not in known}
    new = [
        Agency(name=name, region_code=place, short_name=name[:40], uscc=uscc) for (name, place), uscc in missing.items()
    ]
    return known | {(agency.name, agency.region_code): agency.pk for agency in Agency.objects.bulk_create(new)}


def register_counter(*, outlet_code: str, number: str, name: str, region_code: str, phone: str = "") -> Counter:
    """Know a window by its outlet and number. Known already: returned as it is."""
    counter, _ = Counter.objects.get_or_create(
        outlet_code=outlet_code,
        number=number,
        defaults={"name": name, "region_code": region_code, "phone": phone},
    )
    return counter


@transaction.atomic
def register_officer(
    *,
    account: str,
    password: str,
    name: str,
    staff_number: str,
    agency_id: int,
    roles: Iterable[Role],
    counter_id: int | None = None,
) -> Officer:
    """Put an officer on duty, with an account of their own. Known already: returned as they are."""
    user = User.objects.filter(name=account).first() or User.objects.create(
        name=account, password=make_password(password)
    )
    officer, _ = Officer.objects.get_or_create(
        user=user,
        defaults={
            "name": name,
            "staff_number": staff_number,
            "agency_id": agency_id,
            "counter_id": counter_id,
            "roles": [role.value for role in roles],
        },
    )
    return officer


def issue_token(agency_id: int, *, name: str) -> str:
    """A key for a department's system. It is returned once and cannot be shown again: only its digest is kept."""
    token = f"tb_{secrets.token_urlsafe(32)}"
    AccessToken.objects.create(agency_id=agency_id, name=name, digest=hashlib.sha256(token.encode()).hexdigest())
    return token


def revoke_token(agency_id: int, *, name: str) -> int:
    """Stop a system's keys of this name. Returns how many were stopped."""
    return AccessToken.objects.filter(agency=agency_id, name=name, revoked_at=None).update(revoked_at=timezone.now())
