"""The HTML of each page, as it is served and as scripts leave it, by the W3C's checker."""

import warnings
from collections.abc import Mapping

import pytest

from tests.browser import vnu
from tests.browser.known import unknown
from tests.browser.pages import PAGES
from tests.browser.portal_page import DESKTOP, PortalPage
from tests.browser.visits import Contexts, visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checkers")]
SERVED, CHANGED_BY_SCRIPTS = "as served", "as scripts leave it"


def name_of(page: PortalPage, form: str) -> str:
    return f"{page.name}, {form}"


@pytest.fixture(scope="module")
def findings(
    checkers: None,
    contexts: Contexts,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, vnu.Findings]:
    """What the checker says of every page in both forms; its program is started once for them all."""
    documents = {}
    for page in PAGES:
        with visiting(contexts, page, DESKTOP) as visit:
            documents[name_of(page, SERVED)] = visit.source
            documents[name_of(page, CHANGED_BY_SCRIPTS)] = visit.page.content()
    return vnu.check(documents, tmp_path_factory.mktemp("html"))


@pytest.mark.parametrize("form", [SERVED, CHANGED_BY_SCRIPTS])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_html_is_valid(page: PortalPage, form: str, findings: Mapping[str, vnu.Findings]) -> None:
    found = findings[name_of(page, form)]
    for warning in found.warnings:
        warnings.warn(f"HTML of {name_of(page, form)}: {warning}", stacklevel=1)
    assert unknown(page.path, found.errors) == []
