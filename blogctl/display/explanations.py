"""Why a post is or is not live, drawn for eyes or as lines."""

from datetime import datetime
from typing import Any

from blogctl.content.explaining import Explanation, Finding, Verdict
from blogctl.display.output import Output, as_text
from blogctl.display.safe import safe
from blogctl.display.screen import STATUS_STYLE, draw, text
from blogctl.display.stream import write


def draw_explanation(explanation: Explanation, output: Output) -> None:
    """Draw *explanation*: the verdict, its details, the findings, the other generators."""
    from rich.console import Group
    from rich.text import Text

    status = text(explanation.status, STATUS_STYLE[explanation.status])
    parts: list[Any] = [
        Text.assemble(text(explanation.path, "bold"), "  ", status),
        text(f"{explanation.because}."),
        _details(explanation),
    ]
    for finding in explanation.findings:
        parts += [text(f"{_mark(finding)} {_said(finding)}", "yellow" if finding.stops else "")]
        parts += [text(f"  {finding.hint}", "dim")] if finding.hint else []
    parts += [text(""), text("Elsewhere this file would be", "dim"), _others(explanation)]
    draw(Group(*parts), output)


def _details(explanation: Explanation) -> Any:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(explanation):
        table.add_row(name, text(value))
    return table


def _rows(explanation: Explanation) -> list[tuple[str, str]]:
    """Return what is known of a post by name; what it has not is left out."""
    turns = [f"{turn.status} from {_moment(turn.at)}" for turn in explanation.turns]
    rows = [
        ("engine", explanation.engine),
        ("address", explanation.url or "none: no page is written"),
        ("date", _moment(explanation.date) if explanation.date else "none"),
        ("zone", explanation.zone),
        ("then", ", ".join(turns) or "it stays so until somebody changes it"),
    ]
    return [(name, value) for name, value in rows if value]


def _said(finding: Finding) -> str:
    return f"line {finding.line}: {finding.message}" if finding.line else finding.message


def _mark(finding: Finding) -> str:
    return "!" if finding.stops else "·"


def _others(explanation: Explanation) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for width in (None, None, None):
        table.add_column(no_wrap=True, width=width)
    table.add_column(overflow="fold")
    for one in explanation.elsewhere:
        style = STATUS_STYLE[one.status] if one.status else "dim"
        date = f"{one.date:%Y-%m-%d}" if one.date else ""
        table.add_row(
            text(one.engine), text(one.status or "no post", style), text(date), text(_title(one))
        )
    return table


def _title(one: Verdict) -> str:
    tags = f"  [{', '.join(one.tags)}]" if one.tags else ""
    return one.problem or f"{one.title or 'without a title'}{tags}"


def _moment(moment: datetime) -> str:
    return f"{moment:%a %d %b %Y, %H:%M %z}"


def write_plain(explanation: Explanation) -> None:
    """Write `name<TAB>value` lines; a finding, and another generator, is a line each."""
    plain = explanation._asdict()
    turns, findings, others = (plain.pop(name) for name in ("turns", "findings", "elsewhere"))
    lines = [f"{name}\t{safe(as_text(value))}\n" for name, value in plain.items()]
    lines += [f"then\t{turn.at.isoformat()}\t{turn.status}\n" for turn in turns]
    lines += [f"finding\t{safe(_said(one))}\n" for one in findings]
    lines += [
        f"elsewhere\t{one.engine}\t{one.status or 'no post'}\t{safe(_title(one))}\n"
        for one in others
    ]
    write("".join(lines))
