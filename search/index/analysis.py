"""How text becomes words in the index."""

from pathlib import Path

from opensearchpy.helpers.analysis import CustomAnalyzer, TokenFilter, analyzer, token_filter

# "no" and "not" are not among them: "no radiculopathy" is what readers look for.
_STOP_WORDS = Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split()

_STOP: TokenFilter = token_filter("few_stop_words", type="stop", stopwords=_STOP_WORDS)
_POSSESSIVE: TokenFilter = token_filter("english_possessive", type="stemmer", language="possessive_english")
# Porter2 knows what the older stemmer gets wrong in these letters, such as "exceeds" beside "exceed".
_STEMMER: TokenFilter = token_filter("english_stemmer", type="stemmer", language="porter2")

stemmed: CustomAnalyzer = analyzer(
    "stemmed_english",
    tokenizer="standard",
    filter=[_POSSESSIVE, "lowercase", "asciifolding", _STOP, _STEMMER],
)
exact: CustomAnalyzer = analyzer("exact_words", tokenizer="standard", filter=["lowercase", "asciifolding"])
