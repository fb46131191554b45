"""Made-up letters with their truth, for the demo, tests and benchmarks; no real letter is needed.

It knows nothing of the reader of letters: what a letter says here was drawn before it was written.
"""

from search.generator.letters import MIXED, make_letters
from search.generator.made import LAYOUTS, MadeLetter
from search.generator.pdf import as_pdf

__all__ = ["LAYOUTS", "MIXED", "MadeLetter", "as_pdf", "make_letters"]
