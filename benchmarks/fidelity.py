"""Edits done and undone on every post of real blogs, and how many files come back byte for byte.

Beside blogctl, in the same run: python-frontmatter, and ruamel.yaml's round trip tuned as well as
it can be, each loading and saving the same files with nothing changed at all.
Where no real blogs lie beside the project, the sample blog is measured alone.
"""

import io
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.blog.publishing import plan_release, plan_withdrawal
from blogctl.content.change import Plan
from blogctl.content.edits import Edit, set_to, unset
from blogctl.content.names import tagged, untagged
from blogctl.content.post import Post

PROJECT = Path(__file__).parents[1]
CORPORA = PROJECT.parent / "shared" / "corpora"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
FENCED = re.compile(rb"\A(---\r?\n)(.*?)(^---\r?$)", re.DOTALL | re.MULTILINE)


Edits = Callable[[list[Post]], Plan]


class Outcome(NamedTuple):
    """How many files an edit and its undoing gave back as they were; why others were refused."""

    same: int
    differing: list[str]
    refused: Counter[str]


def blogs() -> Iterator[tuple[str, Path]]:
    """Yield the name and the folder of each blog."""
    if CORPORA.is_dir():
        yield from ((path.name, path) for path in sorted(CORPORA.iterdir()) if path.is_dir())
    yield "sample", PROJECT / "posts"


def opened(name: str, folder: Path, copy: Path) -> Blog:
    """Return a blog that is a copy of *folder*."""
    target = copy / "posts" if name == "sample" else copy
    shutil.copytree(folder, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return Blog.open(copy, NOW)


def there_and_back(blog: Blog, there: Edits, back: Edits) -> Outcome:
    """Return what came of two edits of all posts of *blog*, one undoing the other.

    Half of the posts at a time: a blog of nothing but drafts shows no habit to follow.
    """
    names = [post.path for post in blog.posts]
    halves = [_half(blog, set(names[at::2]), there, back) for at in (0, 1)]
    return Outcome(
        sum(half.same for half in halves),
        [path for half in halves for path in half.differing],
        halves[0].refused + halves[1].refused,
    )


def _half(blog: Blog, paths: set[str], there: Edits, back: Edits) -> Outcome:
    before = contents(blog.root)
    others = {post.path for post in blog.posts} - paths
    done = blog.apply(there([post for post in blog.posts if post.path in paths]))
    undone = blog.apply(back([post for post in blog.posts if post.path not in others]))
    after = contents(blog.root)
    failed = {failure.path: failure.message for failure in (*done.failed, *undone.failed)}
    differing = sorted({path for path in before | after if before.get(path) != after.get(path)})
    for path in differing:
        restore(blog.root, path, before.get(path))
    blog.forget()
    refused = Counter(re.sub(r"line \d+: ", "", message) for message in failed.values())
    wrong = [path for path in differing if path not in failed]
    return Outcome(len(done.posts) - len(undone.failed) - len(wrong), wrong, refused)


def contents(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file but blogctl's own."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".blogctl" not in path.parts
    }


def restore(root: Path, path: str, data: bytes | None) -> None:
    """Put a file back as it was, or take away one that was not there."""
    if data is None:
        (root / path).unlink(missing_ok=True)
    else:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def pairs(blog: Blog) -> dict[str, tuple[Edits, Edits]]:
    """Return each edit with the one that undoes it."""
    tags = blog.engine.names.holding("tags")
    drafts = {post.path for post in blog.posts if post.status == "draft"}
    # Where posts are dated, publishing dates one that is not: it does not come back the same.
    habit = blog.document(blog.posts[0].path).dialect
    live = {p.path for p in blog.posts if (p.date or habit.undated) and p.path not in drafts}

    def edited(edit: Edit) -> Edits:
        return lambda posts: blog.plan(posts, edit)

    return {
        "tag added, removed": (edited(tagged(["zzz"], tags)), edited(untagged(["zzz"], tags))),
        "key set, unset": (edited(set_to("zzz", "a b")), edited(unset("zzz"))),
        "unpublished, published": (
            lambda posts: plan_withdrawal(blog, [p for p in posts if p.path in live]),
            lambda posts: plan_release(
                blog,
                [p for p in posts if p.status == "draft" and p.path not in drafts],
                NOW,
                redate=False,
            ),
        ),
    }


def measured(name: str, folder: Path) -> dict[str, Outcome]:
    """Return the outcome of each pair of edits on the blog in *folder*."""
    outcomes = {}
    for edit in ("tag added, removed", "key set, unset", "unpublished, published"):
        with tempfile.TemporaryDirectory() as copy:
            blog = opened(name, folder, Path(copy))
            outcomes[edit] = there_and_back(blog, *pairs(blog)[edit])
    return outcomes


def peers(folder: Path) -> dict[str, tuple[int, int]]:
    """Return how many YAML posts of a blog each library gives back unchanged, and of how many."""
    files = [path for path in folder.rglob("*") if path.suffix in (".md", ".markdown")]
    texts = [data for path in files if FENCED.match(data := path.read_bytes())]
    libraries = {"python-frontmatter": with_frontmatter, "ruamel.yaml": with_ruamel}
    return {
        name: (sum(_attempt(rewrite, data) == data for data in texts), len(texts))
        for name, rewrite in libraries.items()
    }


def _attempt(rewrite: Callable[[bytes], bytes], data: bytes) -> bytes | None:
    try:
        return rewrite(data)
    except Exception:
        return None


def with_frontmatter(data: bytes) -> bytes:
    """Return a post loaded and dumped, keys in their order, with the newline it had at its end."""
    import frontmatter

    post = frontmatter.loads(data.decode())
    return (frontmatter.dumps(post, sort_keys=False, width=10**6) + "\n").encode()


def with_ruamel(data: bytes) -> bytes:
    """Return a post whose block alone goes through ruamel.yaml, quotes kept, lines unfolded."""
    from ruamel.yaml import YAML

    found = FENCED.match(data)
    assert found is not None
    yaml = YAML()
    yaml.preserve_quotes, yaml.width = True, 10**6
    if re.search(rb"(?m)^  - ", found.group(2)):
        yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump(yaml.load(found.group(2).decode()), buffer)
    return found.group(1) + buffer.getvalue().encode() + data[found.start(3) :]


def main() -> int:
    """Print the table; return 1 where a file that was accepted came back otherwise."""
    wrong = 0
    reasons: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    print(f"{'blog':<10}{'edit and its undoing':<26}{'posts':>6}{'same':>6}{'refused':>9}")
    for name, folder in blogs():
        for edit, found in measured(name, folder).items():
            refused = sum(found.refused.values())
            posts = found.same + refused + len(found.differing)
            print(f"{name:<10}{edit:<26}{posts:>6}{found.same:>6}{refused:>9}")
            for path in found.differing[:5]:
                print(f"  came back otherwise: {path}")
            wrong += len(found.differing)
            reasons += found.refused
            totals += Counter(posts=posts, same=found.same, refused=refused)
    accepted = totals["posts"] - totals["refused"]
    print(f"\nblogctl: {totals['same']:,} of {accepted:,} accepted edits undone byte for byte "
          f"({100 * totals['same'] / accepted:.2f} %), {totals['refused']} refused")  # fmt: skip
    for reason, count in reasons.most_common():
        print(f"  refused {count}: {reason}")
    print("\nload and save, nothing changed, YAML posts only:")
    sums: dict[str, Counter[str]] = {}
    for _, folder in blogs():
        for library, (same, count) in peers(folder).items():
            sums.setdefault(library, Counter()).update(same=same, posts=count)
    for library, counts in sums.items():
        share = 100 * counts["same"] / counts["posts"]
        print(f"  {library:<20}{counts['same']:>6} of {counts['posts']:,} the same ({share:.1f} %)")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
