"""The pages that are held to the checks. A new page is one line, here or in the modules beside."""

from typing import Final

from django.core.exceptions import PermissionDenied, SuspiciousOperation

from tests.browser.letters import SEVERAL_ITEMS, UNREAD, WITH_PLACES
from tests.browser.portal_page import BRIEFLY, PortalPage, search_raises, with_environment
from tests.browser.readers_pages import READERS_PAGES
from tests.browser.staff_pages import STAFF_PAGES
from tests.conftest import no_engine

NO_RATE: Final = with_environment(export_rate="")
SMALL_EXPORTS: Final = with_environment(export_rate="", export_limit=1)
NO_EXPORTS: Final = with_environment(export_rate="0/minute")

_OPEN: Final = (
    PortalPage("start", "/"),
    PortalPage("results", "/?q=pain"),
    PortalPage("filtered results", "/?q=pain&outcome=upheld&sort=newest"),
    PortalPage("last page of results", "/?q=&page=2&page_size=25", surfaces=BRIEFLY),
    PortalPage("nothing found", "/?q=xyzzyx+plughplugh"),
    PortalPage("nothing left by filters", "/?q=pain&specialty=Astrology", surfaces=BRIEFLY),
    PortalPage("mistake", "/?q=%22pain", 400),
    PortalPage("behind the last page", "/?q=pain&page=900", 404, surfaces=BRIEFLY),
    PortalPage("letter", f"/letters/{SEVERAL_ITEMS}", surfaces=BRIEFLY),
    PortalPage("letter with words marked", f"/letters/{SEVERAL_ITEMS}?q=radiculopathy"),
    PortalPage("letter with places", f"/letters/{WITH_PLACES}?q=pain"),
    PortalPage("letter at one of its places", f"/letters/{WITH_PLACES}#place-2-treatment", surfaces=BRIEFLY),
    PortalPage("letter beside its original", "/letters/{letter}?beside=original"),
    PortalPage("unread letter", f"/letters/{UNREAD}?q=xyzzyx", surfaces=BRIEFLY),
    PortalPage("similar decisions", f"/letters/{SEVERAL_ITEMS}/1/similar"),
    PortalPage(
        "similar decisions, engine away", f"/letters/{SEVERAL_ITEMS}/1/similar", 503, no_engine, BRIEFLY
    ),
    PortalPage("no such letter", "/letters/CM00-0000000", 404),
    PortalPage("values of a facet", "/facet/specialty?q=pain"),
    PortalPage("parts of a facet's values", "/facet/category?contains=opio", surfaces=BRIEFLY),
    PortalPage("facet without such a value", "/facet/category?contains=xyzzyx", surfaces=BRIEFLY),
    PortalPage("letters", "/?q=pain&show=letters"),
    PortalPage("nearest decisions", "/?q=lumbar+epidural+zebra&sort=oldest", surfaces=BRIEFLY),
    PortalPage(
        "values chosen and left out",
        "/?category=Pharmaceuticals%3EOpioids&not_outcome=overturned&not_region=neck&decided_to=2030-12&sex=female",
    ),
    PortalPage("words as typed", "/?q=neurontin&literal=1", surfaces=BRIEFLY),
    PortalPage("no letter with this case number", "/?q=CM00-0000000", surfaces=BRIEFLY),
    PortalPage("guidelines", "/guidelines"),
    PortalPage("guidelines with some letters", "/guidelines?contains=back&order=name", surfaces=BRIEFLY),
    PortalPage("no guideline with these letters", "/guidelines?contains=xyzzyx", surfaces=BRIEFLY),
    PortalPage(
        "parts of a guideline", "/guidelines?within=mtus/chronic-pain-medical-treatment", surfaces=BRIEFLY
    ),
    PortalPage("family of guidelines", "/guidelines/mtus"),
    PortalPage("chapter of a guideline", "/guidelines/mtus/chronic-pain-medical-treatment", surfaces=BRIEFLY),
    PortalPage("guideline that nobody cites", "/guidelines/odg/burns", surfaces=BRIEFLY),
    PortalPage("no such guideline", "/guidelines/mtus/xyzzyx", 404, surfaces=BRIEFLY),
    PortalPage("guidelines without the engine", "/guidelines", 503, no_engine, BRIEFLY),
    PortalPage("treatments", "/treatments"),
    PortalPage("drugs from A to Z", "/treatments?kind=drug&order=name", surfaces=BRIEFLY),
    PortalPage("treatments by another name", "/treatments?contains=esi", surfaces=BRIEFLY),
    PortalPage("no treatment of that name", "/treatments?contains=xyzzyx", surfaces=BRIEFLY),
    PortalPage("drug", "/treatments/drugs/gabapentin"),
    PortalPage("procedure", "/treatments/procedures/physical-therapy", surfaces=BRIEFLY),
    PortalPage("drug that nobody asks for", "/treatments/drugs/abacavir", surfaces=BRIEFLY),
    PortalPage("no such drug", "/treatments/drugs/xyzzyx", 404, surfaces=BRIEFLY),
    PortalPage("drug without the engine", "/treatments/drugs/gabapentin", 503, no_engine, BRIEFLY),
    PortalPage("insights", "/insights?q=pain"),
    PortalPage("insights of a filter", "/insights?q=pain&outcome=upheld&not_region=neck", surfaces=BRIEFLY),
    PortalPage("insights by one dimension", "/insights?by=guideline", surfaces=BRIEFLY),
    PortalPage("insights of a question for an outcome", "/insights?q=outcome:overturned", surfaces=BRIEFLY),
    PortalPage("insights of few decisions", "/insights?q=gabapentin", surfaces=BRIEFLY),
    PortalPage("insights of nothing", "/insights?q=xyzzyx+plughplugh", surfaces=BRIEFLY),
    PortalPage("two questions side by side", "/insights?q=pain&compare=q%3Dopioid"),
    PortalPage(
        "mistake in the second question", "/insights?q=pain&compare=q%3D%22pain", 400, surfaces=BRIEFLY
    ),
    PortalPage("insights with the engine away", "/insights?q=pain", 503, no_engine, BRIEFLY),
    PortalPage("table of no dimension", "/insights.csv?q=pain", 400, NO_RATE, BRIEFLY),
    PortalPage("help", "/help"),
    PortalPage("help with searching", "/help/search"),
    PortalPage("upheld beside overturned", "/sides?q=pain"),
    PortalPage(
        "both sides of filtered decisions", "/sides?region=lumbar+spine&outcome=upheld", surfaces=BRIEFLY
    ),
    PortalPage("one side alone", "/sides?q=pain+outcome%3Aoverturned", surfaces=BRIEFLY),
    PortalPage("neither side", "/sides?q=xyzzyx+plughplugh", surfaces=BRIEFLY),
    PortalPage("few on both sides", f"/sides?q=case:{SEVERAL_ITEMS}", surfaces=BRIEFLY),
    PortalPage("both sides, engine away", "/sides?q=pain", 503, no_engine, BRIEFLY),
    PortalPage("API", "/api/v1/docs"),
    PortalPage("mistake in an export", "/export.csv?q=%22pain", 400, NO_RATE, BRIEFLY),
    PortalPage("too large an export", "/export.csv?q=pain", 403, SMALL_EXPORTS, BRIEFLY),
    PortalPage("too many exports", "/export.csv?q=pain", 429, NO_EXPORTS, BRIEFLY),
    PortalPage("engine away", "/?q=pain", 503, no_engine),
    PortalPage("broken request", "/?q=pain", 400, search_raises(SuspiciousOperation()), surfaces=BRIEFLY),
    PortalPage("not allowed", "/?q=pain", 403, search_raises(PermissionDenied()), surfaces=BRIEFLY),
    PortalPage("portal's own fault", "/?q=pain", 500, search_raises(RuntimeError("on purpose"))),
)
PAGES: Final = (*_OPEN, *READERS_PAGES, *STAFF_PAGES)
