"""A Spark cluster counts what this machine counts: a master and two workers, on loopback."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest
from conftest import Folder, Run, post
from logs import PROJECT, sample
from test_sql import both, told

from blogctl.blog.blog import Blog
from blogctl.blog.readership import known_posts
from blogctl.content.addresses import Addresses
from blogctl.importers.counting import Rules
from blogctl.importers.logs import Manner

LINES = 1_000_000
_LOOPBACK = "127.0.0.1"
_MASTER, _WORKER = (f"org.apache.spark.deploy.{name}" for name in
                    ("master.Master", "worker.Worker"))  # fmt: skip


def lacking(reason: str) -> None:
    """Skip, or fail where the cluster is required."""
    if os.environ.get("BLOGCTL_SPARK") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server((_LOOPBACK, 0)) as server:
        return int(server.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens at *port*; fail where *process* ends before."""
    for _ in range(600):
        try:
            socket.create_connection((_LOOPBACK, port), 1).close()
            return
        except OSError:
            assert process.poll() is None, "the master has ended"
            sleep(0.1)
    pytest.fail("the master does not answer")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a master with two workers."""
    if not shutil.which("java"):
        lacking("there is no Java")
    pyspark = pytest.importorskip("pyspark") if not os.environ.get("BLOGCTL_SPARK") else None
    if pyspark is None:
        import pyspark
    home = Path(pyspark.__file__).parent
    folder = tmp_path_factory.mktemp("spark")
    port = free_port()
    env = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": _LOOPBACK,
           "SPARK_LOG_DIR": str(folder), "PYSPARK_PYTHON": sys.executable}  # fmt: skip

    def start(*words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [str(home / "bin/spark-class"), *words], env=env, cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    address = f"spark://{_LOOPBACK}:{port}"
    started = [start(_MASTER, "--host", _LOOPBACK, "--port", str(port),
                     "--webui-port", str(free_port()))]  # fmt: skip
    try:
        wait_for(port, started[0])
        started += [
            start(_WORKER, "--host", _LOOPBACK, "--cores", "1", "--memory", "1g",
                  "--work-dir", str(folder / f"work{number}"), "--webui-port", str(free_port()),
                  address)
            for number in range(2)
        ]  # fmt: skip
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(30)


def files(root: Path) -> dict[str, bytes]:
    """Return the files of views."""
    return {one.name: one.read_bytes() for one in (root / ".blogctl/views").glob("*.csv")}


def imported(root: Path, log: Path, *words: str) -> str:
    """Import *log* into a copy of the sample blog in *root*, in a process; return what it said."""
    if not (root / "posts").exists():
        shutil.copytree(PROJECT / "posts", root / "posts")
    done = subprocess.run(
        [sys.executable, "-m", "blogctl", "-C", str(root), "views", "import", str(log), *words],
        capture_output=True, text=True, timeout=900,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.spark
def test_a_cluster_counts_what_this_machine_counts(cluster: str, tmp_path: Path) -> None:
    """A million lines: the same files to the byte, in DuckDB too; and nothing counts again."""
    log = sample(tmp_path, LINES)

    imported(tmp_path / "here", log)
    imported(tmp_path / "there", log, "--engine", cluster)

    here = files(tmp_path / "here")
    assert len(here) > 80
    assert files(tmp_path / "there") == here
    # Of the same lines DuckDB finds the same, by the text that Spark has run.
    found = Blog.open(tmp_path / "here", datetime(2026, 11, 23, tzinfo=UTC))
    manner = Manner(Addresses(known_posts(found)), Rules(), found.conventions.zone)
    ours, theirs = both(log, manner)
    assert told(ours) == told(theirs)
    assert sum(views for *_, views, _ in ours.views) == sum(
        int(row.split(",")[2])
        for name, data in here.items() if "beside" not in name
        for row in data.decode().splitlines()[1:]
    )  # fmt: skip
    assert "nothing new" in imported(tmp_path / "there", log, "--engine", cluster)
    assert "nothing new" in imported(tmp_path / "there", log)
    assert files(tmp_path / "there") == here


@pytest.mark.spark
def test_a_cluster_that_cannot_be_reached_is_a_sentence(blog: Folder, run: Run) -> None:
    """At once, with the way that is left."""
    pytest.importorskip("pyspark")
    blog(a=post("A"))
    blog.write("a.log", "")

    answer = run(f"views import {blog.root}/a.log --engine spark://127.0.0.1:{free_port()}", code=7)

    assert "cannot be reached" in answer.err
    assert "--engine python" in answer.err


def test_a_missing_extra_says_what_to_install(
    blog: Folder, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the name of the extra."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    blog(a=post("A"))

    answer = run(f"views import {blog.root}/a.log --engine spark://127.0.0.1:7077", code=2)

    assert "pip install 'blogctl[spark]'" in answer.err
