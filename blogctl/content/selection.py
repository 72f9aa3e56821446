"""Posts named one a line, by a file or another program; and picked by number from a list."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from json import JSONDecodeError, loads

from blogctl.content.folding import nearest
from blogctl.content.post import Post
from blogctl.errors import BadUsage

KEYS = ("path", "slug")


class Names:
    """What *posts* are called: by slug, or by a path from the blog's *root* or from *folder* in it.

    *broken* are the paths of files that cannot be read as posts.
    """

    def __init__(
        self, posts: Sequence[Post], broken: Iterable[str] = (), *, root: str = "", folder: str = ""
    ) -> None:
        self._root, self._folder = root, folder
        self._paths = {post.path for post in posts}
        self._broken = set(broken) - self._paths
        self._slugs: dict[str, list[str]] = defaultdict(list)
        for post in posts:
            self._slugs[post.slug].append(post.path)

    def find(self, name: str) -> str:
        """Return the path of the post called *name*; raise BadUsage for none, or for several."""
        paths = self._spelt(name)
        at = next((path for path in paths if path in self._paths), None)
        found = [at] if at else self._slugs.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"name the file: {', '.join(found)}"
            raise BadUsage(f"several posts are called '{name}'", hint=hint)
        if self._broken.intersection(paths):
            raise BadUsage(f"'{name}' cannot be read as a post", hint="mend it first")
        close = nearest(name, [*self._paths, *self._slugs])
        raise BadUsage(f"there is no post '{name}'", hint=close or "'blogctl list' lists them")

    def knows(self, name: str) -> bool:
        """Say whether *name* is a path or a slug."""
        return name in self._slugs or any(path in self._paths for path in self._spelt(name))

    def _spelt(self, name: str) -> list[str]:
        """Return the paths in the blog that *name* may mean, as it is first."""
        inner = name.removeprefix(f"{self._root}/") if self._root else name
        return [name, posixpath.normpath(inner), posixpath.normpath(f"{self._folder}/{name}")]


def named_posts(text: str, names: Names) -> list[str]:
    """Return the paths of the posts that the lines of *text* name, each once; empty ones name none.

    A line is a path or a slug; or it begins with one that a tab ends, as what `list` gives a pipe;
    or it is a JSON object with a `path` or a `slug`. Where there is a NUL, NULs end the lines.
    Raise BadUsage for the first line that names no post.
    """
    ends = "\0" if "\0" in text else "\n"
    found: dict[str, None] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").split(ends), 1):
        try:
            if ends == "\0" and line:
                found[names.find(line)] = None
            elif line.strip():
                found[names.find(_name(line.removesuffix("\r"), names))] = None
        except BadUsage as error:
            raise BadUsage(f"line {number}: {error.message}", hint=error.hint) from error
    return list(found)


def _name(line: str, names: Names) -> str:
    """Return the name that stands in *line*; raise BadUsage for JSON that has none."""
    if names.knows(line):
        return line
    if not line.lstrip().startswith(("{", "[")):
        return line.partition("\t")[0].strip()
    hint = "'blogctl list --jsonl' gives such lines"
    try:
        value = loads(line)
    except (JSONDecodeError, RecursionError) as error:
        raise BadUsage("this is not JSON on one line", hint=hint) from error
    name = next((value[key] for key in KEYS if key in value), None) if type(value) is dict else None
    if not isinstance(name, str) or not name:
        raise BadUsage(f"there is no object with {' or '.join(KEYS)}", hint=hint)
    return name


def picked(text: str, count: int) -> list[int]:
    """Return the numbers, from 1 to *count*, of a text like `1,3-5`; raise BadUsage.

    Blanks part numbers as commas do; `all` is all of them, an empty text none.
    """
    if text.strip().lower() in ("all", "*"):
        return list(range(1, count + 1))
    numbers: list[int] = []
    for item in text.replace(",", " ").split():
        found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", item)
        if not found:
            raise BadUsage(f"'{item}' is not a number", hint="as in 1,3-5")
        low, high = int(found[1]), int(found[2] or found[1])
        if not 1 <= low <= high <= count:
            raise BadUsage(f"'{item}' is not between 1 and {count}", hint="as in 1,3-5")
        numbers += range(low, high + 1)
    return sorted(set(numbers))
