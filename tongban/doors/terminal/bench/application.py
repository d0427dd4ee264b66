"""The application the bench hands in: complete, with its seven materials and a file for each."""

from tongban.cases import intake
from tongban.cases.choices import Conclusion
from tongban.cases.content import Collected, Content, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal.demo import LI
from tongban.doors.terminal.lives import scan, written
from tongban.regions import queries as regions

SITUATION = {"where": "remote"}


def bodies() -> list[dict[str, object]]:
    """Requests' bodies: 购房提取住房公积金 to 达州, from every county of six provinces and not from 达州's own."""
    body = body_of()
    provinces = ("33", "32", "34", "37", "42", "43")
    places = [
        county
        for code in provinces
        for city in regions.children(code.ljust(12, "0"))
        for county in regions.children(city.code)
    ]
    return [{**body, "receipt_region": place.code} for place in places[:200]]


def body_of() -> dict[str, object]:
    """One request's body, handed in at 诸暨."""
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    assert version is not None  # noqa: S101  # it was loaded with the guides
    wanted = [each for each in intake.asked(version, SITUATION) if not each.exempt]
    content = Content(
        applicant=written(LI),
        situation=SITUATION,
        identity_check=IdentityCheck(method="card_read", original_seen=True),
        collected={each.key: Collected(conclusion=Conclusion.FITS, points=each.points) for each in wanted},
    )
    return {
        "version_id": version.id,
        "receipt_region": "330681000000",
        "content": content.model_dump(mode="json"),
        "files": {each.key: [scan(each.name).model_dump()] for each in wanted},
    }
