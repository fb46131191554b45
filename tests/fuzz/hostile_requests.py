"""Requests that no page of the portal makes: every address and form of the access table, spoiled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final
from urllib.parse import quote, quote_from_bytes

from tests.access.table import Line

FORM: Final = "application/x-www-form-urlencoded"
# What stands in an address or a form instead of what belongs there.
TEXTS: Final = (
    "",
    "\0",
    "a\0b",
    "-1",
    "0",
    "1" * 19,
    "9223372036854775808",
    "1" + "0" * 30,
    "9" * 5000,
    "1.5",
    "1e309",
    "NaN",
    "true",
    "\u0661",
    "\u00b2",
    "2026-02-30",
    "0000-00-00",
    "99999-01-01",
    "\ud800",
    "\U0001f9b4" * 300,
    "\u202e\ufeff\ufffe",
    "a\r\nSet-Cookie: x=1",
    "../../../../etc/passwd",
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "http://[",
    "http://[::1%25]/",
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%s%n%d",
    "' OR 1=1 --",
    "x" * 20_000,
    "(" * 500,
    "[" * 5000,
    "#",
    "CM16-9990001#99999999999999999999",
    "CM16-9990001#-1",
    '{"id": {"id": []}}',
)
# Parameters that some page reads, beside those that the table names.
_NAMES: Final = (
    *("q", "page", "page_size", "sort", "show", "outcome", "decided_from", "saved", "since", "looked"),
    *("label", "of_label", "chosen", "notes", "passages", "contains", "next", "frequency", "parameters"),
    *("note", "name", "direction", "keep", "let_go", "action", "after", "match", "literal", "up", "top"),
    *("p", "o", "e", "_popup", "_to_field", "_changelist_filters", "select_across", "index", "all"),
    *("_selected_action", "reason", "groups", "is_superuser", "id__in", "pk", "about", "by", "what", "kind"),
    *(
        "created_at__year",
        "created_at__gte",
        "decided_on__month",
        "day",
        "email",
        "login",
        "code",
        "credential",
    ),
    *(
        "password",
        "password1",
        "word",
        "expires",
        "List-Unsubscribe",
        "app_label",
        "model_name",
        "field_name",
    ),
)
_PLACE: Final = re.compile(r"\{\w+\}")
_BODIES: Final = (
    ("application/json", b'{"a": [[[[[["\\ud800"]]]]]]}'),
    ("application/json; charset=utf-7", b"+ADw-"),
    ("text/xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
    (f"{FORM}; charset=utf-16", "page=1".encode("utf-16")),
    (f"{FORM}; charset=nothing", b"page=1"),
    (FORM, b"\xff\xfe\xed\xa0\x80=%ff%00%zz&&&==&"),
    (FORM, b"&".join(b"x=1" for _ in range(2000))),
    (FORM, b"note=" + b"x" * 3_000_000),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=", b"----\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n\xff\0\r\n--x"),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="\0../"\r\n\r\n\0\r\n' * 300
        + b"--x--\r\n",
    ),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name=a\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n%%\r\n--x--",
    ),
    ("multipart/form-data; boundary=" + "x" * 500, b"--x"),
    ("", b"\0" * 1000),
)
_METHODS: Final = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
_HEADERS: Final = (
    {"Accept": "x" * 5000},
    {"Accept": "application/json;q=zzz, */*;q=\xff"},
    {"Referer": "http://["},
    {"HX-Request": "true", "HX-Current-URL": "http://["},
    {"X-Forwarded-For": "1.2.3.4.5, ::1%eth0, \xff"},
    {"If-None-Match": '"' * 300, "If-Modified-Since": "Foo, 99 Zzz 99999"},
    {"Authorization": "Bearer \xff\xfe"},
    {"Authorization": "Bearer imr_" + "A" * 49},
    {"Cookie": "sessionid=\xff; csrftoken=" + "x" * 3000 + "; messages=[[["},
    {"Range": "bytes=9-1,-,a", "Accept-Encoding": "gzip;q=-1"},
    {"Origin": "null", "Sec-Purpose": "\xff"},
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request to send; `path` with its query string."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = FORM
    headers: Mapping[str, str] = field(default_factory=dict)


def hostile_requests(line: Line, rows: Mapping[str, str], random: Random) -> Iterator[Request]:
    """Requests after a line of the table without end, each with something spoiled."""
    ways = (_other_row, _other_parameters, _other_fields, _other_body, _other_method, _other_headers)
    while True:
        yield random.choice(ways)(line, rows, random)


def _other_row(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    path = _PLACE.sub(lambda _: _quoted(random.choice(TEXTS), safe=""), line.path)
    return Request(line.method, path, line.fields.format_map(rows).encode())


def _other_parameters(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    path = line.path.format_map(rows)
    asked = _pairs([], random)
    return Request("GET", f"{path}{'&' if '?' in path else '?'}{asked}")


def _other_fields(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    given = [part.partition("=")[0] for part in line.fields.split("&") if part]
    kept = [part for part in line.fields.format_map(rows).split("&") if part and random.random() < 0.6]
    return Request("POST", line.path.format_map(rows), "&".join([*kept, _pairs(given, random)]).encode())


def _other_body(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    content_type, body = random.choice(_BODIES)
    return Request("POST", line.path.format_map(rows), body, content_type)


def _other_method(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    return Request(random.choice(_METHODS), line.path.format_map(rows), line.fields.format_map(rows).encode())


def _other_headers(line: Line, rows: Mapping[str, str], random: Random) -> Request:
    headers = random.choice(_HEADERS)
    return Request(
        line.method, line.path.format_map(rows), line.fields.format_map(rows).encode(), headers=headers
    )


def _pairs(given: list[str], random: Random) -> str:
    names = [*given, *random.choices(_NAMES, k=3)]
    random.shuffle(names)
    pairs = [(name, random.choice(TEXTS)) for name in names for _ in range(random.choice((1, 1, 2)))]
    return "&".join(f"{quote(name)}={_quoted(value, safe='')}" for name, value in pairs)


def _quoted(text: str, safe: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe=safe)
