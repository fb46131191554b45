"""Mails as administrators see them."""

from email.message import EmailMessage

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from search.mail.delivering import send_waiting
from search.mail.folder import names_in_folder, write_to_folder
from search.models import OutgoingMail
from tests.mail.factories import NOON, account_mail, alert_of, decision, following
from tests.people_factories import UserFactory, client_of

pytestmark = pytest.mark.django_db
State = OutgoingMail.State
LIST = "admin:search_outgoingmail_changelist"
SECRET = "Go to /x."


@pytest.fixture
def administrator() -> Client:
    user: User = UserFactory.create()
    user.groups.add(Group.objects.get(name="Administrator"))
    return client_of(User.objects.get(pk=user.pk))


@pytest.fixture
def curator() -> Client:
    user: User = UserFactory.create()
    user.groups.add(Group.objects.get(name="Curator"))
    return client_of(User.objects.get(pk=user.pk))


def failed(recipient: str = "reader@example.org") -> OutgoingMail:
    mail = account_mail(recipient)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.FAILED, attempts=3, error="No such user")
    return mail


def send_once_more(client: Client, *mails: OutgoingMail) -> str:
    posted = {"action": "send_once_more", "_selected_action": [mail.pk for mail in mails]}
    return client.post(reverse(LIST), posted, follow=True).content.decode()


def test_the_list_and_a_mail_tell_what_became_of_it_and_never_its_words(
    administrator: Client, staff: Client
) -> None:
    mail = failed()
    for client in (administrator, staff):
        for address in (
            reverse(LIST),
            reverse(LIST) + "?q=no+such&state__exact=failed",
            reverse("admin:search_outgoingmail_change", args=[mail.pk]),
        ):
            page = client.get(address).content.decode()
            assert "reader@example.org" in page
            assert "No such user" in page
            assert "Confirm your address" in page
            assert SECRET not in page


def test_what_an_alert_is_about_is_its_readers_own(administrator: Client) -> None:
    mail = alert_of(following("My secret interest"), [decision()])
    for address in (reverse(LIST), reverse("admin:search_outgoingmail_change", args=[mail.pk])):
        assert "My secret interest" not in administrator.get(address).content.decode()


def test_what_failed_is_sent_once_more_and_the_audit_trail_tells_it(administrator: Client) -> None:
    mail, sent = failed(), account_mail("other@example.org")
    OutgoingMail.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=NOON)
    page = send_once_more(administrator, mail, sent)
    assert "1 mail is sent once more" in page
    mail.refresh_from_db()
    sent.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error, sent.state) == (State.WAITING, 0, "", State.SENT)
    entries = LogEntry.objects.filter(additional_data__what="mail_again")
    assert [entry.object_pk for entry in entries] == [str(mail.pk)]
    assert "None of these mails has failed" in send_once_more(administrator, sent)


def test_who_may_only_look_cannot_send_again(administrator: Client) -> None:
    role = Group.objects.get(name="Administrator")
    role.permissions.remove(role.permissions.get(codename="change_outgoingmail"))
    mail = failed()
    send_once_more(administrator, mail)
    mail.refresh_from_db()
    assert mail.state == State.FAILED


def test_mails_are_neither_added_nor_changed_nor_deleted(staff: Client) -> None:
    mail = failed()
    assert staff.get(reverse("admin:search_outgoingmail_add")).status_code == 403
    assert staff.post(reverse("admin:search_outgoingmail_delete", args=[mail.pk])).status_code == 403
    change = reverse("admin:search_outgoingmail_change", args=[mail.pk])
    assert staff.post(change, {"recipient": "evil@example.org"}).status_code == 403
    mail.refresh_from_db()
    assert mail.recipient == "reader@example.org"


@pytest.mark.usefixtures("into_folder")
class TestFolder:
    """The mails that went into the folder."""

    def test_superusers_alone_read_them_outside_of_development(
        self, administrator: Client, staff: Client, settings: Settings
    ) -> None:
        account_mail()
        send_waiting(NOON)
        (name,) = names_in_folder()
        page = reverse("admin:search_folder_mail", args=[name])
        assert SECRET in staff.get(page).content.decode()
        refused = administrator.get(page)
        assert refused.status_code == 403
        assert SECRET not in refused.content.decode()
        assert administrator.get(page + "html").status_code == 403
        listed = administrator.get(reverse("admin:search_mail_folder")).content.decode()
        assert str(OutgoingMail.objects.get().message_id) in listed
        assert "Confirm your address" not in listed
        assert page not in listed
        settings.DEBUG = True
        assert SECRET in administrator.get(page).content.decode()

    def test_text_and_html_are_shown(self, staff: Client) -> None:
        alert_of(following(), [decision(treatment="Lumbar fusion L4-5")])
        send_waiting(NOON)
        (name,) = names_in_folder()
        page = staff.get(reverse("admin:search_folder_mail", args=[name])).content.decode()
        assert "1 new decision: Lumbar fusion" in page
        assert '<a href="http://127.0.0.1:8000/letters/' in page
        html = staff.get(reverse("admin:search_folder_mail_html", args=[name]))
        assert html.content.startswith(b"<!doctype html>")

    def test_the_html_part_may_do_nothing_but_look(self, staff: Client) -> None:
        message = EmailMessage()
        message["Subject"] = "Hello <script>alert(1)</script>"
        message.set_content("Text <script>alert(2)</script>")
        message.add_alternative("<script>alert(3)</script><img src=x>", subtype="html")
        write_to_folder(account_mail(), message.as_bytes())
        (name,) = names_in_folder()
        response = staff.get(reverse("admin:search_folder_mail_html", args=[name]))
        policy = dict(
            part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";")
        )
        allowed = {name: value for name, value in policy.items() if value != "'none'"}
        assert allowed == {"style-src": "'unsafe-inline'", "frame-ancestors": "'self'", "sandbox": ""}
        assert {"default-src", "form-action", "base-uri"} <= policy.keys()
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        page = staff.get(reverse("admin:search_folder_mail", args=[name])).content.decode()
        assert "<script>alert" not in page

    @pytest.mark.parametrize("name", ["search_mail_folder", "search_folder_mail", "search_folder_mail_html"])
    def test_others_do_not_see_the_folder(self, name: str, curator: Client, stranger: Client) -> None:
        account_mail()
        send_waiting(NOON)
        (file,) = names_in_folder()
        address = reverse(f"admin:{name}", args=[] if name == "search_mail_folder" else [file])
        assert curator.get(address).status_code == 403
        assert client_of(UserFactory.create()).get(address).status_code in {302, 403}
        assert stranger.get(address).status_code == 302

    def test_what_is_not_there_is_404(self, staff: Client) -> None:
        for name in ("x.eml", "%00", "..", "x" * 3000):
            address = reverse("admin:search_mail_folder") + name + "/"
            assert staff.get(address).status_code == 404, name

    def test_the_list_has_pages_and_leads_there(self, staff: Client) -> None:
        for number in range(51):
            account_mail(f"reader{number}@example.org")
        send_waiting(NOON)
        first = staff.get(reverse("admin:search_mail_folder")).content.decode()
        assert "Page 1 of 2" in first
        for page in ("2", "99", "x", "-1"):
            assert staff.get(reverse("admin:search_mail_folder"), {"page": page}).status_code == 200
        assert reverse("admin:search_mail_folder") in staff.get(reverse(LIST)).content.decode()
