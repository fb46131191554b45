"""How often an address, or the tokens of an account, may ask: counted in Redis, for JSON API and export.

Fixed windows: one small counter an address, and the wait that a refused client is told is the true one.
Where Redis is away everybody may ask; the log says so once a minute.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import RedisStorage
from limits.strategies import FixedWindowRateLimiter

from search.web.problems import is_for_programs, problem

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

log = logging.getLogger(__name__)

_REDIS_SECONDS = 0.25
_QUIET_SECONDS = 60
_AWAY_SECONDS = 5
_NOBODY = "unknown"
# One household or server has a network of this size to itself.
_IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Allowance:
    """What an address may still ask: `remaining` requests within the next `seconds`."""

    is_allowed: bool
    policy: str
    remaining: int
    seconds: int

    def mark(self, response: HttpResponseBase, rate: RateLimitItem) -> None:
        """Say it in the response's headers (draft-ietf-httpapi-ratelimit-headers)."""
        window = rate.get_expiry()
        response.headers["RateLimit-Policy"] = f'"{self.policy}";q={rate.amount};w={window}'
        response.headers["RateLimit"] = f'"{self.policy}";r={self.remaining};t={self.seconds}'


def rate_limited(policy: str) -> Callable[[View[P]], View[P]]:
    """Decorate a view: answer 429 where its client has asked more than the rate `<policy>_rate` allows."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def limited(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            rate = _rate(getattr(settings.ENVIRONMENT, f"{policy}_rate"))
            allowance = rate and _counter.count(rate, policy, _client(request))
            if not rate or not allowance:
                return view(request, *args, **kwargs)
            response = (
                view(request, *args, **kwargs) if allowance.is_allowed else too_many(request, allowance)
            )
            allowance.mark(response, rate)
            return response

        return limited

    return decorate


def count_failure(request: HttpRequest, policy: str) -> Allowance | None:
    """Count a failed attempt against the address that it came from, with the rate `<policy>_rate`.

    None where there is no limit, or nothing can be counted.
    """
    rate = _rate(getattr(settings.ENVIRONMENT, f"{policy}_rate"))
    return _counter.count(rate, policy, client_address(request)) if rate else None


def _client(request: HttpRequest) -> str:
    """Who is counted: the account whose token it is, wherever it is used from; otherwise the address."""
    token = getattr(request, "auth_token", None)
    return f"account {token.owner_id}" if token else client_address(request)


def client_address(request: HttpRequest) -> str:
    """Whose request it is, as a text to count by: the nearest address that is none of the trusted proxies.

    `X-Forwarded-For` is read from its end, as far as its writers are trusted; what lies before, anybody may
    have written. IPv6 addresses count by their /64.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    hops = [*forwarded.split(","), request.META.get("REMOTE_ADDR", "")]
    client = None
    for hop in reversed(hops):
        address = _address(hop.strip())
        if address is None:
            break
        client = address
        if not _is_trusted(address):
            break
    if client is None:
        return _NOBODY
    if isinstance(client, IPv6Address):
        return str(IPv6Network((client, _IPV6_PREFIX), strict=False))
    return str(client)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _is_trusted(address: IPv4Address | IPv6Address) -> bool:
    return any(address in ip_network(text) for text in settings.ENVIRONMENT.trusted_proxies)


@lru_cache(maxsize=32)
def _rate(text: str) -> RateLimitItem | None:
    return parse(text) if text else None


@lru_cache(maxsize=4)
def _limiter(redis_url: str) -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(
        RedisStorage(
            redis_url,
            key_prefix="rate",
            wrap_exceptions=True,
            socket_connect_timeout=_REDIS_SECONDS,
            socket_timeout=_REDIS_SECONDS,
        )
    )


class _Counter:
    """Counts requests, and leaves Redis alone for some seconds where it did not answer."""

    def __init__(self) -> None:
        self._away_until = -math.inf
        self._quiet_until = -math.inf

    def count(self, rate: RateLimitItem, policy: str, client: str) -> Allowance | None:
        """Count a request; None where nothing can be counted."""
        if time.monotonic() < self._away_until:
            return None
        try:
            limiter = _limiter(settings.CELERY_BROKER_URL)
            is_allowed = limiter.hit(rate, policy, client)
            stats = limiter.get_window_stats(rate, policy, client)
        except StorageError as error:
            self._note(error)
            return None
        seconds = max(1, math.ceil(stats.reset_time - time.time()))
        return Allowance(is_allowed, policy, max(0, stats.remaining), seconds)

    def _note(self, error: StorageError) -> None:
        now = time.monotonic()
        self._away_until = now + _AWAY_SECONDS
        if now >= self._quiet_until:
            self._quiet_until = now + _QUIET_SECONDS
            log.error("Redis does not answer, so requests are not limited: %s", error.__cause__ or error)


_counter = _Counter()


def too_many(request: HttpRequest, allowance: Allowance) -> HttpResponseBase:
    """429 with the wait, for a program or a reader."""
    whose = "with your account's tokens" if getattr(request, "auth_token", None) else "from your address"
    detail = f"Too many requests {whose}. Try again in {allowance.seconds} seconds."
    response: HttpResponseBase
    if is_for_programs(request):
        response = problem(HTTPStatus.TOO_MANY_REQUESTS, detail)
    else:
        context = {"seconds": allowance.seconds}
        response = render(request, "search/too_many.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = str(allowance.seconds)
    return response
