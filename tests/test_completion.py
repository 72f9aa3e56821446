"""Completion: a script for each shell, and answers fast enough for the Tab key."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pexpect
import pytest
from conftest import PROJECT, Folder, Run, post

PROMPT = "ready> "
MODULES = """\
import sys
from blogctl.cli import run
try:
    run([])
finally:
    heavy = ("rich", "yaml", "tomlkit", "duckdb", "markdown_it", "stemmer", "apsw")
    found = (m for m in sys.modules if m.startswith(("blogctl.commands.", *heavy)))
    print(*(m for m in found if not m.endswith("._completing")), file=sys.stderr)
"""
# Python warns of forks beside threads, which a parallel run of the tests has.
forks = pytest.mark.filterwarnings("ignore:.*use of forkpty:DeprecationWarning")


def completed(line: str, folder: Path, *, code: str = "") -> subprocess.CompletedProcess[str]:
    """Ask for completions of the last word of a line as bash's script does."""
    words = line.split(" ")
    start = ["-c", code] if code else ["-m", "blogctl"]
    return subprocess.run(
        [sys.executable, *start],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "_BLOGCTL_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        },
    )


@pytest.fixture
def bash(blog: Folder, tmp_path: Path) -> Iterator["pexpect.spawn[str]"]:
    """Return a bash on a terminal, in the blog, that has read the completion script."""
    if not which("bash"):
        pytest.skip("bash is not installed")
    program = tmp_path / "bin" / "blogctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m blogctl "$@"\n')
    program.chmod(0o755)
    child = pexpect.spawn(
        "bash",
        ["--norc", "--noprofile", "-i"],
        cwd=blog.root,
        encoding="utf-8",
        timeout=10,
        dimensions=(24, 200),
        env={
            **os.environ,
            "PATH": f"{program.parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "PS1": PROMPT,
            "INPUTRC": "/dev/null",
            "HISTFILE": "",
            "TERM": "dumb",
        },
    )
    child.expect_exact(PROMPT)
    child.sendline('eval "$(blogctl completion bash)"')
    child.expect_exact(PROMPT)
    yield child
    child.close(force=True)


@pytest.mark.parametrize(
    ("shell", "first"),
    [
        ("bash", "_blogctl_completion() {"),
        ("zsh", "#compdef blogctl"),
        ("fish", "function __blogctl_complete"),
        ("powershell", "Register-ArgumentCompleter "),
    ],
)
def test_a_script_is_printed(blog: Folder, run: Run, shell: str, first: str) -> None:
    """For each shell its own, with the protocol's variable, and no chatter."""
    answer = run(f"completion {shell}")

    assert answer.out.startswith(first)
    assert "complete_" + shell in answer.out
    assert not answer.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_the_shells_language(
    blog: Folder, run: Run, tmp_path: Path, shell: str
) -> None:
    """The shell itself finds no fault in it."""
    if not which(shell):
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(run(f"completion {shell}").out)

    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("shell", ["/usr/bin/zsh", "zsh", "/opt/bin/fish"])
def test_the_shell_is_the_one_in_use(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    """Without a name, the login shell's script is printed."""
    monkeypatch.setenv("SHELL", shell)

    answer = run("completion")

    assert answer.out == run(f"completion {Path(shell).name}").out


@pytest.mark.parametrize("shell", ["tcsh", "Bash", "bash.", "/bin/bash"])
def test_an_unknown_shell_is_an_error(blog: Folder, run: Run, shell: str) -> None:
    """Exit 2, and the hint names the shells that there are."""
    answer = run(f"completion {shell}", code=2)

    assert not answer.out
    assert f"there is no completion for '{shell}'" in answer.err
    assert "bash, zsh, fish" in answer.err


def test_no_shell_at_all_is_an_error(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the environment names none either, it is asked for."""
    monkeypatch.delenv("SHELL", raising=False)

    answer = run("completion", code=2)

    assert "which shell?" in answer.err


def test_a_script_needs_no_blog(tmp_path: Path, run: Run) -> None:
    """A login shell reads it anywhere."""
    answer = run(["-C", str(tmp_path), "completion", "bash"])

    assert answer.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("blogctl li", ["list", "links"]),
        ("blogctl sta", ["stats"]),
        ("blogctl un", ["unpublish", "undo"]),
        ("blogctl s", ["series", "schedule", "serve", "search", "show", "stats"]),
        ("blogctl xyz", []),
    ],
)
def test_a_command_is_completed(blog: Folder, line: str, words: list[str]) -> None:
    """The commands that begin so, from the table."""
    done = completed(line, blog.root)

    assert (done.stdout.split(), done.stderr) == (words, "")


def test_completing_a_command_imports_none(blog: Folder) -> None:
    """No command's module, and no heavy library, is loaded for the Tab key."""
    done = completed("blogctl li", blog.root, code=MODULES)

    assert (done.stdout.split(), done.stderr.split()) == (["list", "links"], [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("blogctl list is:dr", ["is:draft"]),
        ("blogctl list status:sch", ["status:scheduled"]),
        ("blogctl list has:im", ["has:image"]),
        ("blogctl list ti", ["title:"]),
        ("blogctl publish tag:x is:dr", ["is:draft"]),
        ("blogctl list --fie", ["--fields"]),
        ("blogctl tag add x is:dr", ["is:draft"]),
        ("blogctl related x is:dr", ["is:draft"]),
        ("blogctl links --orp", ["--orphans"]),
        ("blogctl links --broken is:dr", ["is:draft"]),
    ],
)
def test_a_query_is_completed(blog: Folder, line: str, words: list[str]) -> None:
    """Fields, states and traits, after every command that takes a query."""
    done = completed(line, blog.root)

    assert (done.stdout.split(), done.stderr) == (words, "")


@forks
@pytest.mark.parametrize(
    ("start", "whole"),
    [
        ("blogctl sta", "blogctl stats #"),
        ("blogctl unp", "blogctl unpublish #"),
        ("blogctl tag rem", "blogctl tag remove #"),
        ("blogctl list --fie", "blogctl list --fields #"),
        ("blogctl list is:dr", "blogctl list is:draft #"),
        ("blogctl list status:sch", "blogctl list status:scheduled #"),
        ("blogctl list tit", "blogctl list title:#"),
    ],
)
def test_tab_completes_in_bash(bash: "pexpect.spawn[str]", start: str, whole: str) -> None:
    """Tab gives the whole word and a blank, so that one types on; behind `field:` no blank."""
    bash.send(f"{start}\t")
    bash.send("#\r")

    bash.expect_exact(PROMPT)
    assert whole in bash.before


@forks
def test_a_file_is_completed_in_bash(bash: "pexpect.spawn[str]", blog: Folder) -> None:
    """Where no word of the language fits, the name of a file does."""
    blog(garden=post("Garden"))

    bash.send("blogctl show posts/gar\t")

    bash.expect_exact("blogctl show posts/garden.md")
