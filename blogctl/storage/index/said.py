"""The words of a post as the index keeps them, a text for each column."""

from typing import NamedTuple

from blogctl.content.lexicon import Vocabulary, cut_words, language_of
from blogctl.content.post import Post

COLUMNS = ("title", "headings", "names", "summary", "body", "code")


class Said(NamedTuple):
    """The words of a post, a text for each of COLUMNS, its language, and its rows (stem, word)."""

    texts: tuple[str, ...]
    language: str
    stems: tuple[tuple[str, str], ...]


def said_in(post: Post, vocabulary: Vocabulary) -> Said:
    """Return the words of *post*; its rows are those that *vocabulary* had not met."""
    reading = post.text.reading
    names = "\n".join((*post.tags, *post.categories, *post.series, *post.authors))
    headings = "\n".join(heading.text for heading in reading.headings)
    texts = (post.title, headings, names, post.description, reading.plain, reading.code)
    language = language_of(post.lang, reading.plain)
    cut = [cut_words(text) for text in texts]
    rows = vocabulary.new_stems(language, {word for words in cut for word in words})
    return Said(tuple(map(vocabulary.folded, cut)), language, tuple(rows))
