"""Signing in and out, for applicants and officers alike, and opening an account."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tongban.doors.portal.asking import address_of
from tongban.kit.blocked import Blocked, Invalid, Problem
from tongban.people import actions as people
from tongban.people.actors import Actor, Role
from tongban.people.queries import actor_of

ACCOUNTS = "tongban.people.accounts.Accounts"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, shown on the sign-in page there and nowhere else."""

    name: str
    who: str


DEMO_PASSWORD = "tongban-demo-2026"  # noqa: S105  # these accounts exist in demonstrations only
DEMO_ACCOUNTS = (
    DemoAccount("13800000007", "申请人 李静怡，在诸暨"),
    DemoAccount("13900000016", "申请人 陈远山，在诸暨"),
    DemoAccount("zhuji-12", "窗口人员，诸暨市政务服务大厅 12 号窗"),
    DemoAccount("dazhou-1", "审批人员，达州市住房公积金管理中心"),
    DemoAccount("benxi-1", "审批人员，本溪市医疗保障事务服务中心"),
)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who are you; then on to where one was going, or to one's desk."""
    name, problems = request.POST.get("name", ""), []
    if request.method == "POST":
        try:
            user = people.sign_in(name, request.POST.get("password", ""), address=address_of(request))
        except Blocked as no:
            problems = [Problem("name", no.sentence)]
        else:
            login(request, user, backend=ACCOUNTS)
            return redirect(_onward(request, actor_of(user)))
    shown = {
        "name": name,
        "problems": problems,
        "next": _asked_next(request),
        "accounts": DEMO_ACCOUNTS if settings.DEMO else (),
        "password": DEMO_PASSWORD,
    }
    return render(request, "portal/sign_in.html", shown, status=422 if problems else 200)


def _onward(request: HttpRequest, actor: Actor) -> str:
    return _asked_next(request) or home_of(actor)


def _asked_next(request: HttpRequest) -> str:
    """Where the person was going: only a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, None) else ""


def home_of(actor: Actor) -> str:
    """The page an actor begins the day with."""
    if actor.serves_as(Role.CLERK):
        return "/desk/"
    if actor.serves_as(Role.CATALOGUER):
        return "/console/catalogue"
    return "/office/" if actor.is_officer else "/"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends; nothing of it stays in the browser."""
    logout(request)
    return redirect("home")


@never_cache
@sensitive_post_parameters("password", "identity_number")
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Open an account for an applicant, and sign them in."""
    typed = {name: request.POST.get(name, "").strip() for name in ("name", "identity_number", "phone")}
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            user = people.sign_up(**typed, password=request.POST.get("password", ""))
        except Invalid as no:
            problems = no.problems
        except Blocked as no:
            problems = (Problem("identity_number", no.sentence),)
        else:
            login(request, user, backend=ACCOUNTS)
            return redirect(_asked_next(request) or "home")
    shown = {"typed": typed, "problems": problems, "next": _asked_next(request)}
    return render(request, "portal/register.html", shown, status=422 if problems else 200)
