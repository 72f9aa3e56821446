"""Fields written as YAML from nothing: for new front matter, never for front matter that exists."""

from datetime import date, datetime
from typing import Any

import yaml

from blogctl.content.dates import write_date


class Dumper(yaml.SafeDumper):
    """Writes lists of plain values in brackets, dates bare, and no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that nothing is written as an alias."""
        return True


def dump_field(key: str, value: Any) -> str:
    """Return *value* under *key* as YAML lines, in the order it has."""
    return yaml.dump({key: value}, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10**6)


def _date(dumper: Dumper, value: date) -> yaml.Node:
    moment = isinstance(value, datetime) and value.tzinfo is not None
    text = write_date(value) if moment else value.isoformat()  # type: ignore[arg-type]  # a datetime
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)


def _list(dumper: Dumper, value: list[Any]) -> yaml.Node:
    flow = all(isinstance(item, (str, int, float, bool)) for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


Dumper.add_representer(datetime, _date)
Dumper.add_representer(date, _date)
Dumper.add_representer(list, _list)
