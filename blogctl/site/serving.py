"""A live preview: the generator's own server, with drafts and what is to come."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

from blogctl.engines.engine import Engine
from blogctl.errors import BadUsage, BlogError, ProgramFailed
from blogctl.site import hugo
from blogctl.site.building import installed, of_node
from blogctl.storage.files import walk

HOST = "127.0.0.1"
# Of a port that is taken, so many that come after it are tried.
_TRIES = 20
_PATIENCE = 60.0
# How often a blog is looked at, in seconds.
_LOOK = 0.5
_HINT = "'blogctl check' looks at the posts"


class Preview(NamedTuple):
    """What is to be served: the blog in *root*, on *port*, into the folder *aside* if it is kept.

    *as_of* shows what is live then, and no drafts; None shows everything, as of now.
    """

    root: Path
    port: int
    aside: Path
    as_of: datetime | None = None


def free_port(wanted: int) -> int:
    """Return *wanted*, or the next port that nobody listens on; raise BadUsage for none."""
    for port in range(wanted, wanted + _TRIES):
        with closing(socket.socket()) as probe, suppress(OSError, OverflowError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return port
    raise BadUsage(f"port {wanted} and those after it are taken", hint="--port NUMBER")


def followed(
    make: Callable[[Path], None], project: Path, look: Callable[[], object], ended: Event
) -> None:
    """Keep *project* what *make* makes in an empty folder, whenever *look* sees something else.

    A blog that cannot be read at the moment is left as it was: its author is just writing it.
    """
    seen = look()
    while not ended.wait(_LOOK):
        now = look()
        if now == seen:
            continue
        seen = now
        with suppress(BlogError, OSError), TemporaryDirectory(prefix="blogctl-") as folder:
            make(Path(folder))
            _bring(Path(folder), project)


def looked(root: Path, folders: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return when each file of a blog, and of its own theme, was written last, and its size."""
    found = {}
    for path in walk(root, [*folders, "static", ".blogctl/theme"]):
        with suppress(OSError):
            stat = (root / path).stat()
            found[path] = (stat.st_mtime_ns, stat.st_size)
    return found


def _bring(source: Path, target: Path) -> None:
    """Make *target* what *source* is, and touch no file that is so already."""
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for path in wanted:
        data, place = (source / path).read_bytes(), target / path
        if not place.is_file() or place.read_bytes() != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    for path in list(target.rglob("*")):
        inner = path.relative_to(target)
        if path.is_file() and inner not in wanted and not inner.parts[0].startswith("."):
            path.unlink()


def server_of(engine: Engine, preview: Preview) -> list[str]:
    """Return the command line of the generator's server.

    Raise BadUsage for another time where only Hugo's can tell, ProgramFailed where there is no
    server.
    """
    if engine.name not in _SERVERS:
        hint = "'blogctl build' builds it"
        raise ProgramFailed(f"blogctl knows no server for a {engine.name} site", hint=hint)
    if preview.as_of is not None and engine.name not in _TIMELY:
        hint = "leave --as-of out: drafts and what is to come are shown"
        raise BadUsage(f"{engine.name} cannot show a site as it will be", hint=hint)
    return _SERVERS[engine.name](preview)


def serve(words: Sequence[str], root: Path, ready: Callable[[], None], port: int) -> None:
    """Run a server until it is interrupted; *ready* is called once it answers on *port*.

    Raise ProgramFailed where it fails by itself.
    """
    try:
        # It has our terminal, so that Ctrl-C reaches it, too.
        process = subprocess.Popen(words, cwd=root)  # noqa: S603 - no shell, and its words are ours
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProgramFailed(f"{Path(words[0]).name} cannot start: {reason}", hint=_HINT) from error
    Thread(target=_when_ready, args=(process, port, ready), daemon=True).start()
    try:
        code = process.wait()
    except KeyboardInterrupt:
        _end(process)
        return
    if code not in (0, -signal.SIGINT, -signal.SIGTERM):
        raise ProgramFailed(f"{Path(words[0]).name} ended with code {code}", hint=_HINT)


def _when_ready(process: "subprocess.Popen[bytes]", port: int, ready: Callable[[], None]) -> None:
    """Call *ready* once somebody listens on *port*."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError), closing(socket.create_connection((HOST, port), timeout=1)):
            ready()
            return
        time.sleep(0.1)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Let a server end that was interrupted; after some seconds, end it."""
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        process.wait()


def _hugo(preview: Preview) -> list[str]:
    words = [hugo.binary(), "server", "--bind", HOST, "--port", str(preview.port)]
    words += ["--noBuildLock", "--disableFastRender", "--renderToMemory"]
    if preview.as_of is not None:
        return [*words, "--clock", preview.as_of.isoformat()]
    return [*words, "--buildDrafts", "--buildFuture", "--buildExpired", "--navigateToChanged"]


def _plain(preview: Preview) -> list[str]:
    """Hugo's server over what is staged in the folder *aside*, as of now: all in it is shown."""
    words = _hugo(preview._replace(as_of=None))
    return [*words, "--source", str(preview.aside)]


def _jekyll(preview: Preview) -> list[str]:
    bundled = (preview.root / "Gemfile").is_file() and shutil.which("bundle")
    program = ["bundle", "exec", "jekyll"] if bundled else [installed("jekyll", "jekyll")]
    shown = ["--drafts", "--future", "--unpublished"]
    place = ["--host", HOST, "--port", str(preview.port), "--destination", str(preview.aside)]
    return [*program, "serve", *shown, *place]


def _hexo(preview: Preview) -> list[str]:
    words = [of_node(preview.root, "hexo"), "server", "--draft"]
    return [*words, "--ip", HOST, "--port", str(preview.port)]


def _pelican(preview: Preview) -> list[str]:
    words = [installed("pelican", "pelican[markdown]"), "--settings", "pelicanconf.py"]
    words += ["--listen", "--autoreload", "--bind", HOST, "--port", str(preview.port)]
    return [*words, "--output", str(preview.aside)]


def _zola(preview: Preview) -> list[str]:
    words = [installed("zola", "zola"), "serve", "--drafts"]
    return [*words, "--interface", HOST, "--port", str(preview.port)]


def _eleventy(preview: Preview) -> list[str]:
    words = [of_node(preview.root, "eleventy"), "--serve", f"--port={preview.port}"]
    return [*words, f"--output={preview.aside}"]


def _astro(preview: Preview) -> list[str]:
    return [of_node(preview.root, "astro"), "dev", "--host", HOST, "--port", str(preview.port)]


_SERVERS: Mapping[str, Callable[[Preview], list[str]]] = {
    "hugo": _hugo,
    "plain": _plain,
    "jekyll": _jekyll,
    "hexo": _hexo,
    "pelican": _pelican,
    "zola": _zola,
    "eleventy": _eleventy,
    "astro": _astro,
}
_TIMELY = ("hugo", "plain")
