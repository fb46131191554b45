"""Accounts as administrators see them: who may do what, and what helps when a device or a person is gone."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.admin.links import link, list_address
from search.admin.readonly import ReadOnlyAdmin
from search.admin.traced import TracedAdmin, trail_of
from search.people.roles import IN_WORDS, follow_roles
from search.traces.acts import Act
from search.traces.recording import record


class RoleField(forms.ModelMultipleChoiceField[Group]):
    """Roles as boxes, each with what it opens."""

    def label_from_instance(self, obj: Group) -> str:
        words = IN_WORDS.get(obj.name)
        return f"{obj.name}: {words}" if words else obj.name


class AccountForm(forms.ModelForm[User]):
    groups = RoleField(
        Group.objects.order_by("pk"), label="Roles", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = User
        fields = ["is_active", "groups", "is_superuser"]
        labels = {"is_active": "May sign in", "is_superuser": "Superuser"}
        help_texts = {
            "is_active": "Without this, the account is shut: its sessions end, its mails and tokens stop.",
            "is_superuser": "May do everything, whatever the roles say; only superusers give and take this.",
        }


class SecondFactorFilter(admin.SimpleListFilter):
    title = "second factor"
    parameter_name = "second_factor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() in {"yes", "no"}:
            return queryset.filter(Q(has_second_factor=self.value() == "yes"))
        return queryset


@admin.register(User)
class AccountAdmin(TracedAdmin[User]):
    list_title = "Accounts"
    form = AccountForm
    list_display = ["address", "roles", "is_active", "second_factor", "last_login", "date_joined"]
    list_filter = ["groups", "is_active", SecondFactorFilter, "is_superuser"]
    search_fields = ["email"]
    search_help_text = "E-mail address"
    ordering = ["email", "pk"]
    fieldsets = [
        (None, {"fields": ["address", "is_active", "date_joined", "last_login", "trail"]}),
        ("What it may do", {"fields": ["groups", "is_superuser"]}),
        ("How it signs in", {"fields": ["second_factor", "open_sessions"]}),
    ]
    change_form_template = "admin/auth/user/account.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(
            type=Authenticator.Type.RECOVERY_CODES
        )
        accounts = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(has_second_factor=Exists(factors))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts are made by who has them: by sign-up, or by an invitation."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is deleted by its owner, who alone sees what it keeps; staff shut it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        shown = ["address", "date_joined", "last_login", "trail", "second_factor", "open_sessions"]
        if not request.user.is_superuser:
            shown.append("is_superuser")
        if obj is not None and obj.pk == request.user.pk:
            # Nobody raises themselves, or shuts themselves out.
            shown += ["groups", "is_active", "is_superuser"]
        return shown

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        follow_roles(User.objects.filter(pk=form.instance.pk))
        if not form.instance.is_active:
            _end_sessions(form.instance)

    @admin.display(description="e-mail address", ordering="email")
    def address(self, user: User) -> str:
        return user.email or f"account {user.pk}"

    @admin.display
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join(["Superuser"] * user.is_superuser + names) or "-"

    @admin.display(description="second factor", boolean=True)
    def second_factor(self, user: User) -> bool:
        return bool(getattr(user, "has_second_factor", False))

    @admin.display(description="open sessions")
    def open_sessions(self, user: User) -> int:
        return int(UserSession.objects.filter(user=user).count())

    @admin.display(description="audit trail")
    def trail(self, user: User) -> SafeString:
        done_by = list_address("auditlog_logentry", by=user.pk)
        return format_html(
            "{}; {}", link(trail_of(user), "what was done to it"), link(done_by, "what it did")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/end-sessions/", view(self.end_sessions), name="account_end_sessions"),
            path("<int:pk>/no-second-factor/", view(self.no_second_factor), name="account_no_second_factor"),
            *super().get_urls(),
        ]

    def end_sessions(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """End all of an account's sessions (POST)."""
        user = self._changeable(request, pk)
        count = _end_sessions(user)
        record(request.user, Act.SESSIONS_ENDED, user, {"sessions": count})
        self.message_user(request, f"{count} sessions ended.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))

    def no_second_factor(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Remove an account's second factors, for who has lost them, and end its sessions (POST)."""
        user = self._changeable(request, pk)
        with transaction.atomic():
            Authenticator.objects.filter(user=user).delete()
            _end_sessions(user)
            record(request.user, Act.SECOND_FACTOR_REMOVED, user)
        self.message_user(request, "The second factor is removed, the sessions are ended.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))

    def _changeable(self, request: HttpRequest, pk: int) -> User:
        if request.method != "POST":
            raise PermissionDenied
        user = User.objects.filter(pk=pk).first()
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user) or user.pk == request.user.pk:
            raise PermissionDenied
        return user


def _end_sessions(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin[Group]):
    list_title = "Roles"
    list_display = ["name", "words", "members"]
    fields = readonly_fields = ("name", "words", "members", "opens")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("permissions")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="what it is for")
    def words(self, group: Group) -> str:
        return IN_WORDS.get(group.name, "-")

    @admin.display
    def members(self, group: Group) -> SafeString:
        return link(list_address("auth_user", groups__id__exact=group.pk), f"{group.user_set.count():,}")

    @admin.display(description="permissions")
    def opens(self, group: Group) -> str:
        return "; ".join(permission.name for permission in group.permissions.all()) or "-"
