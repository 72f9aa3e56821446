"""Python configuration read without being run."""

import pytest

from blogctl.engines.configuration import python_settings
from blogctl.errors import BadSetting


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("X = 'a'", "a"),
        ("X: str = 'a'", "a"),
        ("A = 'a'\nX = A + 'b'", "ab"),
        ("X = ('a', 'b')", ["a", "b"]),
        ("X = ['a']\nX += ['b']", ["a", "b"]),
        ("X = {'a': 1, 'b': (2,)}", {"a": 1, "b": [2]}),
        ("X = dict(a=1)", {"a": 1}),
        ("X = -1", -1),
        ("A = 'a'\nX = f'{A}/b'", "a/b"),
        ("import os\nX = os.path.join('a', 'b')", "a/b"),
        ("from pathlib import Path\nX = Path('a')", "a"),
        ("import os\nX = os.environ.get('HOME', 'a')", "a"),
        ("A = X = 'a'", "a"),
        ("X = 'a' 'b'", "ab"),
    ],
)
def test_what_can_be_read_off_is(source: str, value: object) -> None:
    """Literals, names read before, sums, and the calls that settings are written with."""
    assert python_settings("conf.py", source.encode())["X"] == value


@pytest.mark.parametrize(
    "source",
    [
        "X = open('a').read()", "X = 1 / 0", "X = unknown", "X = [n for n in 'ab']",
        "X = 'a'\nX = print()", "if True:\n    X = 'a'", "X = __import__('os').name",
        "X = lambda: 1", "X = {**{}}", "X = 'a' + 1", "X, Y = 1, 2", "X = {[]: 1}",
        "X = f'{1!r:>{9}}'", "X = os.getenv('HOME')",
    ],
)  # fmt: skip
def test_what_would_have_to_be_run_is_not_known(source: str) -> None:
    """A setting that only running the file could tell is left out; nothing is raised."""
    assert "X" not in python_settings("conf.py", source.encode())


@pytest.mark.parametrize(
    ("source", "line"),
    [(b"X = 1\nY = (\n", 2), (b"X = 1\n  Y = 2\n", 2), (b"\x00", 1), (b"\xff = 1", 1)],
)
def test_what_is_not_python_is_named_with_its_line(source: bytes, line: int) -> None:
    """A file that does not parse is a BadSetting with file and line."""
    with pytest.raises(BadSetting, match=f"conf.py:{line}: it is not Python"):
        python_settings("conf.py", source)


def test_deep_nesting_is_read() -> None:
    """What Python itself can nest is read."""
    assert python_settings("conf.py", f"X = {'[' * 150}{']' * 150}\nY = 1\n".encode())["Y"] == 1


@pytest.mark.parametrize("depth", [5_000, 200_000])
def test_nesting_has_an_end(depth: int) -> None:
    """A file nested past what Python takes is no Python, never a crash."""
    with pytest.raises(BadSetting, match="it is not Python"):
        python_settings("conf.py", f"X = {'[' * depth}{']' * depth}\n".encode())
