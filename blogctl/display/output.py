"""The gate that every answer goes through: one set of options, one set of shapes.

On a terminal a table; elsewhere tab-separated lines, nothing cut, no colour. JSON, JSON lines and
CSV are the same bytes wherever they go.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from blogctl.content import records
from blogctl.content.folding import nearest
from blogctl.content.records import as_json
from blogctl.display.safe import safe, safe_cell, unbroken
from blogctl.display.stream import is_terminal, is_utf8, note, write
from blogctl.errors import BadUsage

Value = Callable[[Any], Any]
_BATCH = 2000


class Output(NamedTuple):
    """What the person wants to see, and how: the options of every command that answers."""

    json: bool = False
    jsonl: bool = False
    csv: bool = False
    table: bool = False
    plain: bool = False
    format: str | None = None
    nul: bool = False
    only_count: bool = False
    fields: str | None = None
    sort: str | None = None
    limit: int | None = None
    color: str = "auto"
    pager: bool = True
    quiet: bool = False

    @property
    def structured(self) -> bool:
        """Whether the answer is for a program."""
        return self.json or self.jsonl or self.csv

    @property
    def drawn(self) -> bool:
        """Whether the answer is drawn for eyes."""
        if self.structured or self.plain or self.nul or self.format:
            return False
        return self.table or is_terminal(sys.stdout)


class Listing(NamedTuple):
    """Rows to show. *column* returns how to get a named value of a row, or None for no such name.

    *stable* are the names that JSON gives, *plain* those of tab-separated lines; *draw* shows the
    rows to a person, given the names asked for (None: as it likes). *noun* is what one and many
    are called, None where their number is no news.
    """

    rows: Sequence[Any]
    column: Callable[[str], Value | None]
    stable: tuple[str, ...]
    plain: tuple[str, ...]
    draw: Callable[[Sequence[Any], tuple[str, ...] | None, Output], None]
    noun: tuple[str, str] | None


def check(output: Output) -> None:
    """Raise BadUsage for options that contradict each other."""
    shapes = ("json", "jsonl", "csv", "table", "plain", "format")
    asked = [f"--{name}" for name in shapes if getattr(output, name) not in (False, None)]
    asked += ["--count"] if output.only_count else []
    asked += ["--null"] if output.nul and asked and asked[0] not in ("--plain", "--format") else []
    asked += ["--fields"] if output.format is not None and output.fields is not None else []
    if len(asked) > 1:
        raise BadUsage(f"{' and '.join(asked)} do not go together", hint="choose one")
    if output.format == "":
        raise BadUsage("--format is empty", hint="as in '{date} {title}'")
    if output.limit is not None and output.limit < 0:
        raise BadUsage("--limit must be 0 or more", hint="leave it out for all")


def refuse(output: Output, *names: str, hint: str) -> None:
    """Raise BadUsage for an option of *names* that was given where it has no use."""
    defaults = Output()
    for name in names:
        if getattr(output, name) != getattr(defaults, name):
            option = {"only_count": "count", "nul": "null"}.get(name, name)
            raise BadUsage(f"--{option} does not go with this command", hint=hint)


def show(listing: Listing, output: Output) -> None:
    """Show *listing* as *output* asks."""
    names = asked_names(output)
    get = {name: column_of(listing, name) for name in names or ()}
    if output.only_count:
        write(f"{len(listing.rows)}\n")
    elif output.structured:
        _show_structured(listing, names or listing.stable, output)
    elif output.format is not None:
        _show_template(listing, output)
    elif output.drawn:
        _show_drawn(listing, tuple(get) or None, output)
    else:
        _show_plain(listing, names or listing.plain[: 1 if output.nul else None], output)


def asked_names(output: Output) -> tuple[str, ...] | None:
    """Return the names of `--fields`, None where it was not given."""
    if output.fields is None:
        return None
    names = tuple(dict.fromkeys(name.strip() for name in output.fields.split(",")))
    if not all(names):
        raise BadUsage("--fields has an empty name", hint="as in --fields path,title")
    return names


def column_of(listing: Listing, name: str) -> Value:
    """Return how to get *name* of a row; raise BadUsage for no such name."""
    value = listing.column(name)
    if value is None:
        hint = nearest(name, listing.stable) or f"fields are {', '.join(listing.stable)}"
        raise BadUsage(f"there is no field '{name}' here", hint=hint)
    return value


def _show_drawn(listing: Listing, names: tuple[str, ...] | None, output: Output) -> None:
    if listing.rows:
        listing.draw(listing.rows, names, output)
    if listing.noun is not None:
        count = len(listing.rows)
        note(f"{count:,} {listing.noun[count != 1]}", colour="dim", quiet=output.quiet)


def _show_plain(listing: Listing, names: Sequence[str], output: Output) -> None:
    columns = [column_of(listing, name) for name in names]
    end = "\0" if output.nul else "\n"
    # Between NULs a value stands as it is, so that `xargs -0` gets the very file name.
    shown = unbroken if output.nul else safe
    for start in range(0, len(listing.rows), 1000):
        rows = listing.rows[start : start + 1000]
        lines = ("\t".join(shown(as_text(column(row))) for column in columns) for row in rows)
        write("".join(f"{line}{end}" for line in lines))


def _show_structured(listing: Listing, names: Sequence[str], output: Output) -> None:
    columns = {name: column_of(listing, name) for name in names}
    answers = [
        {name: as_json(column(row)) for name, column in columns.items()} for row in listing.rows
    ]
    if output.csv:
        _write_csv(answers, names)
    elif output.jsonl:
        write("".join(f"{to_json(record)}\n" for record in answers))
    else:
        write_json(answers)


def _write_csv(records: list[dict[str, Any]], names: Sequence[str]) -> None:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([safe_cell(safe(as_text(value))) for value in record.values()])
    write(buffer.getvalue())


def write_json(value: Any) -> None:
    """Write *value* as JSON, indented, for programs and eyes."""
    write(f"{to_json(value, indent=2)}\n")


def shows_any(
    output: Output, plain: Sequence[str], stable: Sequence[str], names: Sequence[str]
) -> bool:
    """Say whether *output* shows any of the fields *names*, where nothing else is asked for.

    *plain* are the fields of a line, *stable* those of JSON.
    """
    if output.only_count:
        return False
    if output.format is not None:
        return any(name in output.format for name in names)
    shown = asked_names(output) or (stable if output.structured else plain)
    return not set(names).isdisjoint(shown)


def takes_records(output: Output) -> bool:
    """Say whether posts can be written as the index keeps them: whole, as indented JSON."""
    return output.json and output.fields is None and is_utf8(sys.stdout)


def write_records(items: Iterable[str]) -> None:
    """Write the *items* of an indented JSON list, as they come."""
    waiting = iter(items)
    before = "[\n"
    while batch := list(islice(waiting, _BATCH)):
        write(before + ",\n".join(batch))
        before = ",\n"
    write("[]\n" if before == "[\n" else "\n]\n")


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return *value* as JSON, in the letters that stdout takes."""
    return records.to_json(value, indent=indent, ascii_only=not is_utf8(sys.stdout))


def as_text(value: Any) -> str:
    """Return *value* as one field of a line: lists joined with commas, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ",".join(as_text(item) for item in value)
    return str(value)


def _show_template(listing: Listing, output: Output) -> None:
    assert output.format is not None
    render = template(output.format, listing)
    end = "\0" if output.nul else "\n"
    write("".join(render(row, raw=output.nul) + end for row in listing.rows))


def template(text: str, listing: Listing) -> Callable[..., str]:
    r"""Return what fills `{name}` in *text* from a row; `\t` and `\n` are a tab and a line feed.

    Raise BadUsage for an unknown name or a brace left open.
    """
    from string import Formatter

    if "{" not in text:
        text = f"{{{text}}}"
    text = text.replace("\\t", "\t").replace("\\n", "\n")
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise BadUsage(f"--format: {error}", hint="as in '{date} {title}'") from error
    if any(spec or conversion for _, _, spec, conversion in parsed):
        raise BadUsage("--format takes names alone", hint="as in '{date} {title}'")
    parts = [
        (literal, column_of(listing, name) if name is not None else None)
        for literal, name, _, _ in parsed
    ]

    def render(row: Any, *, raw: bool) -> str:
        shown = unbroken if raw else safe
        return "".join(
            literal + (shown(as_text(get(row))) if get else "") for literal, get in parts
        )

    return render
