"""What a search finds: posts with the passages that answer."""

import re
from typing import NamedTuple

from blogctl.content.folding import fold, words_of
from blogctl.content.post import Post

EXCERPT = 160

Span = tuple[int, int]


class Hit(NamedTuple):
    """A post found. *excerpt* is from its text; *spans* are where its words stand in it."""

    post: Post
    score: float
    excerpt: str
    spans: tuple[Span, ...]


class Wanted(NamedTuple):
    """What is looked for in texts: folded *words*, and *starts* of such."""

    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.words or self.starts)

    def holds(self, word: str) -> bool:
        """Say whether *word*, folded, is one of them."""
        return word in self.words or (bool(self.starts) and word.startswith(self.starts))


def hit_of(post: Post, score: float, wanted: Wanted) -> Hit:
    """Return *post* as found, with the passage of it that answers best."""
    excerpt, spans = excerpt_of(post.text.reading.plain, wanted) if wanted else ("", [])
    if wanted and not spans and post.description:
        excerpt, spans = excerpt_of(post.description, wanted)
    return Hit(post, round(score, 3), excerpt or post.summary, tuple(spans))


def excerpt_of(text: str, wanted: Wanted, *, width: int = EXCERPT) -> tuple[str, list[Span]]:
    """Return the passage of *text* that holds most of the *wanted* words, and where they stand.

    The passage is cut between words, to about *width* letters.
    """
    best, most = "", (0, 0)
    for line in text.split("\n"):
        kinds = len({fold(line[start:end]) for start, end in find_words(line, wanted)})
        # A heading says less than a sentence that holds as many of the words.
        worth = (kinds, min(len(line), width)) if kinds else (0, 0)
        if worth > most:
            best, most = line, worth
    if not best:
        return "", []
    passage = _window(best, find_words(best, wanted)[0][0], width)
    return passage, find_words(passage, wanted)


def find_words(text: str, wanted: Wanted) -> list[Span]:
    """Return where the *wanted* words stand in *text*, as spans of its letters."""
    return [
        (word.start(), word.end())
        for word in re.finditer(r"\w+", text)
        if any(map(wanted.holds, words_of(word.group())))
    ]


def _window(text: str, at: int, width: int) -> str:
    if len(text) <= width:
        return text
    start = max(0, min(at - width // 3, len(text) - width))
    end = min(len(text), start + width)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) else end
    cut = text[min(start, at) : max(end, at + 1)].strip()
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
