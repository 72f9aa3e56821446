"""What a command loads before it answers: start-up is felt at every call, completion above all."""

import os
import subprocess
import sys
import time
from typing import NamedTuple

import pytest
from conftest import PROJECT, Folder, Run, post

# Each costs from ten to ninety milliseconds to import: an eternity for `ls`.
HEAVY = ("rich", "pydantic", "importlib.metadata", "asyncio", "sqlite3", "tomlkit")
# What only commands that read posts need.
OF_POSTS = ("yaml", "frontmatter", "markdown_it", "blogctl.blog", "blogctl.commands")
# What reads a body: ours, which asks markdown-it where it is not certain.
READING = ("blogctl.content.markdown", "markdown_it")
OPTIONS = {"blogctl.commands", "blogctl.commands._options"}
TAB = {"blogctl.commands", "blogctl.commands._completing"}
# All that the Tab key may load of these: what looks into the index, and nothing that reads posts.
OF_COMPLETION = {*TAB, "blogctl.blog", "blogctl.blog.completing"}
PROGRAM = """
import sys
before = set(sys.modules)
from blogctl.cli import run
try:
    code = run(sys.argv[1:])
except SystemExit as left:
    code = int(left.code or 0)
sys.stdout.flush()
sys.stderr.write("\\n".join(["", "LOADED", str(code), *(set(sys.modules) - before)]))
"""


class Loaded(NamedTuple):
    """What a command said, its exit code, and the modules that it loaded."""

    code: int
    out: str
    modules: set[str]

    def among(self, *packages: str) -> list[str]:
        """Return the modules loaded that are, or lie in, one of *packages*."""
        return sorted(
            module
            for module in self.modules
            if any(module == package or module.startswith(f"{package}.") for package in packages)
        )


def loaded(blog: Folder, words: list[str], **env: str) -> Loaded:
    """Return what a command loads in a fresh process, off a terminal."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        cwd=blog.root,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **env},
        timeout=60,
        check=True,
    )
    code, *modules = done.stderr.partition("LOADED\n")[2].split("\n")
    return Loaded(int(code), done.stdout, set(modules))


def small(blog: Folder) -> Folder:
    """Write a small blog: YAML, TOML, a draft, a text with links."""
    return blog(
        one=post("One", "# A head\n\n[two](two.md) and *words*\n", date="2020-01-02", tags="[a]"),
        two="+++\ntitle = 'Two'\n+++\nText\n",
        three=post("Three", draft="true"),
    )


def completion(words: str) -> dict[str, str]:
    """Return the environment in which bash asks for completions of *words*."""
    return {
        "_BLOGCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - (not words.endswith(" "))),
    }


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["-h"]])
def test_version_and_help_load_no_commands(blog: Folder, words: list[str]) -> None:
    """`--version` and `--help` come from the table in cli.py alone.

    If this fails, something that cli.py imports at its top has grown a heavy import, or the help
    asks each command for its summary. Move the import into the function that needs it; put the
    summary into COMMANDS. Otherwise every call pays, the shell's completion most visibly.
    """
    small(blog)

    found = loaded(blog, words)

    assert (found.code, bool(found.out)) == (0, True)
    assert found.among(*HEAVY) == []
    assert found.among(*OF_POSTS) == []


@pytest.mark.parametrize("words", ["blogctl ", "blogctl l", "blogctl pub"])
def test_completing_a_command_loads_no_commands(blog: Folder, words: str) -> None:
    """The names of commands are completed from the table, as fast as a key is pressed.

    If this fails, completion imports commands to list them: a person who presses Tab waits for
    YAML, Markdown and all. CommandTable.shell_complete must answer from COMMANDS.
    """
    small(blog)

    found = loaded(blog, [], **completion(words))

    assert found.code == 0
    assert {"list", "publish"} & set(found.out.split())
    assert found.among(*HEAVY) == []
    assert set(found.among(*OF_POSTS)) == OF_COMPLETION


@pytest.mark.parametrize("words", ["blogctl list --", "blogctl show -"])
def test_completing_options_loads_that_command_alone(blog: Folder, words: str) -> None:
    """Options are completed by the one command that they belong to.

    If this fails, a command imports another command, or draws where it only has to name its
    options. What two commands share belongs into commands/_options.py.
    """
    small(blog)
    command = words.split()[1]

    found = loaded(blog, [], **completion(words))

    assert found.code == 0
    assert found.out
    assert found.among(*HEAVY, *READING) == []
    assert set(found.among("blogctl.commands")) == {*OPTIONS, *TAB, f"blogctl.commands.{command}"}


@pytest.mark.parametrize(
    ("words", "first"),
    [("list tag:", "tag:b"), ("list ti", "title:"), ("list is:", "is:draft"), ("list @", "@notes"),
     ("show post-1", "post-1"), ("tag rename ", "b"), ("list date:", "date:2026"),
     ("update --set ", "tags="), ("list --color ", "auto"), ("tag merge b --into ", "b"),
     ("list posts/post-1", "posts/post-1.md"), ("undo ", ""), ("config la", "language")],
)  # fmt: skip
def test_completing_looks_into_the_index_alone(
    blog: Folder, run: Run, words: str, first: str
) -> None:
    """Where posts are many, the index says what they hold; no command, no post is loaded.

    If this fails, the Tab key waits for what it does not need: a module that completing.py, in blog
    or in content, now imports at its top, or a blog that is opened.
    """
    blog.write(".blogctl/config.toml", '[queries]\nnotes = "is:draft"\n')
    blog(**{f"post_{number}": post(tags="[b]", date="2026-01-02") for number in range(101)})
    run("list --count")

    found = loaded(blog, [], **completion(f"blogctl {words}"))

    assert found.code == 0
    assert first in (found.out.split() or [""])
    assert found.among(*HEAVY) == []
    assert set(found.among(*OF_POSTS)) == OF_COMPLETION


@pytest.mark.parametrize("words", ["list", "list --plain", "list tag:a", "list --count"])
def test_a_piped_list_loads_what_it_needs(blog: Folder, words: str) -> None:
    """A list in a pipe reads front matter, so YAML; but draws nothing and parses no Markdown.

    If this fails, look at which module came in. Rich: something outside display/'s functions
    imports it, or the answer was taken for a terminal's. READING: a field of every post is
    worked out that nobody asked for; a Post's text is read when it is first looked at.
    """
    small(blog)

    found = loaded(blog, words.split())

    assert (found.code, bool(found.out)) == (0, True)
    assert found.among("yaml")
    assert found.among(*HEAVY) == []
    assert found.among(*READING) == []
    assert set(found.among("blogctl.commands")) == {*OPTIONS, "blogctl.commands.list"}


# What writes, links and indexes: of no use where nothing has changed.
FOR_CHANGES = (
    "blogctl.blog.applying", "blogctl.storage.journal", "blogctl.storage.lock", "hashlib",
    "blogctl.content.links", "blogctl.content.relinking", "blogctl.content.drafting",
    "blogctl.storage.index.updating", "blogctl.storage.index.texts", "yaml",
    "blogctl.display.plans", "blogctl.display.picking", "blogctl.site",
)  # fmt: skip


@pytest.mark.parametrize("words", ["list", "list --json -n 5", "list --json", "list tag:b"])
def test_a_list_of_many_loads_nothing_that_writes(blog: Folder, run: Run, words: str) -> None:
    """Where an index knows all, a list reads it, and that is all.

    If this fails, every command starts later: something that only a change, a link or a search
    needs is imported at the top of a module that all share. Import it in the function that uses it.
    """
    blog(**{f"post_{number}": post(tags="[b]", date="2026-01-02") for number in range(101)})
    time.sleep(0.1)
    run("list --json")

    found = loaded(blog, words.split())

    assert (found.code, bool(found.out)) == (0, True)
    assert found.among(*FOR_CHANGES, *READING) == []
    assert "blogctl.storage.index.searching" not in found.among("blogctl.storage")


def test_plain_posts_are_read_without_a_parser(blog: Folder) -> None:
    """Headings, links and emphasis are read by patterns: markdown-it comes for what is left.

    If this fails, `search` over a small blog pays for importing a parser that it hardly asks.
    """
    small(blog)

    found = loaded(blog, ["list", "--fields", "words,links,headings"])

    assert found.code == 0
    assert found.among("blogctl.content.markdown")
    assert found.among("markdown_it") == []


@pytest.mark.parametrize("words", ["list --json", "list --csv", "list --jsonl", "tag list --json",
                                   "stats --json", "top --json", "search words --json",
                                   "show one --json", "publish three --dry-run"])  # fmt: skip
def test_nothing_is_drawn_for_programs(blog: Folder, words: str) -> None:
    """Whatever a program reads is written without Rich, and without the other heavy modules.

    If this fails, a cron job and a script pay for drawing that nobody sees. Import Rich inside
    the function that draws.
    """
    small(blog)

    found = loaded(blog, words.split())

    assert (found.code, bool(found.out)) == (0, True)
    assert found.among(*HEAVY) == []


def test_an_error_is_as_quick_as_an_answer(blog: Folder) -> None:
    """A misspelt command and a folder that is no blog load nothing that draws.

    If this fails, an error is worded by something heavy: Typer's own Rich panels, or a blog read
    before the words were checked.
    """
    wrong = loaded(blog, ["lst"])
    nowhere = loaded(blog, ["-C", "/", "list"])

    assert (wrong.code, nowhere.code) == (2, 6)
    assert wrong.among(*HEAVY, *OF_POSTS) == []
    assert nowhere.among(*HEAVY, *READING) == []


@pytest.mark.parametrize(
    ("words", "module"),
    [("list --table", "rich"), ("list", "yaml"), ("list --fields words", READING[0]),
     ("list", "blogctl.commands.list"), ("convert one --to toml --dry-run", "tomlkit")],
)  # fmt: skip
def test_these_tests_can_fail(blog: Folder, words: str, module: str) -> None:
    """What a command does need is seen to be loaded.

    If this fails, the other tests here prove nothing: the list of modules no longer arrives, or
    a module has another name. Mend the test before you trust it.
    """
    small(blog)

    found = loaded(blog, words.split())

    assert found.code == 0
    assert found.among(module)
