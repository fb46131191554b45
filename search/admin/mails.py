"""Mails as administrators see them: what became of each, and those that went into the folder.

No page shows the words of a mail on its way: it may hold a link that opens an account.
"""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin

from search.admin.links import NOTHING, link_to
from search.admin.readonly import ReadOnlyAdmin
from search.mail.delivering import send_again
from search.mail.folder import FolderMail, names_in_folder, read_from_folder
from search.models import OutgoingMail
from search.queueing import queue_mails
from search.traces.acts import Act
from search.traces.recording import record_all

MAILS_A_PAGE = 50
_FOR_SUPERUSERS = "Only superusers read mails: they open accounts, and name what readers search for."
# All that a mail's HTML may do: have its own styles. None takes a directive of the portal's pages away.
_POLICY_OF_MAILS: dict[str, Any] = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": True,
    **dict.fromkeys(["script-src", "img-src", "font-src", "connect-src"]),
}


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin[OutgoingMail]):
    list_title = "Mails"
    list_display = ["about", "recipient", "state", "error", "attempts", "next_try", "sent_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["user"]
    search_fields = ["recipient", "message_id", "error"]
    search_help_text = "Recipient, Message-ID, or words of the error"
    date_hierarchy = "created_at"
    actions = ["send_once_more"]
    show_full_result_count = False
    change_list_template = "admin/search/outgoingmail/list.html"
    # Not the message: it may hold a link that opens an account.
    fields = readonly_fields = (
        "about", "recipient", "account", "kind", "state", "attempts", "next_try", "error",
        "created_at", "sent_at", "message_id",
    )  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """For trying once more what failed; actions name it as `retry`."""
        return request.user.has_perm("search.change_outgoingmail")

    @admin.display(ordering="subject")
    def about(self, mail: OutgoingMail) -> str:
        """An account mail's subject; what an alert is about is its reader's own."""
        return mail.subject or mail.get_kind_display()

    @admin.display
    def account(self, mail: OutgoingMail) -> str:
        return link_to(mail.user, f"Account {mail.user_id}")

    @admin.display(ordering="not_before")
    def next_try(self, mail: OutgoingMail) -> Any:
        return mail.not_before if mail.state == OutgoingMail.State.WAITING else NOTHING

    @admin.action(description="Send once more (only what failed)", permissions=["retry"])
    def send_once_more(self, request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        with transaction.atomic():
            failed = list(mails.filter(state=OutgoingMail.State.FAILED).select_for_update(of=("self",)))
            count = send_again(OutgoingMail.objects.filter(pk__in=[mail.pk for mail in failed]))
            record_all(request.user, Act.MAIL_AGAIN, failed)
            transaction.on_commit(queue_mails)
        if count:
            self.message_user(
                request, f"{_mails(count)} sent once more, as soon as may be.", messages.SUCCESS
            )
        else:
            self.message_user(request, "None of these mails has failed: nothing was done.", messages.WARNING)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"goes_into_folder": settings.ENVIRONMENT.mail_url is None, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("folder/", view(self.folder_view), name="search_mail_folder"),
            path("folder/<str:name>/", view(self.folder_mail_view), name="search_folder_mail"),
            path("folder/<str:name>/html", view(self.folder_html_view), name="search_folder_mail_html"),
            *super().get_urls(),
        ]

    def folder_view(self, request: HttpRequest) -> HttpResponse:
        """The mails in the folder, the newest first."""
        self._require_view(request)
        page = Paginator(names_in_folder(), MAILS_A_PAGE).get_page(request.GET.get("page"))
        mails = [read_from_folder(name) for name in page.object_list]
        context = {"page": page, "mails": mails, "may_read": _may_read(request)}
        context |= self._context(request, "Mails in the folder")
        return TemplateResponse(request, "admin/search/outgoingmail/folder.html", context)

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def folder_mail_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """One mail of the folder: its text, and its HTML part in a frame that may do nothing."""
        mail = self._folder_mail(request, name)
        context = {**self._context(request, mail.subject or "Mail"), "mail": mail}
        return TemplateResponse(request, "admin/search/outgoingmail/mail.html", context)

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_replace(_POLICY_OF_MAILS))
    def folder_html_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """The HTML part of a mail of the folder, as it was sent: no script runs in it, nothing is loaded."""
        return HttpResponse(self._folder_mail(request, name).html)

    def _folder_mail(self, request: HttpRequest, name: str) -> FolderMail:
        self._require_view(request)
        try:
            mail = read_from_folder(name)
        except FileNotFoundError as error:
            raise Http404 from error
        if not _may_read(request):
            raise PermissionDenied(_FOR_SUPERUSERS)
        return mail

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _may_read(request: HttpRequest) -> bool:
    """Mails may open accounts, even of who may do more than the visitor, and name what readers search for."""
    return settings.DEBUG or bool(getattr(request.user, "is_superuser", False))


def _mails(count: int) -> str:
    return f"{count} mail{' is' if count == 1 else 's are'}"
