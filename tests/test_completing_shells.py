"""The Tab key in real shells: what it makes of the line arrives as the words that were meant."""

import json
import os
import sys
from collections.abc import Iterator
from shutil import which

import pexpect
import pytest
from conftest import PROJECT, Folder, post

# Python warns of forks beside threads, which a parallel run of the tests has.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of forkpty:DeprecationWarning")

STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], 'eval "$(blogctl completion bash)"'),
    "zsh": (["-f", "-i"],
            'autoload -Uz compinit; compinit -u -D; eval "$(blogctl completion zsh)"'),
    "fish": (["--no-config", "-i"], "blogctl completion fish | source"),
}  # fmt: skip
# Completion, and the script, are ours; of any other command the words are shown as they arrived.
PROGRAM = """\
#!{python}
import json, os, sys
sys.path.insert(0, {project!r})
if "_BLOGCTL_COMPLETE" in os.environ or sys.argv[1] == "completion":
    from blogctl.cli import main
    main()
print("<" + "<" + json.dumps(sys.argv[1:]) + ">" + ">")
"""
Typist = "pexpect.spawn[str]"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a blog with names of all kinds, a saved query, and posts with dates."""
    blog = Folder(tmp_path_factory.mktemp("shells") / "blog")
    blog.write(".blogctl/config.toml", '[queries]\nnotes = "is:draft"\n')
    return blog(
        garden=post("A garden", tags="[python, pypy]", date="2025-01-02", lang="fr"),
        wiki=post(
            "Le wiki",
            tags="[outils]",
            authors="[Ann, Änne, ÁNNE]",
            series="Le wiki en pratique",
            date="2026-01-02",
        ),
        ecole=post("L'école", tags="[école]", categories='["L\'atelier $HOME"]'),
    )


def started(name: str, script: str, blog: Folder) -> Typist:
    """Return a shell on a terminal, in the blog, that has read our completion script."""
    if not which(name):
        pytest.skip(f"{name} is not installed")
    home = blog.root.parent
    program = home / "bin" / "blogctl"
    program.parent.mkdir(exist_ok=True)
    program.write_text(PROGRAM.format(python=sys.executable, project=str(PROJECT)))
    program.chmod(0o755)
    child = pexpect.spawn(
        name, STARTS[name][0], cwd=blog.root, encoding="utf-8", timeout=30, dimensions=(40, 160),
        env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PS1": "> ",
             "INPUTRC": "/dev/null", "HISTFILE": "", "TERM": "dumb", "HOME": str(home),
             "LC_ALL": "C.UTF-8", "ZDOTDIR": str(home)},
    )  # fmt: skip
    child.sendline(script)
    child.sendline("echo rea''dy")
    child.expect_exact("ready\r\n")
    return child


@pytest.fixture(params=STARTS, scope="module")
def shell(request: pytest.FixtureRequest, filled: Folder) -> Iterator[Typist]:
    """Return each shell that is there, its script read at its start."""
    child = started(request.param, STARTS[request.param][1], filled)
    yield child
    child.close(force=True)


def arrived(shell: Typist, line: str) -> list[str]:
    """Return the words of a command as they arrive after *line* is typed; a tab is the Tab key."""
    shell.send(f"{line}\r")
    shell.expect(r"<<(\[.*\])>>")
    return json.loads(shell.match[1])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("blogctl sta\t", "stats"),
        ("blogctl tag sug\t", "tag suggest"),
        ("blogctl list tag:pyt\t", "list tag:python"),
        ("blogctl list -tag:pyt\t", "list -tag:python"),
        ("blogctl list not tag:pyt\t", "list not tag:python"),
        ("blogctl list tag=pyt\t", "list tag=python"),
        ("blogctl list tag!=pyt\t", "list tag!=python"),
        ("blogctl list tag:outils,pyt\t", "list tag:outils,python"),
        ("blogctl list tag:out\t lang:f\t", "list tag:outils lang:fr"),
        ("blogctl list is:dr\t", "list is:draft"),
        ("blogctl list tit\tx", "list title:x"),
        ("blogctl list @no\t", "list @notes"),
        ("blogctl list --fie\tpath,tit\t", "list --fields path,title"),
        ("blogctl list --color=al\t", "list --color=always"),
        ("blogctl show gard\t", "show garden"),
        ("blogctl show posts/gar\t", "show posts/garden.md"),
        ("blogctl tag rename pyt\tx", "tag rename python x"),
        ("blogctl list date:2025-\t", "list date:2025-01"),
        ("blogctl -C pos\t list", "-C posts list"),
    ],
)
def test_tab_completes(shell: Typist, line: str, words: str) -> None:
    """A word is completed whole, with a blank behind it; behind `field:` there is none."""
    # Zsh takes the slash behind a folder away again.
    assert [word.rstrip("/") for word in arrived(shell, line)] == words.split()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("series:Le\t", "series:Le wiki en pratique"),
        ("series:Le\\ w\t", "series:Le wiki en pratique"),
        ('series:"Le w\t', "series:Le wiki en pratique"),
        ('"series:Le w\t', "series:Le wiki en pratique"),
        ("'series:Le w\t", "series:Le wiki en pratique"),
        ("category:L\t", "category:L'atelier $HOME"),
        ("tag:é\t", "tag:école"),
    ],
)
def test_a_name_is_quoted(shell: Typist, line: str, word: str) -> None:
    """Blanks, apostrophes, dollars and accents arrive as they are, whatever quote was begun."""
    assert arrived(shell, f"blogctl list {line}") == ["list", word]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("tag:PYT\t", "tag:python"),
        ("tag:PY\tt\t", "tag:python"),
        ("series:le\t", "series:Le wiki en pratique"),
        ("TAG:pyt\t", "TAG:python"),
        ("GARD\t", "garden"),
    ],
)
def test_case_does_not_matter(shell: Typist, line: str, word: str) -> None:
    """What is typed is put as the blog has it."""
    assert arrived(shell, f"blogctl list {line}") == ["list", word]


@pytest.mark.parametrize(
    ("line", "word"),
    [("tag:ecol\t", "tag:école"), ("series:le-w\t", "series:Le wiki en pratique"),
     ("tag:outils,ECOL\t", "tag:outils,école")],
)  # fmt: skip
def test_accents_do_not_matter(shell: Typist, line: str, word: str) -> None:
    """Nor do blanks; but fish takes no word that does not begin as typed."""
    if "fish" in str(shell.command):
        pytest.skip("fish compares to the letter")

    assert arrived(shell, f"blogctl list {line}") == ["list", word]


@pytest.mark.parametrize(
    "line", ["tag:zzz\t", "@zzz\t", "lang:x\t", "nothing-begins-so\t", "a|b\t"]
)
def test_nothing_is_offered_where_nothing_is_known(shell: Typist, line: str) -> None:
    """The word stays as it was typed."""
    line = line.replace("|", "'|'")

    assert arrived(shell, f"blogctl list {line}") == ["list", line.strip().replace("'", "")]


def test_zsh_finds_the_script_in_a_file(filled: Folder) -> None:
    """As `_blogctl` in a folder of its fpath, it is read when it is first needed."""
    script = (
        "mkdir -p ~/.zfunc; blogctl completion zsh > ~/.zfunc/_blogctl; fpath=(~/.zfunc $fpath); "
        "autoload -Uz compinit; compinit -u -D"
    )
    child = started("zsh", script, filled)

    assert arrived(child, "blogctl list tag:pyt\t") == ["list", "tag:python"]
    assert arrived(child, "blogctl list tag:out\t") == ["list", "tag:outils"]

    child.close(force=True)


def test_what_is_typed_is_never_taken_away(shell: Typist) -> None:
    """Where several words fit only in other letters, with less in common, the line stays."""
    if "fish" in str(shell.command):
        pytest.skip("fish compares to the letter")

    assert arrived(shell, "blogctl list slug:E\t") == ["list", "slug:ecole"]
    assert arrived(shell, "blogctl list author:an\t") == ["list", "author:an"]
