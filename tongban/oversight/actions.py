"""好差评: one word for the window, one for the authority."""

from django.core import signing
from django.db import IntegrityError, transaction

from tongban.cases import queries as cases
from tongban.journal.bus import announce
from tongban.kit.blocked import Blocked, Invalid, NotFound, Problem
from tongban.oversight import policies
from tongban.oversight.events import CaseRated
from tongban.oversight.models import Grade, Party, Rating
from tongban.oversight.reasons import REASONS
from tongban.people.actors import Actor

SALT = "tongban.rating"
LONGEST = 500


def rating_token(case_number: str, party: Party) -> str:
    """What a link or a QR carries so that a person can rate one service without signing in."""
    return signing.dumps([case_number, party.value], salt=SALT)


def read_token(token: str) -> tuple[str, Party]:
    """The case and the party behind a rating link. Raises NotFound for a link that is not ours, or older than 90 days."""
    try:
        number, party = signing.loads(token, salt=SALT, max_age=90 * 24 * 3600)
        return number, Party(party)
    except (signing.BadSignature, ValueError):
        raise NotFound("这个评价链接打不开了。可以登录“我的办件”评价，或打 12345。") from None


@transaction.atomic
def rate(
    case_number: str,
    party: Party,
    *,
    grade: Grade,
    by: Actor,
    reasons: tuple[str, ...] = (),
    text: str = "",
    channel: str,
) -> Rating:
    """评价: five grades, once for each party; reasons from the nationwide list for that grade. Voluntary, never edited.

    Whoever holds the rating link may rate; no officer, who sees the link on the window's screen. Raises Blocked.
    """
    case = cases.for_rating(case_number)
    if sentence := policies.who_may_not(by) or policies.why_not_rate(case, party):
        raise Blocked(sentence, code="not_rateable")
    if len(text.strip()) > LONGEST:
        raise Invalid([Problem("text", f"评价写了 {len(text.strip())} 个字，最多 {LONGEST} 个。请删短一点")])
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                case_number=case.number,
                party=party,
                rated=case.receipt_place if party == Party.WINDOW else case.agency_name,
                grade=grade,
                reasons=[code for code in reasons if code in REASONS[grade]],
                text=text.strip(),
                channel=channel,
            )
    except IntegrityError:
        raise Blocked("您已经评价过了，谢谢。每项服务评价一次。", code="not_rateable") from None
    announce(CaseRated(subject=case.number, party=party.value, grade=grade.value), by=by)
    return rating
