"""Configuration files of site generators as values: YAML, TOML, JSON, and Python never run."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from blogctl.content.dialect import Schema
from blogctl.content.front_matter import load
from blogctl.errors import BadFrontMatter, BadSetting

_PLAIN = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_BLOCKS = (ast.stmt, ast.excepthandler, ast.match_case)
_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Computed(NamedTuple):
    """What a Python file sets in ways that only running it would tell.

    *names* are set or changed otherwise than by a plain line at the top, *plain* those of them
    that such a line sets too; *modules* are those from which it takes all that they hold.
    """

    names: frozenset[str]
    plain: frozenset[str]
    modules: tuple[str, ...]


class Unread(NamedTuple):
    """A setting that is computed; *is_plain* is that a plain line sets it too, which counts."""

    name: str
    is_plain: bool

    @property
    def message(self) -> str:
        """What is told of it."""
        taken = "goes by the line that says it plainly" if self.is_plain else "takes its default"
        return f"{self.name} is computed, so blogctl cannot read it and {taken}"


def parsed(path: str, data: bytes, schema: Schema = "hugo") -> dict[str, Any]:
    """Return the settings in a YAML, TOML or JSON file; raise BadSetting, with the line.

    *schema* is whose YAML it is.
    """
    ending = path.rsplit(".", 1)[-1]
    try:
        loaded = _loaded(ending, data.decode("utf-8-sig"), schema)
    except UnicodeDecodeError as error:
        raise BadSetting(f"{path} is not UTF-8", hint="save it as UTF-8") from error
    except BadFrontMatter as error:
        reason = error.message.removeprefix("the front matter is ")
        raise BadSetting(f"{error.place(path)}: it is {reason}", hint="mend that line") from error
    return loaded if isinstance(loaded, dict) else {}


def _loaded(ending: str, text: str, schema: Schema) -> Any:
    return load("yaml" if ending == "yml" else ending, text, schema)  # type: ignore[arg-type]  # the callers name only these


def wrong(path: str, data: bytes, name: str, message: str, hint: str) -> BadSetting:
    """Return the error of what the setting *name* says in the file *path*, at its line."""
    key = rb"[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t]*[:=]"
    # One at the left edge is a setting of the site; one further in may be of something within.
    found = re.search(rb"(?m)^(?:\xef\xbb\xbf)?" + key, data) or re.search(rb"(?m)^\s+" + key, data)
    line = data.count(b"\n", 0, found.end()) + 1 if found else 0
    place = f"{path}:{line}" if line else path
    return BadSetting(f"{place}: {message}" if place else message, hint=hint)


def address_path(address: str) -> str:
    """Return the path in a site's address; raise BadSetting for what is no address."""
    try:
        return urlsplit(address).path
    except ValueError as error:
        message = f"'{address}' is no address of a site"
        raise BadSetting(message, hint="write it as in https://example.org/") from error


def lowered(value: Any) -> Any:
    """Return *value* with the keys of all its tables in lower case."""
    if isinstance(value, Mapping):
        return {str(key).lower(): lowered(inner) for key, inner in value.items()}
    return value


def python_settings(path: str, data: bytes) -> dict[str, Any]:
    """Return the names that a Python file sets at its top to values that can be read off.

    The file is parsed, never run: a name set to anything but literals, names read before, and
    sums and `+=` of those, is left out. Raise BadSetting, with the line, where it does not parse.
    """
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        is_deep = isinstance(error, (RecursionError, MemoryError))
        reason = "it is nested too deeply" if is_deep else getattr(error, "msg", str(error))
        message = f"{path}:{line}: it is not Python: {reason}"
        raise BadSetting(message, hint="mend that line") from error
    settings: dict[str, Any] = {}
    for statement in tree.body:
        _take(statement, settings)
    return settings


def computed(data: bytes, settings: Mapping[str, Any]) -> Computed:
    """Return what the Python file *data*, which parses, sets beside its *settings* as read off."""
    tree = ast.parse(data)
    plain = [line for line in tree.body if isinstance(line, _PLAIN)]
    named = {name for line in plain for name in _set_by(line)}
    changed: set[str] = set()
    modules: list[str] = []
    for statement in _run_at_once(tree):
        if isinstance(statement, ast.ImportFrom):
            modules += [statement.module or "." for one in statement.names if one.name == "*"]
        changed |= _changed_by(statement)
        changed |= set() if statement in plain else set(_set_by(statement))
    names = changed | (named - settings.keys())
    return Computed(frozenset(names), frozenset(changed & settings.keys()), tuple(modules))


def unread(told: Computed, decisive: Iterable[str]) -> tuple[Unread, ...]:
    """Return those of the *decisive* settings that blogctl cannot read off."""
    return tuple(Unread(name, name in told.plain) for name in decisive if name in told.names)


def _run_at_once(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements that run when the file does: none within a function or a class."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        # Expressions can be nested deeper than Python can follow, and hold no statements.
        if isinstance(child, _BLOCKS) and not isinstance(child, _LATER):
            yield from _run_at_once(child)


def _set_by(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement itself sets, not those of the statements within it."""
    if isinstance(statement, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    targets = [*getattr(statement, "targets", ()), getattr(statement, "target", None)]
    for target in targets:
        for node in ast.walk(target) if target else ():
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def _changed_by(statement: ast.stmt) -> set[str]:
    """Return the names in which a statement changes something: `A["x"] = 1`, `A.append(1)`."""
    call = getattr(statement, "value", None) if isinstance(statement, ast.Expr) else None
    places = [call.func] if isinstance(call, ast.Call) else [*getattr(statement, "targets", ())]
    owners = [place for place in places if isinstance(place, (ast.Subscript, ast.Attribute))]
    return {owner.value.id for owner in owners if isinstance(owner.value, ast.Name)}


def _take(statement: ast.stmt, settings: dict[str, Any]) -> None:
    if isinstance(statement, ast.Assign):
        targets, value = statement.targets, statement.value
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        targets, value = [statement.target], statement.value
    elif isinstance(statement, ast.AugAssign) and isinstance(statement.op, ast.Add):
        targets = [statement.target]
        value = ast.BinOp(ast.Name(getattr(statement.target, "id", "")), ast.Add(), statement.value)
    else:
        return
    for target in targets:
        if isinstance(target, ast.Name):
            settings.pop(target.id, None) if not isinstance(statement, ast.AugAssign) else None
            try:
                settings[target.id] = _value(value, settings)
            except (ValueError, TypeError, RecursionError):
                settings.pop(target.id, None)


def _value(node: Any, known: Mapping[str, Any]) -> Any:
    """Return what an expression says; raise ValueError where it would have to be run."""
    read = _READERS.get(type(node))
    if read is None:
        raise ValueError(node)
    return read(node, known)


def _named(node: Any, known: Mapping[str, Any]) -> Any:
    if node.id not in known:
        raise ValueError(node)
    return known[node.id]


def _listed(node: Any, known: Mapping[str, Any]) -> Any:
    return [_value(item, known) for item in node.elts]


def _mapped(node: Any, known: Mapping[str, Any]) -> Any:
    pairs = zip(node.keys, node.values, strict=True)
    return {_value(key, known): _value(value, known) for key, value in pairs}


def _summed(node: Any, known: Mapping[str, Any]) -> Any:
    if not isinstance(node.op, ast.Add):
        raise ValueError(node)
    return _value(node.left, known) + _value(node.right, known)


def _negated(node: Any, known: Mapping[str, Any]) -> Any:
    if not isinstance(node.op, ast.USub):
        raise ValueError(node)
    return -_value(node.operand, known)


def _woven(node: Any, known: Mapping[str, Any]) -> Any:
    return "".join(str(_value(part, known)) for part in node.values)


def _filled(node: Any, known: Mapping[str, Any]) -> Any:
    if node.format_spec is not None or node.conversion != -1:
        raise ValueError(node)
    return _value(node.value, known)


def _called(node: ast.Call, known: Mapping[str, Any]) -> Any:
    """Return what the few calls that settings are written with would give."""
    name = ast.unparse(node.func)
    values = [_value(argument, known) for argument in node.args]
    if name == "dict" and not values:
        return {pair.arg: _value(pair.value, known) for pair in node.keywords if pair.arg}
    if name in ("os.path.join", "path.join", "join") and values:
        return "/".join(str(value).rstrip("/") for value in values)
    if name in ("Path", "pathlib.Path", "str", "_") and len(values) == 1:
        return str(values[0])
    # The environment is the machine's, not the site's: what holds without it.
    if name in ("os.getenv", "os.environ.get", "getenv", "environ.get") and len(values) == 2:
        return values[1]
    raise ValueError(node)


_READERS: dict[type, Callable[[Any, Mapping[str, Any]], Any]] = {
    ast.Constant: lambda node, known: node.value,
    ast.Name: _named,
    ast.Tuple: _listed,
    ast.List: _listed,
    ast.Dict: _mapped,
    ast.BinOp: _summed,
    ast.UnaryOp: _negated,
    ast.JoinedStr: _woven,
    ast.FormattedValue: _filled,
    ast.Call: _called,
}


def zone_named(name: str) -> tzinfo:
    """Return the time zone *name*, UTC for ''; raise BadSetting for one that there is not."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSetting(f"there is no time zone '{name}'", hint="as in Europe/Paris") from error
