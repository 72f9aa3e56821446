"""Other programs: what they are given, what they say, and how long they may take."""

import os
import sys
import time
from pathlib import Path

import pytest

from blogctl.errors import ProgramFailed
from blogctl.site.running import Manner, attempt, run


def python(code: str) -> list[str]:
    """Return the command line that runs *code*."""
    return [sys.executable, "-c", code]


def test_what_it_is_given_and_what_it_says(tmp_path: Path) -> None:
    """It gets its stdin, its folder and its variables, and is no part of our terminal's group."""
    code = (
        "import os, sys; print(sys.stdin.read(), os.getcwd(), os.environ['A'], os.getsid(0));"
        "print('said', file=sys.stderr)"
    )

    said = run(python(code), Manner(tmp_path, b"given", {"A": "b"}))

    given, folder, variable, session = said.output.decode().split()
    assert (given, Path(folder), variable) == ("given", tmp_path.resolve(), "b")
    assert int(session) != os.getsid(0)
    assert said.errors == b"said\n"


def test_a_failure_tells_what_was_said(tmp_path: Path) -> None:
    """The sentence has the code, and the last lines that were written to stderr."""
    code = "import sys; print('one\\n\\ntwo', file=sys.stderr); sys.exit(3)"

    with pytest.raises(ProgramFailed) as caught:
        run(python(code), Manner(tmp_path, hint="look there"))

    assert caught.value.message == f"{Path(sys.executable).name} ended with code 3"
    assert caught.value.said == ("one", "two")
    assert caught.value.hint == "look there"
    assert attempt(python(code), Manner(tmp_path)).code == 3


def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """A program's own children do not go on after it."""
    mark = tmp_path / "pid"
    inner = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"

    with pytest.raises(ProgramFailed, match=r"was still running after 1\.5 seconds"):
        run(python(code), Manner(tmp_path, seconds=1.5))

    state = Path(f"/proc/{mark.read_text()}/stat")
    until = time.monotonic() + 20
    # It is killed, which takes effect when it runs next.
    while state.exists() and state.read_text().split()[2] != "Z" and time.monotonic() < until:
        time.sleep(0.05)
    assert not state.exists() or state.read_text().split()[2] == "Z"


@pytest.mark.parametrize("name", ["no-such-program", "with\0nul"])
def test_what_cannot_start(tmp_path: Path, name: str) -> None:
    """A program that is not there is one sentence."""
    with pytest.raises(ProgramFailed, match="cannot start"):
        run([name], Manner(tmp_path))


def test_a_signal_is_said_in_words(tmp_path: Path) -> None:
    """A program that was killed did not end with a code."""
    with pytest.raises(ProgramFailed, match="was ended by signal 9"):
        run(python("import os; os.kill(os.getpid(), 9)"), Manner(tmp_path))
