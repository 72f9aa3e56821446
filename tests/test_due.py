"""`publish --due`: what cron runs each minute, and can trust."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Folder, Run, post
from generators import planted

from blogctl.site.hooks import FOLDER

BODY = "Un texte assez long pour que dix mots de suite ne soient dits nulle part ailleurs.\n"
HOOK = """#!/bin/sh
cat >> "$0.heard"
"""


@pytest.fixture
def site(blog: Folder) -> Folder:
    """Return a Hugo site with a live post, one to come at nine, and one that ends at ten."""
    return planted(blog, {
        "hugo.toml": 'baseURL = "https://blog.example/"\ntitle = "Blog"\n',
        "layouts/single.html": "<title>{{ .Title }}</title>{{ .Content }}",
        "layouts/list.html": "{{ range .Site.RegularPages }}{{ .Title }} {{ end }}",
        "content/posts/live.md": post("En ligne", BODY, date="2026-01-05"),
        "content/posts/nine.md": post("À neuf heures", "Neuf.\n", date="2026-11-23T09:00:00Z"),
        "content/posts/ends.md": post(
            "Jusqu’à dix", "Dix.\n", date="2026-01-06", expiryDate="2026-11-23T10:00:00Z"
        ),
    })  # fmt: skip


class Cron:
    """Runs `publish --due` at moments of a made-up day."""

    def __init__(self, site: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.run = run
        self.monkeypatch = monkeypatch

    def at(self, clock: str, *options: str, code: int = 0, quiet: bool = True) -> list[Any]:
        """Return what a run at *clock*, as 09:00, told; the last item is its stderr."""
        self.monkeypatch.setenv("BLOGCTL_NOW", f"2026-11-23T{clock}:00Z")
        answer = self.run(f"publish --due --jsonl {' '.join(options)}", code=code)
        assert not (quiet and code == 0) or answer.err == ""
        return [*map(json.loads, answer.out.splitlines()), answer.err]

    def events(self, clock: str, *options: str) -> list[str]:
        """Return what happened at *clock*."""
        return [told["event"] for told in self.at(clock, *options)[:-1]]

    def hook(self, name: str, text: str = HOOK) -> Path:
        """Write the hook *name*; return where it notes what it heard."""
        path = self.site.write(f"{FOLDER}/{name}", text)
        path.chmod(0o755)
        return path.with_name(f"{name}.heard")


@pytest.fixture
def cron(site: Folder, run: Run, monkeypatch: pytest.MonkeyPatch) -> Cron:
    """Return what runs the command at other times."""
    return Cron(site, run, monkeypatch)


def heard(path: Path) -> list[str]:
    """Return the slugs of the posts that a hook heard of."""
    if not path.exists():
        return []
    return [json.loads(line)["post"]["slug"] for line in path.read_text().splitlines()]


def test_each_post_once(cron: Cron) -> None:
    """What is live at the first run is known; what becomes live is built, then announced."""
    published, expired = cron.hook("post-publish"), cron.hook("post-expire")

    assert cron.events("08:00") == []
    assert cron.events("08:59") == []
    assert cron.events("09:00") == ["built", "published"]
    assert (cron.site.root / "public" / "posts" / "nine" / "index.html").exists()
    assert cron.events("09:01") == []
    assert cron.events("10:01") == ["built", "expired"]
    assert not (cron.site.root / "public" / "posts" / "ends").exists()
    assert cron.events("10:02") == []
    assert heard(published) == ["nine"]
    assert heard(expired) == ["ends"]


def test_lines_for_people(cron: Cron, run: Run) -> None:
    """A line an event; nothing with --quiet, and nothing when nothing happened."""
    cron.at("08:00")
    cron.monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T09:00:00Z")

    lines = run("publish --due").lines

    assert [line.split("\t")[0] for line in lines] == ["built", "published"]
    assert lines[1] == "published\tcontent/posts/nine.md\t/posts/nine/\tÀ neuf heures"
    assert run("publish --due").out == ""


def test_quiet_is_for_cron(cron: Cron, run: Run) -> None:
    """Even when something happened, cron has nothing to mail."""
    cron.at("08:00")
    cron.monkeypatch.setenv("BLOGCTL_NOW", "2026-11-23T09:00:00Z")

    answer = run("publish --due --quiet")

    assert (answer.out, answer.err) == ("", "")
    assert (cron.site.root / "public" / "posts" / "nine" / "index.html").exists()


def test_a_dry_run_changes_nothing(cron: Cron) -> None:
    """It tells what would happen, and a run after it does that."""
    cron.at("08:00")
    before = cron.site.files()

    assert cron.events("10:01", "--dry-run") == ["would-publish", "would-expire", "would-build"]
    assert cron.site.files() == before
    assert cron.events("10:01") == ["built", "published", "expired"]


def test_an_author_publishes_and_takes_back(cron: Cron, run: Run) -> None:
    """What an author does by hand is built, and announced once only."""
    published = cron.hook("post-publish")
    cron.at("08:00")
    run("unpublish live --yes")

    assert cron.events("08:01") == ["built"]
    run("publish live --yes")
    assert cron.events("08:02") == ["built"]
    cron.site.write("content/posts/new.md", post("Neuf", "Neuf aussi.\n", date="2026-11-23"))
    assert cron.events("08:03") == ["built", "published"]
    assert heard(published) == ["new"]


def test_a_post_that_moved_is_not_new(cron: Cron, run: Run) -> None:
    """Neither by its new path, nor by its new address: the old one is an alias of it."""
    published = cron.hook("post-publish")
    cron.at("08:00")
    run("rename live en-ligne --yes")

    cron.at("08:01")

    assert heard(published) == []


def test_a_build_that_fails_is_done_by_the_next_run(cron: Cron) -> None:
    """Nothing is announced that is not online; the failure is told on each run."""
    published = cron.hook("post-publish")
    cron.at("08:00")
    cron.site.write("layouts/single.html", "{{ .Nonsense")

    assert "hugo ended with code 1" in cron.at("09:00", code=7)[-1]
    assert "hugo ended with code 1" in cron.at("09:01", code=7)[-1]
    assert heard(published) == []
    cron.site.write("layouts/single.html", "{{ .Content }}")
    assert cron.events("09:02") == ["built", "published"]
    assert heard(published) == ["nine"]


def test_a_leak_is_never_announced(cron: Cron) -> None:
    """The site is looked through; exit 4, and the old one stays."""
    cron.site.write(
        "content/posts/secret.md", post("Secret", f"Ceci est caché. {BODY}", draft="true")
    )
    cron.at("08:00")
    cron.site.write("layouts/list.html", "Ceci est caché. Un texte assez long pour que dix mots")

    assert "has the text of the draft post" in cron.at("09:00", code=4)[-1]
    assert not (cron.site.root / "public").exists()


def test_a_hook_that_fails_is_told_once(cron: Cron) -> None:
    """The next run does not run it again: nobody wants to hear of a post twice."""
    cron.hook("post-publish", "#!/bin/sh\necho no network >&2\nexit 1\n")
    cron.at("08:00")

    assert "no network" in cron.at("09:00", code=7)[-1]
    assert cron.events("09:01") == []


def test_a_run_that_was_killed_in_a_hook(cron: Cron) -> None:
    """What the hook did nobody knows: that is told, and it is not run again."""
    mark = cron.hook("post-publish", '#!/bin/sh\necho x >> "$0.heard"; kill -9 $PPID; sleep 9\n')
    cron.at("08:00")
    env = {**os.environ, "BLOGCTL_NOW": "2026-11-23T09:00:00Z"}
    words = [sys.executable, "-m", "blogctl", "-C", str(cron.site.root), "publish", "--due"]

    assert subprocess.run(words, env=env, capture_output=True, check=False).returncode == -9

    told = cron.at("09:01", quiet=False)[-1]
    assert "cut off while the hook 'post-publish' heard of content/posts/nine.md" in told
    assert cron.events("09:02") == []
    assert mark.read_text() == "x\n"


def test_a_clock_that_goes_back(cron: Cron) -> None:
    """What was live stays so, and is not announced again when its time comes again."""
    published = cron.hook("post-publish")
    cron.at("08:00")
    cron.at("09:00")

    assert cron.events("08:30") == []
    assert (cron.site.root / "public" / "posts" / "nine" / "index.html").exists()
    assert cron.events("09:00") == []
    assert heard(published) == ["nine"]


def test_two_at_once(cron: Cron) -> None:
    """The one that comes second leaves the work to the first, without a word."""
    mark = cron.hook("post-publish", '#!/bin/sh\necho x >> "$0.heard"; sleep 2\n')
    cron.at("08:00")
    env = {**os.environ, "BLOGCTL_NOW": "2026-11-23T09:00:00Z"}
    words = [sys.executable, "-m", "blogctl", "-C", str(cron.site.root), "publish", "--due", "-q"]

    running = [
        subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(3)
    ]
    told = [process.communicate()[0] for process in running]

    assert told == [b""] * 3
    assert [process.returncode for process in running] == [0] * 3
    assert mark.read_text() == "x\n"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"time": 1}', "\0", "{" * 5000])
def test_a_ledger_that_makes_no_sense(cron: Cron, text: str) -> None:
    """It is one sentence; nothing is published by guessing."""
    cron.at("08:00")
    cron.site.write(".blogctl/ledger.json", text)

    told = cron.at("09:00", code=1)[-1]

    assert "ledger.json cannot be read as the ledger" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("words", ["live", "--all", "--date now"])
def test_it_goes_alone(site: Folder, run: Run, words: str) -> None:
    """It takes no query: what is due is due."""
    assert "--due takes all posts whose time has come" in run(f"publish --due {words}", code=2).err


def test_in_the_world_of_cron(cron: Cron) -> None:
    """No HOME, a poor PATH, no LANG, no terminal, stdin closed."""
    cron.at("08:00")
    words = f"{sys.executable} -m blogctl -C {cron.site.root} publish --due --quiet"
    env = {"PATH": "/usr/bin:/bin", "BLOGCTL_NOW": "2026-11-23T09:00:00Z"}

    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {words} <&-"], env=env, stderr=subprocess.PIPE, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert (cron.site.root / "public" / "posts" / "nine" / "index.html").exists()
