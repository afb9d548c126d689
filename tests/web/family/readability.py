"""How old a reader has to be: the Flesch-Kincaid grade (Kincaid and others, 1975) plus five."""

from __future__ import annotations

import re

from lxml import html


def words_of(page: str) -> str:
    """What a page says in sentences: its paragraphs, list items and definitions.

    But for what a reader must open (the law's own words), a child's own words, and addresses to write to.
    """
    tree = html.fromstring(page)
    main = tree.xpath("//main")[0]
    for hidden in main.xpath(".//details | .//blockquote | .//a[starts-with(@href, 'mailto:')] | .//table"):
        hidden.drop_tree()
    blocks = main.xpath(".//*[self::p or self::li or self::dd][not(.//p or .//li or .//dd)]")
    said = [re.sub(r"\s+", " ", block.text_content()).strip().rstrip(".") for block in blocks]
    return " ".join(f"{each}." for each in said if each)


def reading_age(text: str) -> float:
    """The age at which a text can be read."""
    sentences = [each for each in re.split(r"[.!?:]+", text) if re.search("[a-z]", each)]
    words = re.findall(r"[A-Za-z’']+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = (
        word.endswith("e") and not word.endswith(("le", "ee")) or re.search(r"[^td]ed$|[^aeiou]es$", word) is not None
    )
    return max(1, groups - silent)
