"""What every response carries, and where it may be kept."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from search.web.problems import API_PATH, problem

Respond = Callable[[HttpRequest], HttpResponseBase]

# What a page may ask of a device: nothing but the keys that people sign in with. Names that Chromium does not
# know are left out: it would complain of them on every page.
_FEATURES: Final = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
_PERMISSIONS: Final = ", ".join(
    [
        *(f"{feature}=()" for feature in _FEATURES),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)
# What stands here is somebody's own, or staff's: no browser keeps it.
_PERSONAL: Final = ("/account/", "/saved/", "/cases/", "/staff/")


def keep_out_of_web_searches(get_response: Respond) -> Respond:
    """Letters are public, but tell of people: no page of the portal is to stand in a web search."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond


def ask_nothing_of_devices(get_response: Respond) -> Respond:
    """No page uses camera, place or the like, and none of what is here can be embedded elsewhere."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


def refuse_programs_without_https(get_response: Respond) -> Respond:
    """Programs are not led to HTTPS: one that sends its token by plain HTTP has to hear of it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        is_led = settings.SECURE_SSL_REDIRECT and request.path.startswith(API_PATH)
        if is_led and not request.is_secure():
            return problem(
                HTTPStatus.FORBIDDEN, "Ask by HTTPS. A token that was sent has been seen: revoke it."
            )
        return get_response(request)

    return respond


def keep_from_caches(get_response: Respond) -> Respond:
    """What somebody gets who is signed in is kept by no shared cache, and what is theirs by none at all."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kept = response.headers.get("Cache-Control", "")
        if "no-store" in kept:
            return response
        if request.path.startswith(_PERSONAL):
            response.headers["Cache-Control"] = "private, no-store"
        elif _is_signed_in(request):
            patch_vary_headers(response, ["Cookie"])
            if "private" not in kept:
                response.headers["Cache-Control"] = "private, no-cache"
        return response

    return respond


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))
