"""The SQL of counting in DuckDB, in this process, with its memory bounded."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from blogctl.errors import BlogError

MEMORY = "2GB"
_LONGEST = 16 << 20
# What the text calls by Spark's names.
_MACROS = """
CREATE MACRO get_json_object(text, path) AS
  CASE WHEN json_valid(text) THEN json_extract_string(text, path) END;
CREATE MACRO try_to_timestamp(text, form) AS
  try_strptime(text, ['%d/%b/%Y:%H:%M:%S %z', '%Y-%m-%d %H:%M:%S %z']);
CREATE MACRO unix_timestamp(moment) AS CAST(floor(epoch(moment)) AS BIGINT);
CREATE MACRO date_from_unix_date(days) AS DATE '1970-01-01' + CAST(days AS INTEGER);
CREATE MACRO xxhash64(salt, address, agent) AS hash(concat(salt, chr(1), address, chr(1), agent));
"""


class Duck:
    """A DuckDB in memory, over the lines of *paths*; what does not fit goes to a folder aside."""

    def __init__(self, paths: Sequence[str], aside: str) -> None:
        self._error = duckdb.Error
        self._database = duckdb.connect(
            config={
                # Nothing is fetched from anywhere.
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "memory_limit": MEMORY,
                "temp_directory": aside,
                "preserve_insertion_order": "false",
            }
        )
        self._database.execute(_MACROS)
        names = ", ".join(_quoted(path) for path in paths)
        self._run(
            f"CREATE VIEW lines AS SELECT line FROM read_csv([{names}], "
            "columns = {'line': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', "
            f"header = false, auto_detect = false, max_line_size = {_LONGEST}, "
            "ignore_errors = true, null_padding = true)".replace("chr(1)", "'\x01'")
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        found: list[tuple[Any, ...]] = self._run(sql).fetchall()
        return found

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a query as the table *name*."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def table(self, name: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep *rows* as the table *name*; *columns* are names and types."""
        told = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} ({told})")
        for start in range(0, len(rows), 1000):
            part = rows[start : start + 1000]
            marks = ", ".join(f"({', '.join('?' * len(columns))})" for _ in part)
            values = [value for row in part for value in row]
            self._database.execute(f"INSERT INTO {name} VALUES {marks}", values)

    def _run(self, sql: str) -> Any:
        try:
            return self._database.execute(sql)
        except self._error as error:
            message = str(error).split("\n", 1)[0].lower()
            raise BlogError(f"DuckDB: {message}", hint="look at the SQL") from error

    def close(self) -> None:
        """Let go of all that is kept."""
        with suppress(self._error):
            self._database.close()


def _quoted(path: str) -> str:
    return "'" + str(Path(path).resolve()).replace("'", "''") + "'"
