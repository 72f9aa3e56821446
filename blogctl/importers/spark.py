"""The SQL of counting on a Spark cluster, over files that its machines can read, or object storage.

Only counts come back, and the distinct requests and agents, which are judged here. Spark gets no
address beyond its own memory, and fetches nothing for us.
"""

import re
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from blogctl.errors import BadUsage, BlogError, ProgramFailed

_PATIENCE = 5.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Spark:
    """A session on the cluster at *address*, `spark://host:port` or `local[N]`.

    Raise BadUsage where PySpark is not installed, ProgramFailed where nobody answers.
    """

    def __init__(self, address: str) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            hint = "pip install 'blogctl[spark]', and Java 17 or later"
            raise BadUsage("Spark is not installed", hint=hint) from error
        _check_answers(address)
        builder = (
            SparkSession.builder.master(address)
            .appName("blogctl")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
        )
        if urlsplit(address).hostname in _LOOPBACK:
            builder = builder.config("spark.driver.host", "127.0.0.1")
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        try:
            self._session = builder.getOrCreate()
        except Exception as error:
            raise _failed(error) from error

    def head(self, path: str, lines: int = 50) -> bytes:
        """Return the first *lines* of the file, or of the first of those, at *path*."""
        rows = self._try(lambda: self._session.read.text(located(path)).limit(lines).collect())
        return "".join(f"{row[0]}\n" for row in rows).encode("utf-8", "replace")

    def read(self, paths: Sequence[str]) -> None:
        """Make the lines of the files at *paths* the table `lines`."""

        def make() -> None:
            lines = self._session.read.text([located(path) for path in paths])
            lines.withColumnRenamed("value", "line").createOrReplaceTempView("lines")

        self._try(make)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return [tuple(row) for row in self._try(lambda: self._session.sql(sql).collect())]

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a query as the table *name*, on the cluster."""

        def make() -> None:
            self._session.sql(sql).createOrReplaceTempView(name)
            self._session.sql(f"CACHE TABLE {name}")

        self._try(make)

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep *rows* as the table *name*; *columns* are names and types."""
        schema = ", ".join(f"{column} {kind}" for column, kind in columns.items())

        def make() -> None:
            self._session.createDataFrame(list(rows), schema).createOrReplaceTempView(name)

        self._try(make)

    def _try(self, work: Any) -> Any:
        try:
            return work()
        except Exception as error:
            raise _failed(error) from error

    def close(self) -> None:
        """End the session, and with it all that the cluster kept for it."""
        with suppress(Exception):
            self._session.stop()


def located(path: str) -> str:
    """Return *path* as Spark wants it: a file of this machine with its scheme, no pattern."""
    if "://" in path:
        return path
    whole = str(Path(path).resolve())
    # What is there is called so; what is not may be a pattern.
    named = re.sub(r"([\\{}\[\]*?])", r"\\\1", whole) if Path(whole).exists() else whole
    return f"file://{named}"


def is_remote(path: str) -> bool:
    """Say whether *path* is on a file system that only Spark reads, as `s3a://logs/…`."""
    return "://" in path and not path.startswith("file://")


def _check_answers(address: str) -> None:
    """Raise ProgramFailed where nobody listens at *address*; Spark itself would try for long."""
    parts = urlsplit(address)
    if parts.scheme != "spark":
        return
    if not parts.hostname or not parts.port:
        raise BadUsage(f"'{address}' names no cluster", hint="as in --engine spark://host:7077")
    try:
        with closing(socket.create_connection((parts.hostname, parts.port), _PATIENCE)):
            pass
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the cluster {address} cannot be reached: {reason}"
        raise ProgramFailed(message, hint="--engine python counts on this machine") from error


def _failed(error: Exception) -> BlogError:
    reason = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return ProgramFailed(f"Spark: {reason[:200]}", hint="--engine python counts on this machine")
