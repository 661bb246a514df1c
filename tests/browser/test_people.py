"""Setting up an organisation, inviting a partner, and signing in with an app and with a passkey, in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, ZOOMED, go_back, press, sideways, violations, visits
from tests.workspace.apart import serving
from tests.workspace.codes import code

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the installation of these stories keeps what it keeps; it begins with an administrator."""
    folder = tmp_path_factory.mktemp("holdfast")
    command = [sys.executable, "-m", "holdfast.web.manage", "administrator", "ada@host.example"]
    subprocess.run(command, input=f"Ada Admin\n{PASSWORD}\n", text=True, check=True, env=_environment(folder), stdout=subprocess.PIPE)
    return folder


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "HOLDFAST_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "holdfast.web.settings"}


@pytest.fixture(scope="module")
def workspace(home: Path) -> Iterator[str]:
    """The address of its site; by name, since a passkey belongs to a name."""
    with serving(_environment(home)) as address:
        yield address.replace("127.0.0.1", "localhost")


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, workspace: str) -> Iterator[Enter]:
    """Opens a browser of somebody's own; what its console says fails the test."""
    with visits(browser, workspace) as opened:
        yield opened


def sound(page: Page, *, widths: tuple[int, ...] = (PHONE,)) -> None:
    """No rule of axe is broken at these widths, and nothing is out of sight at 400%."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], page.url
    page.set_viewport_size({"width": ZOOMED, "height": 900})
    assert sideways(page) == 0, page.url
    page.set_viewport_size({"width": WIDE, "height": 900})


def set_up_app(page: Page) -> str:
    """Set up an app; its key."""
    page.get_by_role("button", name="Set up an app").click()
    key = page.locator(".hf-key-text code").inner_text().replace(" ", "")
    sound(page)
    page.get_by_label("Code that the app shows").fill(code(key))
    press(page, "Set it up")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="I have kept them: continue").click()
    return key


def make_account(page: Page, link: str, name: str, post: str) -> None:
    page.goto(link)
    sound(page)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your post").fill(post)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    press(page, "Make the account")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    sound(page)


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def the_link(page: Page) -> str:
    sound(page)
    return page.locator(".hf-link-text code").inner_text()


def organisation(ada: Page) -> str:
    """The administrator sets up an organisation and invites its first person; the link."""
    sign_in(ada, "ada@host.example")
    set_up_app(ada)
    ada.get_by_role("link", name="Ada Admin").click()
    sound(ada)
    ada.get_by_role("link", name="Organisations and their people").click()
    ada.get_by_role("button", name="Add an organisation").click()
    sound(ada)
    ada.get_by_label("Name", exact=True).fill("Ostley District Council")
    ada.get_by_label("Short name").fill("ostley")
    press(ada, "Add")
    ada.get_by_label("E-mail address").fill("ann@ostley.example")
    sound(ada)
    press(ada, "Invite")
    return the_link(ada)


def to_people(page: Page) -> None:
    """By the navigation, from any page of the arrangement."""
    page.get_by_role("link", name="Papers and people", exact=True).click()
    page.get_by_role("link", name="People", exact=True).click()


def partner(ann: Page) -> str:
    """A lead begins an arrangement and brings in a partner; the link."""
    ann.get_by_role("button", name="Begin an arrangement").click()
    ann.get_by_label("Name of the arrangement").fill("Two Councils ICT")
    ann.get_by_label("Your body", exact=True).fill("Ostley District Council")
    ann.get_by_label("Short name of your body").fill("ostley")
    press(ann, "Begin")
    to_people(ann)
    ann.get_by_role("button", name="Bring in a body").click()
    sound(ann)
    ann.get_by_label("Full name of the body").fill("Marlshire County Council")
    ann.get_by_label("Short name", exact=True).fill("marlshire")
    ann.get_by_label("E-mail address").fill("ben@marlshire.example")
    ann.get_by_label("Editor").check(force=True)
    press(ann, "Invite")
    return the_link(ann)


def test_from_an_empty_installation_to_two_bodies_at_work(enter: Enter) -> None:
    for_ann = organisation(enter())
    ann, ben, nobody = enter(width=PHONE), enter(), enter()
    make_account(ann, for_ann, "Ann Lead", "Programme manager")
    key = set_up_app(ann)
    for_ben = partner(ann)

    make_account(ben, for_ben, "Ben Sands", "Head of ICT")
    set_up_app(ben)
    expect(ben.get_by_role("heading", name="Two Councils ICT")).to_be_visible()
    to_people(ben)
    expect(ben.get_by_role("link", name="Invite somebody of Marlshire County Council")).to_be_visible()
    expect(ben.get_by_role("link", name="Invite somebody of Ostley District Council")).to_have_count(0)
    sound(ben)

    nobody.goto(for_ben)
    expect(nobody.locator("main")).to_contain_text("It has been used")
    sound(nobody)

    ann.goto("/arrangements/")
    ann.get_by_role("link", name="Two Councils ICT").click()
    to_people(ann)
    expect(ann.get_by_text("Ben Sands joined as editor for Marlshire County Council")).to_be_visible()
    sound(ann)
    sign_out_and_back(ann, key)


def sign_out_and_back(ann: Page, key: str) -> None:
    """Nothing comes back by the Back button; the next code lets her in again."""
    ann.get_by_role("button", name="Sign out").click()
    expect(ann.get_by_role("heading", name="You have signed out")).to_be_visible()
    sound(ann)
    go_back(ann)
    expect(ann.get_by_text("Ben Sands")).to_have_count(0)
    expect(ann.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    sign_in(ann, "ann@ostley.example")
    sound(ann)
    ann.get_by_label("Code", exact=True).fill(code(key, steps=1))
    press(ann, "Sign in")
    expect(ann.get_by_role("link", name="Two Councils ICT")).to_be_visible()


def virtual_passkeys(page: Page) -> None:
    """Give the browser a device that makes and keeps passkeys."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_instead_of_password_and_code(enter: Enter, home: Path) -> None:
    link = invitation(home, "pam@host.example")
    pam = enter()
    virtual_passkeys(pam)
    make_account(pam, link, "Pam Keys", "Auditor")
    pam.get_by_role("button", name="Make a passkey").click()
    pam.get_by_label("Name for this passkey").fill("Office laptop")
    sound(pam)
    press(pam, "Make the passkey")
    expect(pam.get_by_role("heading", name="Recovery codes")).to_be_visible()
    pam.get_by_role("button", name="I have kept them: continue").click()
    expect(pam.get_by_role("heading", name="Your arrangements")).to_be_visible()
    pam.goto("/account/second-factor/passkeys/")
    expect(pam.get_by_role("rowheader", name="Office laptop")).to_be_visible()
    sound(pam)
    pam.get_by_role("button", name="Sign out").click()
    expect(pam.get_by_role("heading", name="You have signed out")).to_be_visible()

    pam.goto("/sign-in/")
    press(pam, "Sign in with a passkey")
    sound(pam)
    press(pam, "Use the passkey")
    expect(pam.get_by_role("heading", name="Your arrangements")).to_be_visible()
    pam.get_by_role("button", name="Sign out").click()
    expect(pam.get_by_role("heading", name="You have signed out")).to_be_visible()

    sign_in(pam, "pam@host.example")
    press(pam, "Use a passkey")
    expect(pam.get_by_role("heading", name="Your arrangements")).to_be_visible()
    pam.goto("/account/delete/")
    expect(pam.get_by_role("heading", name="Show that it is you")).to_be_visible()
    pam.get_by_role("link", name="Use a passkey").click()
    sound(pam)
    press(pam, "Use a passkey")
    expect(pam.get_by_role("heading", name="Delete your account")).to_be_visible()
    sound(pam)
    press(pam, "Delete my account for good")
    expect(pam.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    pam.goto("/sign-in/")
    press(pam, "Sign in with a passkey")
    press(pam, "Use the passkey")
    expect(pam.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_a_browser_without_a_passkey_says_so(enter: Enter) -> None:
    page = enter()
    virtual_passkeys(page)
    page.goto("/sign-in/")
    press(page, "Sign in with a passkey")
    press(page, "Use the passkey")
    expect(page.get_by_role("heading", name="The passkey could not be used")).to_be_visible()
    sound(page)


def test_an_account_without_script(enter: Enter, home: Path) -> None:
    page = enter(script=False)
    page.goto(invitation(home, "joe@host.example"))
    page.get_by_label("Your name").fill("Joe")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    press(page, "Make the account")
    page.get_by_role("button", name="Set up an app").click()
    key = page.locator(".hf-key-text code").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows").fill(code(key))
    press(page, "Set it up")
    page.get_by_role("button", name="I have kept them: continue").click()
    expect(page.get_by_role("heading", name="Your arrangements")).to_be_visible()


INVITE = """
import django; django.setup()
from holdfast.web.accounts.changes import invite
from holdfast.web.accounts.models import User
print(invite(by=User.objects.get(email="ada@host.example"), email={email!r}, organisation=None)[1])
"""


def invitation(home: Path, email: str) -> str:
    """The path of an invitation that the administrator has made."""
    command = [sys.executable, "-c", INVITE.format(email=email)]
    made = subprocess.run(command, capture_output=True, text=True, check=True, env=_environment(home))
    return f"/invitations/{made.stdout.strip()}/"


MORE = """
import django; django.setup()
from holdfast.web.accounts.models import Organisation, User
from holdfast.web.arrangements import changes, changes_people
from holdfast.web.arrangements.models.membership import Role
User.objects.filter(email="lea@host.example").update(is_administrator=True)
lea = User.objects.get(email="lea@host.example")
host, _ = Organisation.objects.get_or_create(name="Host Council", slug="host")
pat = User.objects.create_user("pat@host.example", name="Pat", organisation=host)
lead = changes.begin(by=lea, name="One Council ICT", body="host", body_name="Host Council")
invitation, _ = changes_people.invite(by=lead, email="pat@host.example", body="host", role=Role.EDITOR)
place = changes_people.accept(by=pat, invitation=invitation)
print(lead.arrangement.public_id, place.pk, pat.public_id)
"""
OWN = ("", "email/", "password/", "sessions/", "services/", "second-factor/", "second-factor/recovery-codes/new/", "delete/")
PEOPLE = ("", "of/host/invite/", "auditors/invite/", "new-body/", "{place}/", "{place}/end/", "{place}/hand-over/")
ADMINISTRATION = (
    "organisations/",
    "organisations/add/",
    "organisations/host/",
    "organisations/host/rename/",
    "people/{person}/",
    "sign-out/",
)


def test_no_rule_is_broken_on_any_other_page(enter: Enter, home: Path) -> None:
    lea = enter()
    make_account(lea, invitation(home, "lea@host.example"), "Lea Lead", "")
    set_up_app(lea)
    made = subprocess.run([sys.executable, "-c", MORE], capture_output=True, text=True, check=True, env=_environment(home))
    arrangement, place, person = made.stdout.split()
    people = f"/arrangements/{arrangement}/people/"
    paths = [*(f"/account/{path}" for path in OWN), *(people + path for path in PEOPLE), *(f"/{path}" for path in ADMINISTRATION)]
    for path in paths:
        answer = lea.goto(path.format(place=place, person=person))
        assert answer
        assert answer.status == 200, path
        sound(lea, widths=(WIDE, PHONE))
