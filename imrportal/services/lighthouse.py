"""`make lighthouse`: how fast and how accessible the main pages of a running portal are, on a phone.

Lighthouse's own throttling stands for the phone and its network. A page below a threshold is measured twice
more and its median counts, because a busy machine makes any page slow. Full reports: var/lighthouse/.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from statistics import median_low
from typing import Final
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from imrportal.services.browser import obtain_browser
from imrportal.services.checkers import obtain_checkers
from imrportal.services.errors import ServiceError
from imrportal.services.folders import PROJECT, cache_folder, unprivileged_account

FOLDER: Final = PROJECT / "tests" / "lighthouse"
REPORTS: Final = PROJECT / "var" / "lighthouse"
AT_LEAST: Final = {"performance": 95, "accessibility": 100, "best-practices": 0}
SECONDS: Final = 180

Scores = dict[str, int]


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """A page to measure.

    Attributes:
        name: its name in the table and the report's.
        path: its path and query string.
        first_link: where given, the page is the first that `path` links to below this path.
    """

    name: str
    path: str
    first_link: str = ""


_QUESTION: Final = "q=lumbar+epidural+steroid+injection"
PAGES: Final = (
    MeasuredPage("start", "/"),
    MeasuredPage("results", f"/?{_QUESTION}"),
    MeasuredPage("letter", f"/?{_QUESTION}", "/letters/"),
    MeasuredPage("insights", f"/insights?{_QUESTION}"),
    MeasuredPage("sides", f"/sides?{_QUESTION}"),
    MeasuredPage("guidelines", "/guidelines"),
    MeasuredPage("guideline", "/guidelines", "/guidelines/"),
    MeasuredPage("treatments", "/treatments"),
    MeasuredPage("drug", "/treatments?kind=drug", "/treatments/drugs/"),
    MeasuredPage("procedure", "/treatments", "/treatments/procedures/"),
    MeasuredPage("help", "/help"),
)


def address_of(page: MeasuredPage, portal: str) -> str:
    """Where the page is on this portal.

    Raises:
        ServiceError: the portal does not answer, or does not link to such a page.
    """
    address = urljoin(portal, page.path)
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - whoever runs this names it
            source: str = answer.read().decode()
    except (URLError, TimeoutError) as error:
        raise ServiceError(
            f"{address} does not answer ({error}). Start a portal with `make run`, or name one by"
            " PORTAL=http://…"
        ) from error
    if not page.first_link:
        return address
    for link in re.findall(r'href="([^"]+)"', source):
        found: str = urljoin(address, unescape(link))
        if urlsplit(found).path.startswith(page.first_link):
            return found
    raise ServiceError(f"{address} links to nothing below {page.first_link}: are letters loaded?")


def lighthouse(address: str, report: Path, environ: Mapping[str, str]) -> Scores:
    """Measure a page once; each category's score, 0 to 100.

    Args:
        address: the page's.
        report: where to write the full reports, without suffix.
        environ: the environment of the browser.

    Raises:
        ServiceError: it could not be measured.
    """
    command = [
        *("node", str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"), address, "--quiet"),
        *("--only-categories", ",".join(AT_LEAST), "--output", "json", "--output", "html"),
        *("--output-path", str(report), "--no-enable-error-reporting"),
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    done = subprocess.run(
        command, env=dict(environ), capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        raise ServiceError(f"Lighthouse could not measure {address}. It said:\n{done.stderr.strip()[-2000:]}")
    measured = json.loads(report.with_name(f"{report.name}.report.json").read_text())
    return {name: round(100 * (measured["categories"][name]["score"] or 0)) for name in AT_LEAST}


def too_low(scores: Mapping[str, int]) -> list[str]:
    """The categories whose score is below what is asked for."""
    return [name for name, least in AT_LEAST.items() if scores[name] < least]


def score(measure: Callable[[], Scores]) -> Scores:
    """Measure a page, thrice where the first time is below what is asked for; the median of each score."""
    runs = [measure()]
    if too_low(runs[0]):
        runs += [measure(), measure()]
    return {name: median_low(run[name] for run in runs) for name in AT_LEAST}


def main() -> int:
    """Measure all pages and print their scores; 1 where one is below what is asked for."""
    try:
        environ = {**os.environ, "CHROME_PATH": str(obtain_browser(os.environ, _say))}
        cache = cache_folder(os.environ, unprivileged_account())
        obtain_checkers(cache, os.environ, _say, FOLDER, what="Lighthouse")
        REPORTS.mkdir(parents=True, exist_ok=True)
        return _measure_all(os.environ.get("PORTAL") or "http://127.0.0.1:8000", environ)
    except ServiceError as problem:
        _say(str(problem))
        return 1


def _measure_all(portal: str, environ: Mapping[str, str]) -> int:
    print(f"{'page':12}{''.join(f'{name:>16}' for name in AT_LEAST)}", flush=True)
    failed = False
    for page in PAGES:
        try:
            told, passed = _measure(page, portal, environ)
        except ServiceError as problem:
            told, passed = f"not measured: {problem}", False
        failed = failed or not passed
        print(f"{page.name:12}{told}", flush=True)
    return 1 if failed else 0


def _measure(page: MeasuredPage, portal: str, environ: Mapping[str, str]) -> tuple[str, bool]:
    """A page's line in the table, and whether its scores will do."""
    address, report = address_of(page, portal), REPORTS / page.name
    scores = score(partial(lighthouse, address, report, environ))
    line = "".join(f"{scores[name]:>16}" for name in AT_LEAST)
    low = too_low(scores)
    return (f"{line}   TOO LOW: {', '.join(low)} ({report}.report.html)", False) if low else (line, True)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
