"""Front matter made to exhaust a reader, in every format and for every generator."""

import os
import subprocess
import sys

import pytest
from conftest import PROJECT, Folder

DEEP = 40_000
MEGABYTE = 2**20
SITES = {
    "hugo": ("hugo.toml", "baseURL = '/'\n", "content/posts/{name}.md"),
    "jekyll": ("_config.yml", "title: x\n", "_posts/2024-01-02-{name}.md"),
    "hexo": ("_config.yml", "new_post_name: :title.md\nurl: http://x\n", "source/_posts/{name}.md"),
    "pelican": ("pelicanconf.py", "SITENAME = 'x'\nPATH = 'content'\n", "content/{name}.md"),
    "nikola": ("conf.py", "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.md', 'posts', 'p'),)\n",
               "posts/{name}.md"),
    "zola": ("config.toml", "base_url = 'http://x'\n", "content/{name}.md"),
    "eleventy": ("eleventy.config.js", "export default () => {};\n", "posts/{name}.md"),
    "astro": ("astro.config.mjs", "export default {};\n", "src/content/blog/{name}.md"),
}  # fmt: skip
GOOD = {
    "pelican": "Title: Good\nDate: 2024-01-02\n\nText.\n",
    "nikola": "<!--\n.. title: Good\n.. date: 2024-01-02 00:00:00 UTC\n-->\n\nText.\n",
    "zola": "+++\ntitle = 'Good'\ndate = 2024-01-02\n+++\nText.\n",
    "astro": "---\ntitle: Good\npubDate: 2024-01-02\n---\nText.\n",
}
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + at)}: &{chr(98 + at)} [{','.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(20)
)
BOMBS = {
    "brackets": f"---\nx: {'[' * DEEP}{']' * DEEP}\n---\n",
    "aliases": f"---\n{ALIASES}---\n",
    "merges": "---\na: &a {k: 1}\n" + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} {{<<: [{','.join([f'*{chr(97 + at)}'] * 9)}]}}\n"
        for at in range(20)
    ) + "---\n",
    "a megabyte": f"---\nx: {'y' * MEGABYTE}\n---\n",
    "arrays": f"+++\nx = {'[' * DEEP}{']' * DEEP}\n+++\n",
    "tables": f"+++\n[{'.'.join('a' * DEEP)}]\nx = 1\n+++\n",
    "inline tables": f"+++\nx = {'{a=' * DEEP}1{'}' * DEEP}\n+++\n",
    "a long word": f"+++\nx = '{'y' * 250_000}'\n+++\n",
    "objects": f'{{"x": {"[" * DEEP}{"]" * DEEP}}}\n',
    "fenced objects": f'---json\n{{"x": {"[" * DEEP}{"]" * DEEP}}}\n---\n',
    "bare objects": f'"x": {"[" * DEEP}{"]" * DEEP}\n;;;\n',
    "lines": "Title: x\n" + "".join(f"Key{at}: value\n" for at in range(DEEP)) + "\nText.\n",
    "continued": "Title: x\nTags: a\n" + "    b\n" * DEEP + "\nText.\n",
    "comments": "<!--\n.. title: x\n" + ".. tags: a\n" * DEEP + "-->\n\nText.\n",
    "unclosed": "---\n" + "x: y\n" * DEEP,
    "fences": "---\n" * DEEP,
    "blank lines": "\n" * MEGABYTE + "---\ntitle: x\n---\n",
}  # fmt: skip
MEASURED = (
    "import resource, sys; from blogctl.cli import run; code = run(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
)


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("engine", SITES)
def test_a_bomb_harms_nobody(engine: str, name: str, blog: Folder) -> None:
    """It is refused or read, under 200 MB; the good post is listed, and no byte is lost."""
    (blog.root / "posts").rmdir()
    config, text, path = SITES[engine]
    blog.write(config, text)
    blog.write(path.format(name="good"), GOOD.get(engine, "---\ntitle: Good\n---\nText.\n"))
    bomb = blog.write(path.format(name="bad"), BOMBS[name])
    before = bomb.read_bytes()

    for words in (["list", "--json", "--fields", "title"], ["tag", "add", "zzz", "--all", "--yes"]):
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, "-C", str(blog.root), *words],
            capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(PROJECT)}, check=False,
        )  # fmt: skip

        said, peak = done.stderr.rsplit("\n", 2)[0], done.stderr.split()[-1]
        assert done.returncode in (0, 1), said
        assert "fault of blogctl's own" not in said
        assert int(peak) < 200_000, f"{int(peak) // 1000} MB"
        assert "list" not in words or '"title": "Good"' in done.stdout
    assert bomb.read_bytes() == before or b"zzz" in bomb.read_bytes()
