"""Queries are typed without quotes: in every shell, each word arrives as it was typed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest
from conftest import PROJECT, Folder, Run, post

# Managers of files broke on these: negations, ranges, signs at either end, names of files.
SAFE = """
tag:a -tag:a tag:a,b tag!=a title~re date:2026-01..2026-03 date:2026-01.. date:..2026-03
words:500.. date:7d.. date:-7d.. date:last-month or not , sort:-date @name +tag c++ title:=x
"""
GRAMMAR = """
title=Exact title!=Exact -title:x -title!=x -title~x body:word text:or slug:a path:posts/2026
url:/posts/a/ author:ada lang:fr series:a-series tag:lang/ category:a status:draft,published
updated:2026 expires:..today created:2026-03 minutes:5.. words:..200 words:200..500 views:10..
is:draft has:image no:tag -is:draft -has:cover sort:title,-date limit:5 meta.KEY:x meta.a.b=x
-meta.KEY:x draft:true not tag:a or OR NOT and AND posts/a.md ./posts/a.md ../posts/a.md posts/
date:2026 date:2026-03-15 date:today date:yesterday date:tomorrow date:mon date:mon..sun
date:this-week date:last-year date:next-month date:3m date:1y date:+7d date:..+tue date:+1m..
date:2026-03-15T08:00 date:mon@08:00 date:today@08:00..today@09:30 date:2026-03-15@08:00
https://example.org/a 12:30 @french tag:c++ -0 -n5 -n 5 --sort -date --sort=-date -- -tag:a
title:Éloge tag:développement-web œuvre 日本 tag:50% 2026 2026-03 +7d +7 a.b a-b a_b a:b,c:d
title~re.sume title~a.b tag:a/b/c --date tue@08:00 --date now --fields path,title
"""
WORDS = [*SAFE.split(), *GRAMMAR.split()]
NASTY = (
    "tag:a", "-tag", "-tag:a", "title", "title=", "title~re", "re", "x", "tag", "or", "not", "2026",
    "date:2026", "a", "+tag", "c++", "@name", "-", "-n5", "sort:-date", "posts.md", "~", "a.b",
    "with blank", "$HOME", "*", "?", "[a]", "{a,b}", "'", "\\", "!", "#",
)  # fmt: skip
SHELLS = {
    "bash": ["bash", "--norc"],
    "bash-extglob": ["bash", "--norc", "-O", "extglob", "-O", "nullglob", "-O", "globstar"],
    "bash-posix": ["bash", "--posix"],
    "dash": ["dash"],
    "zsh": ["zsh", "-f"],
    "zsh-extendedglob": ["zsh", "-f", "-o", "extendedglob"],
    "fish": ["fish", "--no-config"],
}
QUERIES = (
    "tag:a",
    "-tag:a",
    "tag:a,b -tag:c or title~re",
    "tag!=a",
    "title~re",
    "not tag:a sort:-date",
    "date:2026-01..2026-03 words:1..",
    "date:..2026-03 sort:title limit:2",
    "-title~re is:live,draft",
    "@named",
    "c++",
    "posts/one.md posts/two.md",
    "title:Éloge or 12:30",
)


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> list[str]:
    """Return how to start a shell with a script; skip where it is not installed."""
    command = SHELLS[request.param]
    if not which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    return command


@pytest.fixture
def trap(blog: Folder) -> Folder:
    """Return a blog in whose folder lie files that are called like words of a query."""
    for name in NASTY:
        blog.write(name, "")
    blog.write(".blogctl/config.toml", '[queries]\nnamed = "tag:b"\n')
    return blog(
        one=post("Resume", "Text at 12:30.\n", date="2026-02-03", tags="[a]"),
        two=post("Éloge", "About c++.\n", date="2026-03-04", tags="[b, c]"),
        three=post("Title", date="2025-01-01", draft="true"),
    )


def typed(shell: list[str], folder: Path, lines: list[str], script: Path) -> str:
    """Run the lines as a script of the shell in a folder; return what they print."""
    script.write_text("\n".join([*lines, ""]), "utf-8")
    done = subprocess.run(
        [*shell, str(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_words_arrive_as_typed(trap: Folder, shell: list[str], tmp_path: Path) -> None:
    """Nothing in the language is the shell's: no glob, no expansion, no redirection, no comment."""
    echo = tmp_path / "echo.py"
    echo.write_text("import json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    before = trap.files()

    out = typed(
        shell,
        trap.root,
        [f"{sys.executable} {echo} {' '.join(WORDS)}", f"{sys.executable} {echo} -- {WORDS[0]}"],
        tmp_path / "script",
    )

    assert [json.loads(line) for line in out.splitlines()] == [WORDS, ["--", WORDS[0]]]
    assert trap.files() == before


def test_every_shell_gets_the_same_answer(
    trap: Folder, run: Run, shell: list[str], tmp_path: Path
) -> None:
    """What the shell's script prints is what the words mean, and no file comes of it."""
    command = f"{sys.executable} -m blogctl list --jsonl --fields path"
    before = trap.files()

    out = typed(shell, trap.root, [f"{command} {query}" for query in QUERIES], tmp_path / "script")

    assert out == "".join(run(f"list --jsonl --fields path {query}").out for query in QUERIES)
    assert out.count("one.md") > len(QUERIES) / 4
    assert trap.files() == before


def test_a_glob_of_the_shell_names_posts(trap: Folder, shell: list[str], tmp_path: Path) -> None:
    """`posts/t*.md` is the files that the shell finds, any of them."""
    command = f"{sys.executable} -m blogctl list --plain --fields path posts/t*.md sort:path"

    out = typed(shell, trap.root, [command], tmp_path / "script")

    assert out.splitlines() == ["posts/three.md", "posts/two.md"]


def test_the_words_cover_the_grammar() -> None:
    """No word tried here is of those that no shell leaves alone."""
    unsafe = set("<>|&;()$`\\\"'*?[]{}#! \t")

    assert not [word for word in WORDS if set(word.replace("!=", "")) & unsafe]
