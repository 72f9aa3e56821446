"""The site built by its generator: into a folder of its own, in the old one's place on success."""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from blogctl.content.post import Post
from blogctl.engines.engine import Engine
from blogctl.errors import CannotWrite, ProgramFailed
from blogctl.site import hugo, pagefind
from blogctl.site.auditing import pages_to_hide
from blogctl.site.running import Manner, run
from blogctl.site.staging import Extras, stage
from blogctl.storage.processes import is_alive
from blogctl.storage.renaming import exchange
from blogctl.storage.writing import leave_to_owner

# Stands in a command line for the folder that the site is to come to.
OUTPUT = "{output}"
_PLACE = re.compile(r"""([^\s"'()<>:]+\.(?:md|markdown|mdx|rst|html|toml|ya?ml|json|njk)):(\d+)""")
# How the names of folders end that a site is in for a moment.
_END = ".blogctl"
# Hugo waits for ever where very many pages of a theme fail at once.
_PATIENCE = 600.0
_HINT = "'blogctl check' looks at the posts; setting 'build.command' is the command line"


class Recipe(NamedTuple):
    """How a generator is run: its command line, and what is added to its environment.

    Where OUTPUT is in no word of it, the generator puts the site where it always does.
    """

    command: tuple[str, ...]
    variables: Mapping[str, str] = {}

    @property
    def is_elsewhere(self) -> bool:
        """Whether the site can be built into any folder."""
        return any(OUTPUT in word for word in self.command)


class Order(NamedTuple):
    """What is to be built: the blog in *root*, where to, as of when the generator is told.

    *as_of* None is now. *command* is the author's command line, '' for the usual one. *drafts*
    shows what is hidden, too. *check* raises for a site that is not to be seen; then the old one
    stays. *extras* is what the site of a plain blog has besides, and *note* hears what it lacks.
    """

    root: Path
    output: Path
    as_of: datetime | None = None
    command: str = ""
    drafts: bool = False
    check: Callable[[Path], None] = lambda _: None
    extras: Extras = Extras()
    note: Callable[[str], None] = lambda _: None


class Making(NamedTuple):
    """How one site is made: its generator, run in *folder*; *placed* says where what broke stands.

    *finish* does what is left when the generator is done. *seconds* None waits for ever.
    """

    recipe: Recipe
    folder: Path
    placed: Callable[[ProgramFailed], ProgramFailed]
    finish: Callable[[Path], None] = lambda _: None
    seconds: float | None = None


def build(engine: Engine, posts: Sequence[Post], order: Order) -> None:
    """Build the site, and leave out the pages of posts that the generator shows nevertheless.

    The old site stays whole until the new one is. Raise ProgramFailed.
    """
    if engine.name == "plain" and not order.command:
        with TemporaryDirectory(prefix="blogctl-") as name:
            _make(engine, posts, order, _staged(engine, posts, order, Path(name).resolve()))
    else:
        placed = partial(_placed, root=order.root)
        _make(engine, posts, order, Making(recipe_of(engine, order), order.root, placed))


def _make(engine: Engine, posts: Sequence[Post], order: Order, making: Making) -> None:
    recipe = making.recipe
    with replacing(order.output, elsewhere=recipe.is_elsewhere) as folder:
        words = [word.replace(OUTPUT, str(folder)) for word in recipe.command]
        try:
            run(words, Manner(making.folder, b"", recipe.variables, making.seconds, _HINT))
        except ProgramFailed as error:
            raise making.placed(error) from error
        if not folder.is_dir():
            raise ProgramFailed(f"{words[0]} made no {order.output}", hint=_HINT)
        if not order.drafts:
            for path, _ in list(pages_to_hide(folder, posts, engine)):
                _take_away(folder, path)
        making.finish(folder)
        order.check(folder)


def _staged(engine: Engine, posts: Sequence[Post], order: Order, project: Path) -> Making:
    """Return how the site of a plain blog is made: by Hugo, from what is staged in *project*."""
    search = pagefind.binary()
    if search is None:
        order.note(pagefind.MISSING)
    shown = posts if order.drafts else [post for post in posts if post.status == "published"]
    extras = order.extras._replace(search=search is not None)
    recipe = _hugo(order._replace(drafts=True))
    places = stage(order.root, engine, shown, project, extras)
    making = Making(recipe, project, partial(_unstaged, places=places), seconds=_PATIENCE)
    if search is None:
        return making
    return making._replace(finish=partial(pagefind.add_search, program=search))


def _unstaged(error: ProgramFailed, places: Mapping[str, tuple[str, int]]) -> ProgramFailed:
    """Return *error* with the place in the blog of what Hugo stopped at in a staged project."""
    for line in error.said:
        for name, (path, shift) in places.items():
            found = re.search(rf"content/{re.escape(name)}(?::(\d+))?", line)
            if found:
                number = f":{max(1, int(found[1]) - shift)}" if found[1] else ""
                said = tuple(one.replace(name, path) for one in error.said)
                message = f"{path}{number}: {error.message}"
                return ProgramFailed(message, hint=error.hint, said=said)
    return error


def _take_away(folder: Path, path: str) -> None:
    """Take the page at *path* away, with the folders that it leaves empty."""
    (folder / path).unlink()
    for parent in Path(path).parents[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


@contextmanager
def replacing(output: Path, *, elsewhere: bool) -> Iterator[Path]:
    """Yield where to build what is to come to *output*: beside it, or else there, anew.

    On success the new site takes the old one's place; after an error the old one is there again.
    """
    kind = "" if elsewhere else ".was"
    aside = output.with_name(f".{output.name}.{os.getpid()}{kind}{_END}")
    place = aside if elsewhere else output
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        _sweep(output)
        if not elsewhere and output.exists():
            output.rename(aside)
    except OSError as error:
        raise _refused(output, error) from error
    try:
        yield place
        if elsewhere:
            leave_to_owner(place)
            _swap(place, output)
    except BaseException:
        if not elsewhere:
            _clear(output)
            if aside.exists():
                aside.rename(output)
        raise
    finally:
        _clear(aside)


def _swap(new: Path, output: Path) -> None:
    """Put the folder *new* in the place of *output*, in one step where the system can."""
    try:
        if not output.exists():
            new.rename(output)
        elif not exchange(new, output):
            old = output.with_name(f"{new.name.removesuffix(_END)}.old{_END}")
            output.rename(old)
            new.rename(output)
            _clear(old)
    except OSError as error:
        raise _refused(output, error) from error


def _sweep(output: Path) -> None:
    """Take away what builds that were killed left beside *output*, or put it back there."""
    pattern = re.compile(rf"\.{re.escape(output.name)}\.(\d+)(\.old|\.was)?{re.escape(_END)}")
    for name in sorted(os.listdir(output.parent)):
        found = pattern.fullmatch(name)
        if found and (int(found[1]) == os.getpid() or not is_alive(int(found[1]))):
            left = output.with_name(name)
            if found[2] == ".was":
                _clear(output)
            if found[2] and not output.exists():
                left.rename(output)
            _clear(left)


def _clear(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _refused(output: Path, error: OSError) -> CannotWrite:
    reason = (error.strerror or str(error)).lower()
    return CannotWrite(f"{output} cannot be written: {reason}", hint="check who owns it")


def _placed(error: ProgramFailed, root: Path) -> ProgramFailed:
    """Return *error* with the file and the line that the program named, where it did."""
    for line in error.said:
        for name, number in _PLACE.findall(line):
            path = root / name
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                place = path.resolve().relative_to(root.resolve()).as_posix()
                message = f"{place}:{number}: {error.message}"
                return ProgramFailed(message, hint=error.hint, said=error.said)
    return error


def recipe_of(engine: Engine, order: Order) -> Recipe:
    """Return how the site is built: by the author's command line, or by the generator's usual one.

    Raise ProgramFailed where the generator is not installed.
    """
    if order.command:
        return Recipe(tuple(shlex.split(order.command)))
    if engine.name not in _RECIPES:
        message = f"blogctl knows no command that builds a {engine.name} site"
        raise ProgramFailed(message, hint="blogctl config build.command COMMAND")
    return _RECIPES[engine.name](order)


def _hugo(order: Order) -> Recipe:
    words = [hugo.binary(), "--noBuildLock", "--destination", OUTPUT]
    words += ["--clock", order.as_of.isoformat()] if order.as_of else []
    words += ["--buildDrafts", "--buildFuture", "--buildExpired"] if order.drafts else []
    return Recipe(tuple(words))


def _jekyll(order: Order) -> Recipe:
    bundled = (order.root / "Gemfile").is_file() and shutil.which("bundle")
    program = ("bundle", "exec", "jekyll") if bundled else (installed("jekyll", "jekyll"),)
    words = (*program, "build", "--quiet", "--destination", OUTPUT)
    more = ("--drafts", "--future", "--unpublished") if order.drafts else ()
    return Recipe((*words, *more), {"JEKYLL_ENV": "production"})


def _hexo(order: Order) -> Recipe:
    words = (of_node(order.root, "hexo"), "generate", "--force")
    return Recipe((*words, "--draft") if order.drafts else words)


def _pelican(order: Order) -> Recipe:
    settings = next(
        (name for name in ("publishconf.py", "pelicanconf.py") if (order.root / name).is_file()),
        "pelicanconf.py",
    )
    words = [installed("pelican", "pelican[markdown]"), "--settings", settings]
    words += ["--output", OUTPUT, "--quiet", "--fatal", "errors"]
    if not order.drafts:
        # Pelican writes a page for each draft.
        off = [f'DRAFT_{kind}SAVE_AS=""' for kind in ("", "PAGE_", "LANG_", "PAGE_LANG_")]
        words += ["--extra-settings", *off]
    return Recipe(tuple(words))


def _nikola(order: Order) -> Recipe:
    return Recipe((installed("nikola", "nikola"), "build", "--quiet"))


def _zola(order: Order) -> Recipe:
    words = (installed("zola", "zola"), "build", "--force", "--output-dir", OUTPUT)
    return Recipe((*words, "--drafts") if order.drafts else words)


def _eleventy(order: Order) -> Recipe:
    return Recipe((of_node(order.root, "eleventy"), "--quiet", f"--output={OUTPUT}"))


def _astro(order: Order) -> Recipe:
    return Recipe((of_node(order.root, "astro"), "build", "--silent", "--outDir", OUTPUT))


_RECIPES: Mapping[str, Callable[[Order], Recipe]] = {
    "hugo": _hugo,
    "jekyll": _jekyll,
    "hexo": _hexo,
    "pelican": _pelican,
    "nikola": _nikola,
    "zola": _zola,
    "eleventy": _eleventy,
    "astro": _astro,
}


def installed(program: str, package: str) -> str:
    """Return the path of *program*; raise ProgramFailed where it is not installed."""
    found = shutil.which(program)
    if found is None:
        hint = f"install {package}, or set 'build.command'"
        raise ProgramFailed(f"{program} is not installed", hint=hint)
    return found


def of_node(root: Path, program: str) -> str:
    """Return the path of *program* among the blog's own packages, or the system's."""
    own = root / "node_modules" / ".bin" / program
    return str(own) if own.is_file() else installed(program, f"it with 'npm install' in {root}")
