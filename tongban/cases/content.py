"""What an application says, while it is written and when it is handed in: one shape for page, counter and interface."""

import hashlib
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tongban.cases.choices import Conclusion, DeliveryWay, Reply
from tongban.documents.trust import CollectedBy
from tongban.people.queries import MandateScope

Short = Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(max_length=500, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(max_length=40)]
AnswerKey = Annotated[str, StringConstraints(max_length=80)]
AnswerText = Annotated[str, StringConstraints(max_length=2000)]  # exactly as typed: what is wrong is told, not cut off


class Written(BaseModel):
    """Frozen, and closed to fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenPerson(Written):
    """A person as they are written down: checked when handed in, not while typing."""

    name: Short = ""
    identity_number: Short = ""
    phone: Short = ""
    email: Short = ""


class WrittenOrganisation(Written):
    """An organisation as it is written down."""

    name: Short = ""
    uscc: Short = ""
    legal_representative: Short = ""


class IdentityCheck(Written):
    """身份核验: how the counter (or the sign-in) made sure who is there."""

    method: Literal["", "card_seen", "card_read", "signed_in", "system"] = ""
    original_seen: bool = False
    mandate_seen: bool = False


class Collected(Written):
    """What came in for one material: the conclusion of the formal check, the points ticked, the way it was collected."""

    conclusion: Conclusion | None = None
    collected_by: CollectedBy | None = None
    points: tuple[Line, ...] = ()
    remark: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""


class Delivery(Written):
    """How the result is to reach the person; an address only when it goes by post."""

    way: DeliveryWay = DeliveryWay.ELECTRONIC
    receiver: Short = ""
    phone: Short = ""
    address: Line = ""


class Content(Written):
    """填报内容: the whole of an application, files apart."""

    applicant: WrittenPerson = WrittenPerson()
    organisation: WrittenOrganisation | None = None
    agent: WrittenPerson | None = None
    mandate_until: date | None = None
    mandate_scope: MandateScope | Literal[""] = ""
    situation: dict[Key, Key] = Field(default_factory=dict, max_length=30)
    answers: dict[AnswerKey, AnswerText] = Field(default_factory=dict, max_length=200)
    identity_check: IdentityCheck = IdentityCheck()
    collected: dict[Key, Collected] = Field(default_factory=dict, max_length=100)
    delivery: Delivery = Delivery()
    originals_by_courier: bool = False
    consented: bool = False

    def digest(self, files: "dict[str, list[FileRef]]") -> str:
        """One short name for exactly this content with exactly these files (SHA-256)."""
        listed = sorted((key, ref.document_id, ref.name) for key, refs in files.items() for ref in refs)
        return hashlib.sha256(f"{self.model_dump_json()}{listed}".encode()).hexdigest()


class FileRef(Written):
    """A kept file, and what its owner called it."""

    document_id: int
    name: Annotated[str, StringConstraints(max_length=200)]


class KeptAnswer(Written):
    """What a person has put to one line of a correction so far: checked when all of it is sent, not before."""

    reply: Reply | None = None
    text: Line = ""
    files: tuple[FileRef, ...] = ()
