"""`serve`: a preview with what readers do not see yet, which leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from conftest import Folder, Run, post
from generators import planted

Preview = tuple[str, "subprocess.Popen[bytes]"]


@pytest.fixture
def site(blog: Folder) -> Folder:
    """Return a Hugo site with a draft and a post to come."""
    return planted(blog, {
        "hugo.toml": 'baseURL = "https://blog.example/"\ntitle = "Blog"\n',
        "layouts/single.html": "<title>{{ .Title }}</title>{{ .Content }}",
        "layouts/list.html": "list",
        "content/posts/draft.md": post("Brouillon", "Pas encore.\n", draft="true"),
        "content/posts/later.md": post("Plus tard", "En 2030.\n", date="2030-01-05"),
    })  # fmt: skip


@contextmanager
def served(site: Folder, *words: str) -> Iterator[Preview]:
    """Run a preview; yield its address, read from what it says, and its process."""
    command = [sys.executable, "-m", "blogctl", "-C", str(site.root), "serve", *words]
    env = {**os.environ, "NO_COLOR": "1"}
    with subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            assert process.stderr
            said = iter(process.stderr.readline, b"")
            line = next(line for line in said if b"Ctrl-C" in line)
            yield line.decode().split()[0], process
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=20)


def page(address: str) -> str:
    """Return the page at *address*; '' for none."""
    for _ in range(50):
        try:
            with urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except HTTPError:
            return ""
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


def port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_draft_is_shown_and_changes_are_followed(site: Folder) -> None:
    """It opens at a post; Ctrl-C ends it well, and nothing is left in the blog."""
    before = site.files()

    with served(site, "draft", "--port", str(port())) as (address, process):
        assert address.endswith("/posts/draft/")
        assert "Pas encore." in page(address)
        assert "En 2030." in page(address.replace("draft", "later"))
        site.write("content/posts/draft.md", post("Brouillon", "Bientôt.\n", draft="true"))
        for _ in range(100):
            if "Bientôt." in page(address):
                break
            time.sleep(0.1)
        assert "Bientôt." in page(address)

    assert process.returncode == 0
    assert site.files().keys() == before.keys()


def test_the_site_as_it_will_be(site: Folder) -> None:
    """What is live then is there, and what is not is not."""
    with served(site, "--as-of", "2030-02-01", "--port", str(port())) as (address, _):
        assert "En 2030." in page(f"{address}posts/later/")
        assert page(f"{address}posts/draft/") == ""
    with served(site, "--as-of", "2029-02-01", "--port", str(port())) as (address, _):
        assert page(f"{address}posts/later/") == ""


def test_a_plain_blog_is_followed(blog: Folder) -> None:
    """With its theme: drafts are shown, and a change is seen without another start."""
    blog(draft=post("Brouillon", "Pas encore.\n", draft="true"), live=post("Ici", "Texte.\n"))

    with served(blog, "draft", "--port", str(port())) as (address, _):
        assert "Pas encore." in page(address)
        blog.write("posts/draft.md", post("Brouillon", "Bientôt.\n", draft="true"))
        until = time.monotonic() + 30
        while "Bientôt." not in page(address) and time.monotonic() < until:
            time.sleep(0.2)
        assert "Bientôt." in page(address)
    with served(blog, "--as-of", "2026-12-01", "--port", str(port())) as (address, _):
        assert page(f"{address}posts/draft/") == ""
        assert "Texte." in page(f"{address}posts/live/")


def test_a_port_that_is_taken(site: Folder) -> None:
    """The next one is taken, and told."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = int(other.getsockname()[1])
        with served(site, "--port", str(taken)) as (address, _):
            assert f":{taken}/" not in address
            assert page(address) == "" or "list" in page(address)


def test_only_hugo_can_tell_the_future(blog: Folder, run: Run) -> None:
    """A clear word, and no server."""
    planted(blog, {"_config.yml": "title: B\n", "_posts/2026-01-05-a.md": post()})

    assert "jekyll cannot show a site as it will be" in run("serve --as-of +2d", code=2).err


def test_a_generator_without_a_server(blog: Folder, run: Run) -> None:
    """It is said, with what there is instead."""
    planted(blog, {"conf.py": "POSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\nTIMEZONE = 'UTC'\n",
                   ".blogctl/config.toml": 'engine = "nikola"\n'})  # fmt: skip

    assert "blogctl knows no server for a nikola site" in run("serve", code=7).err


def test_a_server_that_fails(site: Folder) -> None:
    """Its own words are on the screen already; ours names it, exit 7."""
    site.write("hugo.toml", 'theme = "none"\n')
    command = [sys.executable, "-m", "blogctl", "-C", str(site.root), "serve"]

    done = subprocess.run(command, capture_output=True, check=False)

    assert done.returncode == 7
    assert b"hugo ended with code 1" in done.stderr
