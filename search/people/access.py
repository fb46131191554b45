"""Who may open the pages of what readers keep: signed in, and with leave to keep something."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from search.people.to_log_in import to_log_in

P = ParamSpec("P")

KEEP_OWN = "search.keep_own"
_MAY_NOT_KEEP = (
    "Your account may not keep searches, decisions or tokens."
    " Ask an administrator of this portal to make it a reader's account."
)


class ReaderRequest(HttpRequest):
    """A request behind `reader_required`: its user is signed in."""

    user: User


def reader_required(
    view: Callable[Concatenate[ReaderRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Strangers are led to log-in and back; an account without leave to keep things gets 403 and a sentence.

    No cache keeps such a page. Whose a row is, is the view's to ask: what belongs to somebody else is 404.
    """

    @wraps(view)
    def checked(request: ReaderRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_log_in(request)
        if not request.user.has_perm(KEEP_OWN):
            raise PermissionDenied(_MAY_NOT_KEEP)
        return view(request, *args, **kwargs)

    return never_cache(checked)  # type: ignore[return-value]
