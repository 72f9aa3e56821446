"""Names that lead nowhere, and the posts that may have been meant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from blogctl.content.drafting import own_name
from blogctl.content.folding import fold_name, nearest_words
from blogctl.content.post import Post
from blogctl.content.respelling import without_ending

# A part of a name that more posts have than these brings none nearer.
_MOST = 300
_LEAST = 3
# A name cut short is still like the whole one.
_PART = 0.3


class Wayward:
    """Finds the post that a name that leads nowhere is most like."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self._posts = posts
        self._by_part: dict[str, list[str]] | None = None
        self._paths: dict[str, str] = {}
        self._hints: dict[str, str | None] = {}

    def hint(self, target: str) -> str | None:
        """Return `did you mean 'path'?` for the post most like *target*; None for none."""
        parts = [part for part in target.split("/") if part and not part.startswith("index.")]
        name = fold_name(own_name(without_ending(parts[-1]), undated=True)) if parts else ""
        if name not in self._hints:
            self._hints[name] = self._nearest(name)
        return self._hints[name]

    def _nearest(self, name: str) -> str | None:
        if self._by_part is None:
            self._by_part = self._learnt()
        known = self._by_part
        parts = [part for part in _parts(name) if len(known.get(part, ())) <= _MOST]
        counts = Counter(slug for part in parts for slug in known.get(part, ()))
        near = [slug for slug, _ in counts.most_common(_MOST)]
        whole = [slug for slug in near if set(name.split("-")) <= set(slug.split("-"))]
        close = nearest_words(name, near, most=1) or nearest_words(
            name, whole, most=1, likeness=_PART
        )
        return f"did you mean '{self._paths[close[0]]}'?" if close else None

    def _learnt(self) -> dict[str, list[str]]:
        """Return the slugs by their parts, and by the beginnings of these."""
        found: dict[str, list[str]] = defaultdict(list)
        for post in self._posts:
            slug = fold_name(post.slug)
            if slug and slug not in self._paths:
                self._paths[slug] = post.path
                for part in _parts(slug):
                    found[part].append(slug)
        return found

    def close(self, word: str, known: Iterable[str], sign: str) -> str | None:
        """Return `did you mean '#word'?` for the one of *known* that is most like *word*."""
        close = nearest_words(word, known, most=1)
        return f"did you mean '{sign}{close[0]}'?" if close else None


def _parts(name: str) -> set[str]:
    words = {part for part in name.split("-") if part}
    return words | {part[:_LEAST] for part in words if len(part) > _LEAST}
