"""The documentation tells the truth: every transcript in it is typed, and prints what is shown."""

import re
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "docs"))
import transcript  # noqa: E402 - it lies in docs/, beside what it runs

from blogctl.cli import COMMANDS  # noqa: E402

DOCUMENTS = ["README.md", *sorted(f"docs/{path.name}" for path in (PROJECT / "docs").glob("*.md"))]


@pytest.mark.skipif(sys.platform == "win32", reason="transcripts are typed on a pseudo-terminal")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_transcripts_print_what_they_show(name: str, tmp_path: Path) -> None:
    """Each command of a document, typed in a copy of the sample blog, prints what stands there."""
    shown = (PROJECT / name).read_text("utf-8")

    blog = transcript.sample_blog(tmp_path, log=transcript.LOG in shown)
    printed = transcript.renewed(shown, blog)

    assert printed.splitlines() == shown.splitlines()


def test_the_readme_types_something() -> None:
    """The README has transcripts, and among them the whole main job."""
    text = (PROJECT / "README.md").read_text("utf-8")

    typed = " ".join(re.findall(r"^\$ blogctl (\w+)", text, re.MULTILINE)).split()

    assert {"create", "list", "tag", "search", "publish", "stats", "top"} <= set(typed)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented(command: str) -> None:
    """Each command is named in the README or in docs/."""
    texts = [(PROJECT / name).read_text("utf-8") for name in DOCUMENTS]

    assert any(f"blogctl {command}" in text for text in texts)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    """A link to a file of the project leads to one."""
    text = transcript.without_blocks((PROJECT / name).read_text("utf-8"))

    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]

    assert [t for t in targets if not ((PROJECT / name).parent / t).exists()] == []


def test_the_picture_is_of_the_sample_blog() -> None:
    """The picture at the top of the README shows a post of the sample blog."""
    picture = (PROJECT / "docs" / "terminal.svg").read_text("utf-8")

    assert "blogctl&#160;list" in picture
    assert "Notes&#160;from&#160;a&#160;year" in picture
