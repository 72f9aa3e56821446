"""The streams: closed, full, read by nobody, in any encoding; Ctrl-C; help and usage."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
import typer
from conftest import PROJECT, Answer, Folder, Run, post

from blogctl import cli

BLOGCTL = [sys.executable, "-m", "blogctl"]
OWN_FAULT = "fault of blogctl"
ANSWERS = [
    "list", "list --json", "list --csv", "list --table", "list --format title", "list --count",
    "search text", "show one", "show one --json", "show one --table", "stats", "stats --json",
    "top", "top --table", "tag list", "config", "completion bash", "publish one --dry-run",
]  # fmt: skip
HELPS = ["--version", "--help", "list --help", "tag --help"]
SUBCOMMANDS = ["tag add", "tag remove", "tag list"]


def shell(blog: Folder, line: str, **env: str) -> Answer:
    """Return the answer of a shell line in which `blogctl` is this blogctl, in the blog."""
    script = f'blogctl() {{ "$PYTHON" -m blogctl -C "$BLOG" "$@"; }}\n{line}\n'
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHON": sys.executable, "BLOG": str(blog.root),
             "PYTHONPATH": str(PROJECT), **env},
        timeout=60,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


def one(blog: Folder) -> Folder:
    """Write one post, with letters beyond ASCII, and the settings."""
    blog.write(".blogctl/config.toml", "author = 'Zoé'\n")
    return blog(one=post("L’été à Œuf 日本 👩‍💻", "text\n", tags="[été]"))


# --- stdout


@pytest.mark.parametrize("words", [*ANSWERS, *HELPS])
def test_a_reader_that_has_gone_is_no_error(blog: Folder, words: str) -> None:
    """Where nobody reads the answer any more, blogctl ends silently with exit 0."""
    one(blog)
    reading, writing = os.pipe()
    os.close(reading)

    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [*BLOGCTL, "-C", str(blog.root), *words.split()],
            stdout=gone,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            timeout=60,
        )

    chatter = b"".join(re.findall(rb"^1 post.*\n", done.stderr, re.MULTILINE))
    assert (done.returncode, done.stderr) == (0, chatter)


@pytest.mark.parametrize(
    "words", ["list --fields body", "list --json --fields body", "list --table --fields body"]
)
def test_head_takes_what_it_wants(blog: Folder, words: str) -> None:
    """`| head -1` gets its line of a long answer; no traceback, exit 0."""
    blog(**{f"p{number:03}": post(body="word " * 400) for number in range(300)})

    answer = shell(blog, f'{{ blogctl {words} -q; echo "exit $?" >&2; }} | head -1')

    assert (len(answer.lines), answer.err) == (1, "exit 0\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("words", [*ANSWERS, *HELPS, "list --fields body"])
def test_a_full_disk_is_told_in_one_line(blog: Folder, words: str) -> None:
    """An answer that cannot be written is exit 1 and one sentence, never a traceback."""
    one(blog)

    answer = shell(blog, f"blogctl {words} > /dev/full")

    complaints = [line for line in answer.err.splitlines() if line.startswith("blogctl: ")]
    assert answer.code == 1
    assert len(complaints) == 1
    assert "no space left" in complaints[0]
    assert "Traceback" not in answer.err
    assert "Exception" not in answer.err


@pytest.mark.parametrize("words", ["list", "list --json", "--help", "stats", "create Title"])
def test_a_closed_stdout_is_told_in_one_line(blog: Folder, words: str) -> None:
    """`>&-` leaves no place for the answer: exit 1, one sentence, no fault of blogctl's own."""
    one(blog)

    answer = shell(blog, f"blogctl {words} >&-")

    assert answer.code == 1
    assert OWN_FAULT not in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("close", ["2>&-", "2>/dev/full", "2>/dev/null"])
def test_a_closed_stderr_costs_only_the_chatter(blog: Folder, close: str) -> None:
    """Where stderr is closed or full, the answer and the exit code are the same."""
    one(blog)(broken="---\nx: 1\n")

    answer = shell(blog, f"blogctl list --fields path {close}")

    assert (answer.code, answer.out) == (1, "posts/one.md\n")


# --- stdin


@pytest.mark.parametrize("stdin", ["<&-", "</dev/null", "</dev/zero"])
@pytest.mark.parametrize("words", ["tag add new --all", "publish --all", "tag remove été --all"])
def test_nobody_is_asked_without_a_terminal(blog: Folder, stdin: str, words: str) -> None:
    """Off a terminal a question is exit 2 that names --yes; nothing is written."""
    one(blog)(two=post("Two", tags="[été]", draft="true"), three=post("Three", draft="true"))
    blog(four=post("Four", tags="[été]"))
    before = blog.files()

    answer = shell(blog, f"blogctl {words} {stdin}")

    assert answer.code == 2
    assert "--yes" in answer.err
    assert OWN_FAULT not in answer.err
    assert blog.files() == before


@pytest.mark.parametrize("words", ["list", "show one", "stats", "create Title", "search text"])
def test_a_closed_stdin_hinders_nothing_that_asks_nothing(blog: Folder, words: str) -> None:
    """`<&-` does not touch commands that have no question."""
    one(blog)

    answer = shell(blog, f"blogctl {words} <&-")

    assert (answer.code, answer.err) == (0, "")
    assert answer.out


def test_a_text_from_a_closed_stdin_is_refused(blog: Folder) -> None:
    """`create --body - <&-` says that there is no text to read, and creates nothing."""
    before = one(blog).files()

    answer = shell(blog, "blogctl create Title --body - <&-")

    assert answer.code in (1, 2)
    assert OWN_FAULT not in answer.err
    assert blog.files() == before


# --- Encodings

ENVIRONMENTS = {
    "nothing": {},
    "C": {"LANG": "C"},
    "C, no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX": {"LC_ALL": "POSIX"},
    "Latin-1 locale": {"LC_ALL": "fr_FR.ISO-8859-1"},
    "no such locale": {"LC_ALL": "xx_XX.nothing", "LANG": "\u00e9"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "ASCII, strict": {"PYTHONIOENCODING": "ascii:strict"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
@pytest.mark.parametrize("words", ANSWERS)
def test_no_environment_makes_an_answer_fail(blog: Folder, name: str, words: str) -> None:
    """With PATH alone, in any locale and encoding, each command answers; nothing crashes."""
    one(blog)

    done = subprocess.run(
        [*BLOGCTL, "-C", str(blog.root), *words.split()],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **ENVIRONMENTS[name]},
        timeout=60,
    )

    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Error" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize("name", sorted({*ENVIRONMENTS} - {"C, no UTF-8 mode"}))
def test_posts_are_utf_8_in_any_environment(blog: Folder, name: str) -> None:
    """`create` writes the title that was typed, in UTF-8, whatever the locale says."""
    done = subprocess.run(
        [*BLOGCTL, "-C", str(blog.root), "create", "Été 日本", "--slug", "ete", "--tag", "œuf"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **ENVIRONMENTS[name]},
        timeout=60,
    )

    assert done.returncode == 0, done.stderr.decode(errors="replace")
    [text] = blog.files().values()
    assert "title: Été 日本" in text.decode("utf-8")


def test_json_is_whole_in_ascii(blog: Folder, spawn: Run) -> None:
    """JSON in an ASCII stream still parses, and gives back the very title."""
    one(blog)

    answer = spawn(["list", "--json"], PYTHONIOENCODING="ascii")

    assert answer.json[0]["title"] == "L’été à Œuf 日本 👩‍💻"


# --- Signals


def asked(blog: Folder, words: list[str], prompt: str) -> pexpect.spawn:
    """Return a process that waits at its question on a terminal."""
    child = pexpect.spawn(
        BLOGCTL[0],
        [*BLOGCTL[1:], "-C", str(blog.root), *words],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "dumb"},
        encoding="utf-8",
        timeout=30,
    )
    child.expect_exact(prompt)
    return child


def test_ctrl_c_at_a_question_is_exit_130(blog: Folder) -> None:
    """Ctrl-C at the question leaves with 130, one word, and every file as it was."""
    before = one(blog)(two=post("Two")).files()
    child = asked(blog, ["tag", "add", "new", "--all"], "[y/N]")

    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 130
    assert "interrupted" in str(child.before)
    assert "Traceback" not in str(child.before)
    assert blog.files() == before


@pytest.mark.parametrize("answer", ["", "n", "no", "\x04", "maybe", "\x1b[A"])
def test_the_default_answer_is_no(blog: Folder, answer: str) -> None:
    """Enter, n, Ctrl-D and anything that is not yes leave every file as it was; exit 0."""
    before = one(blog)(two=post("Two")).files()
    child = asked(blog, ["tag", "add", "new", "--all"], "[y/N]")

    child.send(f"{answer}\r" if answer != "\x04" else answer)
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    assert "nothing was changed" in str(child.before)
    assert blog.files() == before


@pytest.mark.parametrize("answer", ["y", "yes", "Y", "oui"])
def test_yes_is_yes(blog: Folder, answer: str) -> None:
    """`y` changes what the question was about."""
    one(blog)(two=post("Two"))
    child = asked(blog, ["tag", "add", "new", "--all"], "[y/N]")

    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0
    assert "new" in blog.text("two")


# --- Errors


def test_debug_shows_a_traceback(blog: Folder, run: Run) -> None:
    """--debug puts the traceback before the sentence; without it there is none."""
    one(blog)

    plain = run("show nope", code=3)
    traced = run("--debug show nope", code=3)

    assert "Traceback" not in plain.err
    assert traced.err.startswith("Traceback")
    assert traced.err.endswith(plain.err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lst", "did you mean 'list'?"),
        ("pubish one", "did you mean 'publish'?"),
        ("xyzzy", "'blogctl --help' lists them"),
        ("list --tabel", "--table"),
        ("list --nope", "'blogctl list --help' shows how"),
        ("--nope list", "'blogctl --help' shows how"),
        ("tag ad x", "add"),
        ("show", "'blogctl show --help' shows how"),
        ("show one two", "'blogctl show --help' shows how"),
        ("list -n", "'-n'"),
        ("list -x", "-x"),
        ("create", "'blogctl create --help' shows how"),
        ("completion tcsh", "bash"),
        ("search", "WORDS"),
        ("tag add x", "--all"),
    ],
)
def test_a_usage_error_is_a_sentence_and_a_hint(
    blog: Folder, run: Run, words: str, said: str
) -> None:
    """What makes no sense is exit 2: one sentence, one hint, nothing on stdout."""
    one(blog)

    answer = run(words, code=2)

    assert answer.out == ""
    assert said in answer.err
    assert re.fullmatch(r"blogctl: [^A-Z\n].{3,200}[^.\n]\n  hint: .{3,200}\n", answer.err)


@pytest.mark.parametrize("words", ["", "tag"])
def test_no_command_shows_the_help(blog: Folder, run: Run, words: str) -> None:
    """`blogctl` and `blogctl tag` alone show their help as it is laid out, not as an error."""
    one(blog)
    helped = shell(blog, f'"$PYTHON" -m blogctl {words} --help').out

    answer = shell(blog, f'"$PYTHON" -m blogctl {words}')

    assert answer.out + answer.err == helped
    assert answer.code in (0, 2)


# --- Help


@pytest.mark.parametrize("command", [*cli.COMMANDS, *SUBCOMMANDS])
def test_every_help_has_examples(run: Run, command: str) -> None:
    """The help of each command ends with examples that call it by its name."""
    answer = run(f"{command} --help")

    assert f"  blogctl {command}" in answer.out.partition("\nExamples:\n")[2]
    assert answer.err == ""


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_table_and_the_help_say_the_same(command: str) -> None:
    """The summary in the table of commands is the first paragraph of the command's own help."""
    app = importlib.import_module(f"blogctl.commands.{cli.file_of(command)}").app

    summary = (typer.main.get_command(app).help or "").split("\n\n")[0]

    assert " ".join(summary.split()) == cli.COMMANDS[command].summary


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_summaries_are_short_sentences(command: str) -> None:
    """A summary ends with a full stop and has at most sixty characters."""
    summary = cli.COMMANDS[command].summary

    assert summary.endswith(".")
    assert not summary.endswith("..")
    assert len(summary) <= 60
    assert summary[0].isupper()


def test_the_help_names_every_command(run: Run) -> None:
    """`blogctl --help` has a line for each command, with its summary."""
    shown = run("--help").out

    for command, row in cli.COMMANDS.items():
        assert re.search(rf"^  {command} +{re.escape(row.summary)}$", shown, re.MULTILINE)


def test_every_command_has_its_row() -> None:
    """Each file of commands is in the table, and each row has its file."""
    files = {path.stem for path in (PROJECT / "blogctl/commands").glob("[!_]*.py")}

    assert files == set(map(cli.file_of, cli.COMMANDS))


@pytest.mark.parametrize(("alias", "command"), cli.ALIASES.items())
def test_an_alias_is_its_command(run: Run, alias: str, command: str) -> None:
    """`ls` has the help of `list`, under its own name or that one's."""
    asked_by_alias = run(f"{alias} --help").out.splitlines()[1:]

    assert asked_by_alias == run(f"{command} --help").out.splitlines()[1:]
