"""The people every test knows, and the real data they live in.

李 applies, 周 is the clerk in 诸暨, 王 the officer in charge in 达州, 吴 the colleague beside 王, 郑 an officer elsewhere,
and the stranger is nobody.
"""

from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

# How long an example takes on a busy machine is no promise of ours: no property test fails by the clock.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Rows that cases leave behind, youngest first: browser stories commit theirs, and the next run begins without them.
MOVING = (
    "oversight.Rating",
    "notices.Notice",
    "journal.Relay",
    "journal.Entry",
    "cases.Reminder",
    "cases.DateMove",
    "cases.TurnAway",
    "cases.Signature",
    "cases.DraftFile",
    "cases.Draft",
    "cases.CorrectionLine",
    "cases.Correction",
    "cases.Call",
    "cases.HandOut",
    "cases.Attachment",
    "cases.CaseMaterial",
    "cases.Case",
    "cases.Application",
    "cases.Series",
    "documents.Instrument",
    "eforms.FormDesign",
    "regions.CalendarYear",
    "people.Disclosure",
    "people.Attempt",
    "people.Mandate",
)


def sweep() -> None:
    """Delete what cases left behind."""
    from django.apps import apps

    for label in MOVING:
        apps.get_model(label).objects.all().delete()


def load_everything() -> None:
    """The real divisions and guides, and the demonstration's people."""
    from tongban.catalogue.actions import load_guides
    from tongban.doors.terminal.demo import load_people
    from tongban.regions.actions import load

    load()
    load_guides()
    load_people()
    sweep()  # a test counts the facts of its own story, not those of loading


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb, django_db_modify_db_settings
):
    """The test database, always: stories that write through the site ask for no ``db``, and must not meet the real one."""
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        kept = django_db_keepdb and not django_db_createdb
        databases = setup_databases(verbosity=0, interactive=False, keepdb=kept)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The real data, once for the session and outside any test's transaction."""
    with django_db_blocker.unblock():
        sweep()
        load_everything()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What one test rolled back, the next must not find in the process's memory."""
    from tongban.catalogue.queries import forget
    from tongban.doors.api.keys import forget as forget_keys
    from tongban.eforms.queries import forget as forget_forms
    from tongban.people.accounts import forget as forget_accounts
    from tongban.regions.calendars import forget as forget_calendar
    from tongban.ui.kept import forget as forget_pages

    forget()
    forget_keys()
    forget_forms()
    forget_accounts()
    forget_pages()
    forget_calendar()


@pytest.fixture
def real(loaded: None, db: None) -> None:
    """A test among the real data; what it writes is rolled back."""
    from tongban.people.models import Officer
    from tongban.regions.models import Region

    if not (Region.objects.exists() and Officer.objects.exists()):  # a test with real transactions emptied the tables
        load_everything()


@pytest.fixture
def clerk(real: None):
    """周, at window 12 of the hall in 诸暨."""
    return _officer("zhuji-12")


@pytest.fixture
def reviewer(real: None):
    """王, who handles housing-fund cases in 达州."""
    return _officer("dazhou-1")


@pytest.fixture
def second_reviewer(real: None):
    """吴, at the desk beside 王."""
    return _officer("dazhou-2")


@pytest.fixture
def elsewhere(real: None):
    """郑, an officer of another authority, in 本溪."""
    return _officer("benxi-1")


@pytest.fixture
def li(real: None):
    """李, who applies."""
    return _applicant("LI")


@pytest.fixture
def chen(real: None):
    """陈, who applies for other things."""
    return _applicant("CHEN")


@pytest.fixture
def stranger(real: None):
    """赵, who has nothing to do with the case at hand."""
    return _applicant("ZHAO")


def _officer(account: str):
    from tongban.people import queries

    return queries.actor_of_account(account)


def _applicant(name: str):
    from tongban.doors.terminal import demo, lives

    return lives.applicant(getattr(demo, name))


@pytest.fixture
def client_of(real: None) -> Callable[..., Client]:
    """``client_of("zhuji-12")`` or ``client_of(li)``: a client signed in as that officer or applicant."""
    from tongban.people.models import User

    def sign_in(who) -> Client:
        name = who if isinstance(who, str) else f"person-{who.person_id}"
        browser = Client()
        browser.force_login(User.objects.get(name=name), backend="tongban.people.accounts.Accounts")
        browser.get("/healthz")  # the first page of a session writes when it ends; pages are counted as of the second
        return browser

    return sign_in
