"""Words that are looked for in many texts, all of them at once."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

_PART = re.compile(r"[^\W_]+")


class Wanted:
    """Words in lower case, of which a text may hold some: names, paths, addresses."""

    def __init__(self, words: Iterable[str]) -> None:
        parts = {word: frozenset(_PART.findall(word)) for word in sorted(set(words)) if word}
        counts = Counter(part for some in parts.values() for part in some)
        self._signs = [word for word, some in parts.items() if not some]
        # By its rarest part, so that a thousand names that begin with a year are not all tried.
        self._by_part: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for word, some in parts.items():
            if some:
                self._by_part[min(some, key=lambda part: (counts[part], part))].append((word, some))

    def within(self, text: str) -> Iterator[str]:
        """Yield the words that *text*, in lower case, may hold: all their parts stand in it."""
        there = set(_PART.findall(text))
        yield from (word for word in self._signs if word in text)
        for part in there & self._by_part.keys():
            yield from (word for word, parts in self._by_part[part] if parts <= there)


class OldNames:
    """Names that are no more, found in texts that are no Markdown."""

    def __init__(self, names: Iterable[str]) -> None:
        self._spelt: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names):
            self._spelt[name.lower()].append(name)
        self._wanted = Wanted(self._spelt)

    def lines_in(self, text: str) -> list[tuple[str, int]]:
        """Return the names that stand whole in *text*, each with its line, counted from 0."""
        near = {name for low in self._wanted.within(text.lower()) for name in self._spelt[low]}
        if not near:
            return []
        whole = "|".join(map(re.escape, sorted(near, key=len, reverse=True)))
        return [
            (found.group(), text.count("\n", 0, found.start()))
            for found in re.finditer(rf"(?<![\w-])(?:{whole})(?![\w-])", text)
        ]
