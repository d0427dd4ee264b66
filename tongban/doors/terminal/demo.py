"""The demonstration's people: invented, with valid check digits. They are loaded only where they are asked for."""

from dataclasses import dataclass
from datetime import date

from tongban.kit.codes import make_identity_number
from tongban.people import actions, queries
from tongban.people.actors import Role
from tongban.regions import queries as regions

PASSWORD = "tongban-demo-2026"  # printed by make demo: these accounts exist in demonstrations only  # noqa: S105
HALL = "330681-H1"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented applicant."""

    name: str
    identity_number: str
    phone: str
    email: str
    region_code: str


LI = DemoPerson(
    "李静怡", make_identity_number("511702", date(1958, 3, 12), 2), "13800000007", "li@example.test", "330681000000"
)
CHEN = DemoPerson("陈远山", make_identity_number("330681", date(1986, 7, 21), 51), "13900000016", "", "330681000000")
ZHAO = DemoPerson("赵明月", make_identity_number("370402", date(1990, 11, 2), 36), "13700000025", "", "330106000000")


@dataclass(frozen=True, slots=True)
class DemoOfficer:
    """An invented officer: which account, where, with which duties."""

    account: str
    name: str
    staff_number: str
    agency: str
    region_code: str
    role: Role
    counter: tuple[str, str] | None = None


OFFICERS = (
    DemoOfficer("zhuji-12", "周宁", "0612", "诸暨市政务服务中心", "330681000000", Role.CLERK, (HALL, "12")),
    DemoOfficer("diankou-3", "沈禾", "0703", "诸暨市政务服务中心", "330681000000", Role.CLERK, ("330681104-T1", "3")),
    DemoOfficer("dazhou-1", "王楠", "5101", "达州市住房公积金管理中心", "511700000000", Role.REVIEWER),
    DemoOfficer("dazhou-2", "吴越", "5102", "达州市住房公积金管理中心", "511700000000", Role.REVIEWER),
    DemoOfficer("benxi-1", "郑晓", "2101", "本溪市医疗保障事务服务中心", "210500000000", Role.REVIEWER),
    DemoOfficer("zaozhuang-1", "孙川", "3701", "枣庄市住房公积金管理中心", "370400000000", Role.REVIEWER),
    DemoOfficer("catalogue-1", "陈墨", "0001", "演示平台目录组", "330000000000", Role.CATALOGUER),
    DemoOfficer("catalogue-2", "许清", "0002", "演示平台目录组", "330000000000", Role.CATALOGUER),
)


def load_people() -> None:
    """Register counters, officers and applicants of the demonstration. What is there already stays as it is."""
    for officer in OFFICERS:
        agency = actions.register_agency(name=officer.agency, region_code=officer.region_code)
        counter_id = _counter(*officer.counter) if officer.counter else None
        actions.register_officer(
            account=officer.account,
            password=PASSWORD,
            name=officer.name,
            staff_number=officer.staff_number,
            agency_id=agency.id,
            roles=[officer.role],
            counter_id=counter_id,
        )
    for person in (LI, CHEN, ZHAO):
        _applicant(person)


def _counter(outlet_code: str, number: str) -> int:
    outlet = regions.outlet(outlet_code)
    counter = actions.register_counter(
        outlet_code=outlet.code,
        number=number,
        name=f"{outlet.name} {number} 号窗",
        region_code=outlet.region_code,
        phone=outlet.phone,
    )
    return counter.id


def _applicant(person: DemoPerson) -> None:
    known = actions.register_person(
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone,
        email=person.email,
        region_code=person.region_code,
    )
    if not queries.has_account(known.id):
        actions.open_account(known.id, password=PASSWORD)
