"""`cron`: what makes a machine publish what is due, in the words of cron and of systemd."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Folder, Run


def test_the_line_for_cron(blog: Folder, run: Run) -> None:
    """It runs every minute, by paths that need neither PATH nor a folder."""
    line = run("cron crontab").out

    assert line.startswith("* * * * * /")
    words = shlex.split(line)[5:]
    assert words[-3:] == ["publish", "--due", "--quiet"]
    assert words[words.index("-C") + 1] == str(blog.root.resolve())
    assert subprocess.run([*words[:-3], "list"], capture_output=True, check=False).returncode == 0


def test_a_folder_with_special_names(blog: Folder, run: Run) -> None:
    """A percent sign ends a line of cron's; a blank parts words of systemd's."""
    odd = blog.root.parent / "mon blog à 100 % d'essai"
    shutil.copytree(blog.root, odd)

    def told(kind: str) -> str:
        return run(["-C", str(odd), "cron", kind]).out

    assert shlex.split(told("crontab").replace("\\%", "%"))[-4] == str(odd)
    assert "\\%" in told("crontab")
    assert f'"{str(odd).replace("%", "%%")}"' in told("service")


def test_all_three(blog: Folder, run: Run) -> None:
    """Without a name, all are printed, each below the place that it goes to."""
    text = run("cron").out

    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# crontab -e",
        "# ~/.config/systemd/user/blogctl.service",
        "# ~/.config/systemd/user/blogctl.timer",
        "# systemctl --user enable --now blogctl.timer",
    ]


def test_systemd_takes_them(blog: Folder, run: Run, tmp_path: Path) -> None:
    """The units are right to systemd itself, where it is installed."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for kind in ("service", "timer"):
        (tmp_path / f"blogctl.{kind}").write_text(run(f"cron {kind}").out)

    units = [str(tmp_path / f"blogctl.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_what_there_is_not(blog: Folder, run: Run) -> None:
    """Another name is an error that tells those there are."""
    assert "one of crontab, service, timer" in run("cron launchd", code=2).err
