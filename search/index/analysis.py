"""How text becomes words in the index."""

from opensearchpy.helpers.analysis import CustomAnalyzer, TokenFilter, analyzer, token_filter

from search.query.light_words import stop_words
from search.query.stemming import stem_exceptions

_STOP_WORDS = sorted(stop_words())

_STOP: TokenFilter = token_filter("few_stop_words", type="stop", stopwords=_STOP_WORDS)
_POSSESSIVE: TokenFilter = token_filter("english_possessive", type="stemmer", language="possessive_english")
_EXCEPTIONS: TokenFilter = token_filter(
    "english_stem_exceptions",
    type="stemmer_override",
    rules=[f"{word} => {stem}" for word, stem in stem_exceptions().items()],
)
# Porter2 knows what the older stemmer gets wrong in these letters, such as "exceeds" beside "exceed".
_STEMMER: TokenFilter = token_filter("english_stemmer", type="stemmer", language="porter2")

stemmed: CustomAnalyzer = analyzer(
    "stemmed_english",
    tokenizer="standard",
    filter=[_POSSESSIVE, "lowercase", "asciifolding", _STOP, _EXCEPTIONS, _STEMMER],
)
exact: CustomAnalyzer = analyzer("exact_words", tokenizer="standard", filter=["lowercase", "asciifolding"])
