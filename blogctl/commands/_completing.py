"""The Tab key: what a shell asks, answered from what is known of the blog; never an error."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from blogctl.blog.completing import Seen
from blogctl.content.completing import Answer, Candidate, complete
from blogctl.content.places import Place, place_of
from blogctl.display.completions import LINE, Typed, typed, written
from blogctl.display.stream import write


def answer(app: Any, instruction: str, environment: Mapping[str, str]) -> None:
    """Write what may stand where the cursor of a shell stands; *instruction* names the shell.

    Nothing is said where nothing is known: an error would be drawn over what is being typed.
    """
    shell = instruction.removeprefix("complete_")
    line = typed(environment)
    found = Answer()
    with suppress(Exception, SystemExit):
        found = _found(app, line)
    write(written(found, shell, line, ours=LINE in environment))


def _found(app: Any, line: Typed) -> Answer:
    words = line.words[1:]
    place = place_of(words, line.last)
    found = Answer() if place is None else complete_at(place)
    if place is None or (not found.candidates and line.last.startswith("-") and not place.kept):
        return _of_typer(app, list(words), line.last)
    return found


def complete_at(place: Place) -> Answer:
    """Return what may stand at *place* in the blog that it names, or that lies here."""
    folder = Path(place.folder or ".").expanduser()
    return complete(place, Seen(folder, datetime.now(UTC)))


def _of_typer(app: Any, words: list[str], last: str) -> Answer:
    """Return the commands and the options that Typer knows."""
    import typer
    from typer._completion_classes import BashComplete

    command = typer.main.get_command(app)
    items = BashComplete(command, {}, "blogctl", "").get_completions(words, last)
    return Answer(tuple(Candidate(item.value, item.help or "") for item in items))
