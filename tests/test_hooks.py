"""Hooks: what they are told, how they say no, and how they cannot hang."""

import json
from pathlib import Path

import pytest

from blogctl.errors import ProgramFailed
from blogctl.site.hooks import FOLDER, Hooks


@pytest.fixture
def heard() -> list[str]:
    """Return what was told of the hooks."""
    return []


@pytest.fixture
def hooks(tmp_path: Path, heard: list[str]) -> Hooks:
    """Return the hooks of an empty blog."""
    (tmp_path / FOLDER).mkdir(parents=True)
    return Hooks(tmp_path, 2, heard.append, "2026-11-23T08:00:00+00:00")


def write(hooks: Hooks, name: str, text: str, mode: int = 0o755) -> Path:
    """Write the hook *name*."""
    path = hooks.root / FOLDER / name
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_hook_gets_json_and_is_heard(hooks: Hooks, heard: list[str]) -> None:
    """It runs in the blog's folder, and what it says is told, each line with its name."""
    write(
        hooks,
        "post-publish",
        '#!/bin/sh\ncat > got.json; pwd; echo "bad" >&2; echo $BLOGCTL_EVENT\n',
    )

    hooks.run("post-publish", {"post": {"title": "L’été; touch x"}})

    assert json.loads((hooks.root / "got.json").read_text()) == {
        "schema": 1, "event": "post-publish", "blog": str(hooks.root),
        "time": "2026-11-23T08:00:00+00:00",
        "post": {"title": "L’été; touch x"},
    }  # fmt: skip
    assert heard == [
        f"post-publish: {hooks.root.resolve()}", "post-publish: post-publish", "post-publish: bad",
    ]  # fmt: skip


def test_a_hook_says_no(hooks: Hooks) -> None:
    """What it wrote is the reason."""
    write(hooks, "pre-publish", "#!/bin/sh\necho 'not on a Sunday' >&2\nexit 1\n")

    with pytest.raises(ProgramFailed, match="the hook 'pre-publish' said no") as caught:
        hooks.run("pre-publish", {})

    assert caught.value.said == ("not on a Sunday",)


def test_a_hook_that_fails_is_named(hooks: Hooks) -> None:
    """Its code is told."""
    write(hooks, "post-build", "#!/bin/sh\nexit 3\n")

    with pytest.raises(ProgramFailed, match="the hook 'post-build' ended with code 3"):
        hooks.run("post-build", {})


def test_a_hook_that_hangs_is_ended(hooks: Hooks) -> None:
    """Nothing waits for ever."""
    write(hooks, "post-build", "#!/bin/sh\nsleep 60\n")

    with pytest.raises(ProgramFailed, match="was still running after 2 seconds"):
        hooks.run("post-build", {})


def test_a_hook_that_reads_nothing(hooks: Hooks) -> None:
    """It need not read what it is given, however much that is."""
    write(hooks, "post-build", "#!/bin/sh\nexit 0\n")

    hooks.run("post-build", {"text": "x" * 1_000_000})


def test_a_hook_that_is_not_executable(hooks: Hooks) -> None:
    """The way out is told."""
    write(hooks, "post-build", "#!/bin/sh\n", 0o644)

    with pytest.raises(ProgramFailed, match="not executable") as caught:
        hooks.run("post-build", {})

    assert caught.value.hint == "chmod +x .blogctl/hooks/post-build, or --no-hooks"


def test_no_hooks_where_none_are_wanted(hooks: Hooks) -> None:
    """--no-hooks runs none; a name without a file is none."""
    write(hooks, "post-build", "#!/bin/sh\nexit 1\n")

    hooks._replace(wanted=False).run("post-build", {})
    hooks.run("post-deploy", {})

    assert hooks.has("post-build")
    assert not hooks.has("post-deploy")
