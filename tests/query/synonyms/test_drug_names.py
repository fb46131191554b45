"""Brand and generic names find each other."""

import pytest

from search.query.synonyms import concepts

BRANDS = {
    "hydrocodone": "norco vicodin lortab",
    "oxycodone": "percocet endocet oxycontin",
    "tramadol": "ultram",
    "tapentadol": "nucynta",
    "buprenorphine": "butrans suboxone",
    "gabapentin": "neurontin gralise",
    "pregabalin": "lyrica",
    "cyclobenzaprine": "flexeril fexmid amrix",
    "carisoprodol": "soma",
    "tizanidine": "zanaflex",
    "methocarbamol": "robaxin",
    "metaxalone": "skelaxin",
    "orphenadrine": "norflex",
    "naproxen": "naprosyn anaprox aleve",
    "ibuprofen": "motrin advil",
    "celecoxib": "celebrex",
    "meloxicam": "mobic",
    "diclofenac": "voltaren flector pennsaid",
    "nabumetone": "relafen",
    "etodolac": "lodine",
    "omeprazole": "prilosec",
    "pantoprazole": "protonix",
    "esomeprazole": "nexium",
    "lidocaine": "lidoderm terocin",
    "duloxetine": "cymbalta",
    "venlafaxine": "effexor",
    "amitriptyline": "elavil",
    "nortriptyline": "pamelor",
    "trazodone": "desyrel",
    "sertraline": "zoloft",
    "bupropion": "wellbutrin",
    "zolpidem": "ambien",
    "eszopiclone": "lunesta",
    "alprazolam": "xanax",
    "lorazepam": "ativan",
    "diazepam": "valium",
    "clonazepam": "klonopin",
    "topiramate": "topamax",
    "sumatriptan": "imitrex",
    "ondansetron": "zofran",
    "hyaluronic acid": "synvisc orthovisc hyalgan",
    "ketorolac": "toradol",
}
PAIRS = [(brand, generic) for generic, brands in BRANDS.items() for brand in brands.split()]


def others(typed: str) -> list[str]:
    return [other.text for concept in concepts(typed.split()) for other in concept.others]


@pytest.mark.parametrize(("brand", "generic"), PAIRS)
def test_a_brand_finds_its_generic_name_first(brand: str, generic: str) -> None:
    # "hyaluronate" finds "hyaluronic" too, by its stem.
    assert others(brand)[0] in {generic, generic.replace("ic acid", "ate")}


@pytest.mark.parametrize(("brand", "generic"), PAIRS)
def test_a_generic_name_finds_its_brand(brand: str, generic: str) -> None:
    assert brand in others(generic)


def test_a_combination_is_found_by_its_strongest_ingredient_alone() -> None:
    assert "norco" not in others("acetaminophen")
    assert "tylenol" in others("acetaminophen")
    assert not {"acetaminophen", "apap", "tylenol"} & set(others("norco"))


def test_a_brand_finds_other_brands_of_the_same_ingredients() -> None:
    assert "vicodin" in others("norco")
    assert "vicoprofen" not in others("norco")
    assert "synapryn" in others("ultram")


def test_other_spellings_are_understood_but_not_shown() -> None:
    assert others("trazadone")[0] == "trazodone"
    assert "trazadone" not in others("trazodone")


@pytest.mark.parametrize(
    "typed", ["hydrocodone acetaminophen", "acetaminophen-hydrocodone", "hydrocodone/apap"]
)
def test_two_ingredients_find_the_brands_of_both(typed: str) -> None:
    assert others(typed)[:3] == ["hydrocodone", "norco", "vicodin"]
