"""What the demonstration's people put into the forms that come with the system. All of it is invented."""

from tongban.cases import actions as cases
from tongban.cases import drafts
from tongban.cases.choices import SignedHow
from tongban.people.actors import Actor, Role

ANSWERS: dict[str, dict[str, str]] = {
    "gjj-purchase-withdraw": {
        "marriage": "10",
        "way": "new_full",
        "area": "诸暨市",
        "detail": "示例路 18 号 3 幢 902 室",
        "floor_area": "118.5",
        "contract_on": "2026年9月28日",
        "price": "1,280,000.00",
        "amount": "80,000.00",
        "bank": "演示银行诸暨支行",
        "account": "6217 0000 0000 0000 004",
    },
}


def fill(number: str, slug: str, *, by: Actor) -> None:
    """Answer the form of a draft and have it signed; nothing where its item has no form."""
    draft = drafts.one(number, seen_by=by)
    content = drafts.content_of(draft)
    if drafts.filled_of(draft) is None:
        return
    cases.save(number, content.model_copy(update={"answers": ANSWERS[slug]}), by=by)
    shown = cases.draw_application(number, by=by)
    how = SignedHow.PAPER if by.serves_as(Role.CLERK) else SignedHow.ONLINE
    cases.sign_application(number, shown=shown.sha256, how=how, by=by)
