"""The application the bench hands in: complete, with its seven materials and a file for each."""

from datetime import date

from tongban.cases import intake
from tongban.cases.choices import Conclusion
from tongban.cases.content import Collected, Content, IdentityCheck
from tongban.catalogue import queries as catalogue
from tongban.doors.terminal.demo import DemoPerson
from tongban.doors.terminal.lives import scan, written
from tongban.kit.codes import make_identity_number
from tongban.regions import queries as regions

SITUATION = {"where": "remote"}


def bodies() -> list[dict[str, object]]:
    """Requests' bodies: 购房提取住房公积金 to 达州, by two hundred invented people in as many counties of six provinces."""
    provinces = ("33", "32", "34", "37", "42", "43")
    places = [
        county
        for code in provinces
        for city in regions.children(code.ljust(12, "0"))
        for county in regions.children(city.code)
    ]
    return [body_of(place.code, serial) for serial, place in enumerate(places[:200], start=1)]


def body_of(place: str = "330681000000", serial: int = 1) -> dict[str, object]:
    """One request's body, handed in at a place by the person with this serial."""
    version = catalogue.published("gjj-purchase-withdraw", "511700")
    assert version is not None  # noqa: S101  # it was loaded with the guides
    wanted = [each for each in intake.asked(version, SITUATION) if not each.exempt]
    content = Content(
        applicant=written(_applicant(serial)),
        situation=SITUATION,
        identity_check=IdentityCheck(method="card_read", original_seen=True),
        collected={each.key: Collected(conclusion=Conclusion.FITS, points=each.points) for each in wanted},
    )
    return {
        "version_id": version.id,
        "receipt_region": place,
        "content": content.model_dump(mode="json"),
        "files": {each.key: [scan(each.name).model_dump()] for each in wanted},
    }


def _applicant(serial: int) -> DemoPerson:
    number = make_identity_number("511702", date(1980, 1, 1), serial)
    return DemoPerson("测试人", number, f"1380001{serial:04}", "", "330681000000")
