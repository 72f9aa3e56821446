"""The house: calls run downwards only, and heavy libraries stay inside the functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "blogctl"

# Which floors each floor may import.
FLOORS: dict[str, set[str]] = {
    "cli": {"display", "errors"},
    "commands": {"blog", "site", "importers", "content", "display", "errors"},
    "display": {"content", "errors"},
    "blog": {"storage", "engines", "content", "errors"},
    "site": {"storage", "engines", "content", "errors"},
    "importers": {"content", "errors"},
    "storage": {"engines", "content", "errors"},
    "engines": {"content", "errors"},
    "content": {"errors"},
    "errors": set(),
}
LIBRARIES: dict[str, set[str]] = {
    "cli": {"typer"},
    "commands": {"typer"},
    "display": {"rich", "vl_convert"},
    "importers": {"markdownify", "pyspark", "crawleruseragents", "zstandard"},
    "storage": {"apsw", "filelock"},
    "content": {"yaml", "tomlkit", "slugify", "Stemmer", "frontmatter", "markdown_it"},
    "engines": set(),
}
THIRD_PARTY = set.union(*LIBRARIES.values())
# Inside functions only; the modules about YAML are themselves imported inside functions.
LAZY = THIRD_PARTY - {"typer"}
RUNS_PROGRAMS = {
    "site/editor.py", "site/git.py", "site/picker.py", "site/running.py", "site/serving.py",
    "display/pager.py",
}  # fmt: skip
PURE = {"content", "engines"}
FORBIDDEN_WHERE_PURE = {"os", "pathlib", "shutil", "subprocess", "sqlite3", "time", "io", "sys"}

Import = tuple[Path, str, bool]


def floor_of(path: Path) -> str:
    """Return the floor that a file stands on."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports() -> Iterator[Import]:
    """Yield each import: the file, the module, whether it stands at the top of the file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        top = set(map(id, tree.body))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name, id(node) in top) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module, id(node) in top


def test_calls_run_downwards_only() -> None:
    """No file imports from a floor above its own, or beside it where the table does not say so."""
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path, module, _ in imports()
        if module.startswith("blogctl.")
        and floor_of(path) in FLOORS
        and module.split(".")[1] not in {*FLOORS[floor_of(path)], floor_of(path)}
    ]

    assert wrong == []


def test_each_floor_uses_its_own_libraries() -> None:
    """A third-party library is imported only on the floor that it belongs to."""
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path, module, _ in imports()
        if module.split(".")[0] in THIRD_PARTY
        and module.split(".")[0] not in LIBRARIES.get(floor_of(path), set())
    ]

    assert wrong == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """No file imports Rich, YAML or another heavy library at its top, but for the YAML modules."""
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module} at the top"
        for path, module, top in imports()
        if top and module.split(".")[0] in LAZY and not path.name.startswith("yaml_")
    ]

    assert wrong == []


def test_content_and_engines_are_pure() -> None:
    """What a blog is made of touches no files, processes or clock."""
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path, module, _ in imports()
        if floor_of(path) in PURE and module.split(".")[0] in FORBIDDEN_WHERE_PURE
    ]
    clocks = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if floor_of(path) in PURE
        and any(call in path.read_text("utf-8") for call in (".now(", ".today(", "open("))
    ]

    assert wrong + clocks == []


def test_few_files_run_other_programs() -> None:
    """The editor, the picker, the pager and git are run from one place each."""
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path, module, _ in imports()
        if module.split(".")[0] == "subprocess"
    }

    assert found == RUNS_PROGRAMS


@pytest.mark.parametrize("floor", sorted(FLOORS))
def test_the_table_names_real_floors(floor: str) -> None:
    """Each floor of the table exists, as a file or a folder."""
    assert (PACKAGE / floor).is_dir() or (PACKAGE / f"{floor}.py").is_file()


def test_functions_stay_short() -> None:
    """No function is longer than forty lines, docstring included; commands have their options."""
    long = [
        f"{path.relative_to(PACKAGE)}: {node.name} has {length} lines"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.body[0].lineno + 1) > 40
    ]

    assert long == []
