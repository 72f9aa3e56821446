"""Posts converted: front matter to another format, and posts to another generator."""

import pytest
from conftest import Folder, Run

YAML = """---
# the headline
title: "Un titre : « long »"
date: 2024-03-05T08:00:00+01:00  # a Tuesday
tags: [wiki, "no", "01234"]
weight: 3
toc: false
params:
  mood: calm
  deep: {a: [1, 2]}
draft: true
# below all
---

Text.
"""
TOML = """+++
# the headline
title = "Un titre : « long »"
date = 2024-03-05T08:00:00+01:00  # a Tuesday
tags = ["wiki", "no", "01234"]
weight = 3
toc = false
draft = true

[params]
mood = "calm"

[params.deep]
a = [1, 2]
# below all
+++

Text.
"""
SHOWN = "slug,title,date,status,tags,url,meta.weight,meta.toc,meta.params.mood"


def seen(run: Run) -> object:
    """Return what blogctl says of all posts, order aside."""
    return run(f"list --json --fields {SHOWN} --sort slug").json


@pytest.mark.parametrize(("form", "fence"), [("toml", "+++\n"), ("json", "{\n"), ("yaml", "---\n")])
def test_front_matter_changes_its_format_and_not_its_meaning(
    form: str, fence: str, blog: Folder, run: Run
) -> None:
    """In YAML, TOML and JSON the same post is read from the same fields, and the body stays."""
    blog(one=YAML if form != "yaml" else TOML)
    before = seen(run)

    run(f"convert --to {form} --all --yes")

    assert blog.text("one").startswith(fence)
    assert blog.text("one").endswith("\n\nText.\n")
    assert seen(run) == before


def test_comments_and_order_go_along_to_toml(blog: Folder, run: Run) -> None:
    """Comments above, beside and below fields stay; a table moves behind the plain fields."""
    blog(one=YAML)

    answer = run("convert --to toml one --json").json

    assert blog.text("one").replace("\n\n[", "\n[") == TOML.replace("\n\n[", "\n[")
    assert answer["changed"] == ["posts/one.md"]
    assert [loss["message"] for loss in answer["lost"]] == [
        "'params' moves to the end: tables come last in TOML"
    ]


def test_comments_go_along_to_yaml(blog: Folder, run: Run) -> None:
    """What TOML says in comments, YAML says too, in the same order."""
    blog(one=TOML)

    run("convert --to yaml one")

    lines = blog.text("one").splitlines()
    assert lines[1] == "# the headline"
    assert "date: 2024-03-05T08:00:00+01:00  # a Tuesday" in lines
    assert lines[lines.index("---", 1) - 1] == "# below all"


def test_what_json_cannot_hold_is_said(blog: Folder, run: Run) -> None:
    """JSON has no comments: the loss is named, with the post, before anything is written."""
    blog(one=YAML)

    answer = run("convert --to json one --dry-run")

    assert "posts/one.md: JSON has no comments" in answer.err
    assert blog.text("one") == YAML


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        ("!!binary aGk=", "toml", "TOML has no form for a value"),
        ("!!binary aGk=", "json", "JSON has no form for a value"),
        ("!!set {a, b}", "toml", "TOML has no form for a value"),
        ("!!set {a, b}", "json", "JSON has no form for a value"),
        ("{a: [.inf]}", "json", "JSON has no number for 'x'"),
    ],
)
def test_what_another_format_has_no_form_for_is_refused(
    value: str, form: str, said: str, blog: Folder, run: Run
) -> None:
    """A value that cannot be written in the other format is refused, and the post stays."""
    before = f"---\ntitle: One\nx: {value}\n---\nText.\n"
    blog(one=before)

    answer = run(f"convert --to {form} one", code=1)

    assert "posts/one.md" in answer.err
    assert said in answer.err
    assert blog.text("one") == before


@pytest.mark.parametrize(
    "fields", ['"title": "\\ud800"', f'"title": "x", "deep": {"[" * 490}{"]" * 490}']
)
def test_json_that_yaml_cannot_hold_is_refused(fields: str, blog: Folder, run: Run) -> None:
    """Half a letter, or lists too deep in each other, stay in JSON."""
    before = f"{{{fields}}}\nText.\n"
    blog(one=before)

    answer = run("convert --to yaml one", code=1)

    assert "posts/one.md" in answer.err
    assert "YAML" in answer.err
    assert blog.text("one") == before


def test_an_empty_value_has_no_place_in_toml(blog: Folder, run: Run) -> None:
    """An empty field is left out of TOML, and that is said."""
    blog(one="---\ntitle: A\nimage:\n---\nText.\n")

    answer = run("convert --to toml one --yes")

    assert blog.text("one") == '+++\ntitle = "A"\n+++\nText.\n'
    assert "TOML has no empty value: 'image' is left out" in answer.err


def test_line_endings_stay(blog: Folder, run: Run) -> None:
    """A file with CRLF has CRLF in its new front matter too."""
    blog(one=b"---\r\ntitle: A\r\ntags: [x, y]\r\n---\r\nText.\r\n")

    run("convert --to toml one --yes")

    assert blog.data("posts/one.md") == (
        b'+++\r\ntitle = "A"\r\ntags = ["x", "y"]\r\n+++\r\nText.\r\n'
    )


def test_there_and_back_means_the_same(blog: Folder, run: Run) -> None:
    """Through TOML, JSON and back to YAML, each post is what it was."""
    blog(one=YAML, two="---\ntitle: B\nmotto: |\n  one\n  two\nn: 012\n---\nText.\n")
    before = seen(run)

    for form in ("toml", "json", "yaml"):
        run(f"convert --to {form} --all --yes")

    assert seen(run) == before


def test_a_format_that_is_there_already_changes_nothing(blog: Folder, run: Run) -> None:
    """A post whose front matter is in the wanted format is left alone."""
    blog(one=YAML)

    answer = run("convert --to yaml one --json").json

    assert answer["unchanged"] == ["posts/one.md"]
    assert blog.text("one") == YAML


def test_a_post_becomes_jekylls(blog: Folder, run: Run) -> None:
    """The file moves to `_posts/` under its date, its fields and text stay, the settings follow."""
    blog(hello='---\ntitle: "Hello"\n# why\ndate: 2024-03-05\ntags: [a b, c]\n---\nText.\n')

    answer = run("convert --to jekyll --all --yes --json").json

    assert answer["changed"] == ["_posts/2024-03-05-hello.md", ".blogctl/config.toml"]
    assert blog.text("_posts/2024-03-05-hello.md") == (
        '---\ntitle: "Hello"\n# why\ndate: 2024-03-05\ntags: [a b, c]\n---\nText.\n'
    )
    assert not (blog.root / "posts/hello.md").exists()
    assert run("detect --json").json[0]["engine"] == "jekyll"
    assert run("list --json --fields title,status,tags").json == [
        {"title": "Hello", "status": "published", "tags": ["a b", "c"]}
    ]


def test_a_draft_becomes_jekylls_draft(blog: Folder, run: Run) -> None:
    """A draft goes to `_drafts/`, without a line that Jekyll would pass over."""
    blog(idea="---\ntitle: Idea\ndraft: true\n---\nText.\n")

    run("convert --to jekyll idea --yes")

    assert blog.text("_drafts/idea.md") == "---\ntitle: Idea\n---\nText.\n"


@pytest.mark.parametrize(
    "name", ["hugo", "jekyll", "hexo", "pelican", "nikola", "zola", "eleventy", "astro"]
)
def test_posts_stay_what_they_are_in_every_generator(name: str, blog: Folder, run: Run) -> None:
    """Title, day, tags and state are the same after the move, whatever the generator."""
    blog(
        live="---\ntitle: Live and well\ndate: 2024-03-05T08:00:00+01:00\ntags: [alpha, beta]\n"
        "description: In short\nmood: calm\n---\nText.\n",
        idea="---\ntitle: Idea\ndate: 2024-03-06T08:00:00+01:00\ntags: [alpha]\ndraft: true\n"
        "---\nText.\n",
    )
    run("config timezone Europe/Paris")
    shown = "list --json --fields title,status,tags,summary --sort title"
    before = run(shown).json

    run(f"convert --to {name} --all --yes")

    assert run(shown).json == before
    days = run("list --json --fields date --sort title").json
    assert [day["date"][:10] for day in days if day["date"]][-1:] == ["2024-03-05"]


def test_what_has_no_equivalent_is_said(blog: Folder, run: Run) -> None:
    """A date of expiry, and the old generator's instructions, are named for each post."""
    blog(
        one="---\ntitle: One\ndate: 2024-03-05\nexpiryDate: 2099-01-01\n---\n"
        '{{< figure src="a.png" >}}\n'
    )

    answer = run("convert --to jekyll one --yes --json").json

    said = " ".join(loss["message"] for loss in answer["lost"])
    assert "jekyll has no expires: 'expiryDate' is kept, and does nothing" in said
    assert "1 instruction to plain in the text stays" in said
    assert "its address changes from /posts/one/ to /2024/03/05/one.html" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("convert --all", "into what?"),
        ("convert --to yml --all", "there is no format or engine 'yml'"),
        ("convert --to plain --all", "this blog is plain's already"),
        ("convert --to toml", "no posts are named"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(
    words: str, said: str, blog: Folder, run: Run
) -> None:
    """No target, an unknown one, the present one, or no posts: exit 2 and a sentence."""
    blog(one=YAML)

    assert said in run(words, code=2).err


def test_folders_below_the_posts_are_kept(blog: Folder, run: Run) -> None:
    """Two posts of one name in two folders stay two, each in a folder of that name."""
    blog.write("hugo.toml", "baseURL = '/'\n")
    for folder in ("posts", "posts/deep", "docs"):
        blog.write(
            f"content/{folder}/a.md", f"---\ntitle: {folder}\ndate: 2024-01-02\n---\nText.\n"
        )

    run("convert --to hexo --all --yes")

    listed = run("list --json --fields title,path").json
    assert {row["title"]: row["path"] for row in listed} == {
        "posts": "source/_posts/a.md",
        "posts/deep": "source/_posts/deep/a.md",
        "docs": "source/_posts/docs/a.md",
    }


def test_a_translation_has_its_language_in_its_name(blog: Folder, run: Run) -> None:
    """Where the new generator's site has one language, a translation does not meet its original."""
    blog.write("hugo.toml", "[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")
    for suffix in ("", ".fr"):
        blog.write(
            f"content/posts/a{suffix}.md", f"---\ntitle: A\ndate: 2024-01-02\n---\n{suffix}\n"
        )

    run("convert --to jekyll --all --yes")

    names = {row["path"].rpartition("/")[2][11:] for row in run("list --json --fields path").json}
    assert names == {"a.md", "a-fr.md"}


def test_a_bundle_that_has_no_place_leaves_its_files(blog: Folder, run: Run) -> None:
    """Jekyll knows no bundles: the post moves, its image stays, and that is said."""
    blog.write("hugo.toml", "baseURL = '/'\n")
    blog.write("content/posts/b/index.md", "---\ntitle: B\ndate: 2024-01-02\n---\n![x](x.png)\n")
    blog.write("content/posts/b/x.png", b"\x89PNG")

    answer = run("convert --to jekyll --all --yes")

    assert "the files beside it stay in content/posts/b/" in answer.err
    assert blog.data("content/posts/b/x.png") == b"\x89PNG"
    assert "title: B" in blog.text("_posts/2024-01-02-b.md")


def test_a_bundle_takes_its_files_along(blog: Folder, run: Run) -> None:
    """Zola has bundles too: the image stands beside the post again."""
    blog.write("hugo.toml", "baseURL = '/'\n")
    blog.write("content/posts/b/index.md", "---\ntitle: B\ndate: 2024-01-02\n---\n![x](x.png)\n")
    blog.write("content/posts/b/x.png", b"\x89PNG")

    run("convert --to zola --all --yes")

    path = run("list --json --fields path").json[0]["path"]
    assert path.endswith("/b/index.md")
    assert blog.data(path.replace("index.md", "x.png")) == b"\x89PNG"


def test_restructured_text_stays_where_it_is(blog: Folder, run: Run) -> None:
    """What the new generator would print as it is, is not converted, with the way out."""
    (blog.root / "posts").rmdir()
    blog.write("pelicanconf.py", "SITENAME = 'x'\nPATH = 'content'\n")
    blog.write("content/a.rst", "A\n#\n\n:date: 2024-01-02\n\nText.\n")

    refused = run("convert --to hugo --all --yes", code=1)

    assert "content/a.rst: it is reStructuredText; only Markdown changes" in refused.err
    assert "pandoc" in refused.err
    assert list(blog.files()) == ["content/a.rst", "pelicanconf.py"]


def test_an_undated_post_stays_undated(blog: Folder, run: Run) -> None:
    """A live post without a date gets none where the new generator can do without one."""
    blog(one="---\ntitle: One\n---\nText.\n")

    run("convert --to zola --all --yes")

    assert run("list --json --fields status,date").json == [{"status": "published", "date": None}]


@pytest.mark.parametrize("name", ["jekyll", "nikola", "hexo", "zola"])
def test_a_post_that_waits_is_never_shown_early(name: str, blog: Folder, run: Run) -> None:
    """What waits for a date of publication beside its own becomes a draft, and that is said."""
    blog(one="---\ntitle: One\ndate: 2024-03-05\npublishDate: 2099-01-01\n---\nText.\n")

    answer = run(f"convert --to {name} --all --yes --json").json

    assert run("list --json --fields status").json == [{"status": "draft"}]
    assert "it becomes a draft" in " ".join(loss["message"] for loss in answer["lost"])


def test_a_live_post_that_will_wait_is_told(blog: Folder, run: Run) -> None:
    """A post of 2099 that Zola shows at once is hidden by Hugo until then: that is said."""
    (blog.root / "posts").rmdir()
    blog.write("zola.toml", "base_url = '/'\n")
    blog.write("content/blog/a.md", "+++\ntitle = 'A'\ndate = 2099-01-02\n+++\nText.\n")

    answer = run("convert --to hugo --all --yes --json").json

    said = [loss["message"] for loss in answer["lost"]]
    assert "its status will read as 'scheduled', not 'published'" in said


@pytest.mark.parametrize("name", ["hugo", "plain", "jekyll", "zola"])
def test_fields_in_capitals_go_along(name: str, blog: Folder, run: Run) -> None:
    """The tags and the authors of an article of Pelican are those of the post that it becomes."""
    (blog.root / "posts").rmdir()
    blog.write("pelicanconf.py", "PATH = 'content'\nDEFAULT_LANG = 'en'\n")
    blog.write(
        "content/a.md",
        "Title: A\nDate: 2024-03-05 10:20\nTags: alpha, b c\nAuthors: A B; C D\n\nText.\n",
    )
    shown = "list --json --fields title,date,tags,authors"
    before = run(shown).json

    run(f"convert --to {name} --all --yes")

    assert before[0]["tags"] == ["alpha", "b c"]
    assert run(shown).json == before


def test_a_post_of_two_files_becomes_one(blog: Folder, run: Run) -> None:
    """Nikola's fields go from their own file into the post, though that stays where it is."""
    blog.write("conf.py", "BLOG_TITLE = 'x'\nPOSTS = (('posts/*.md', 'posts', 'post.tmpl'),)\n")
    blog.write("posts/two.meta", ".. title: Two\n.. slug: two\n.. date: 2024-03-05\n")
    blog.write("posts/two.md", "Text.\n")

    run("convert --to eleventy --all --yes")

    assert sorted(blog.files()) == ["conf.py", "posts/two.md"]
    assert run("list --json --fields title,status").json == [
        {"title": "Two", "status": "published"}
    ]


@pytest.mark.parametrize("name", ["hexo", "astro", "zola", "hugo"])
def test_a_draft_in_a_folder_of_jekylls_is_still_there(name: str, blog: Folder, run: Run) -> None:
    """The folder `_drafts` within a category stays behind: the new generator sees the post."""
    (blog.root / "posts").rmdir()
    blog.write("_config.yml", "title: x\n")
    blog.write("_posts/2024-01-02-x.md", "---\ntitle: X\n---\nText.\n")
    blog.write("cat/_drafts/idea.md", "---\ntitle: Idea\n---\nText.\n")

    run(f"convert --to {name} --all --yes")

    posts = run("list title:Idea --json --fields title,status,path").json
    assert [(post["title"], post["status"]) for post in posts] == [("Idea", "draft")]
    assert posts[0]["path"].count("/_") <= 1


def test_what_the_new_generator_passes_over_is_refused(blog: Folder, run: Run) -> None:
    """A post in a folder that Astro leaves out is not moved there: it would be on no page."""
    blog.write("posts/_deep/a.md", "---\ntitle: A\n---\nText.\n")

    refused = run("convert --to astro --all --yes", code=1)

    assert "posts/_deep/a.md: astro passes over src/content/blog/_deep/a.md" in refused.err
    assert list(blog.files()) == ["posts/_deep/a.md"]


def test_a_draft_gets_a_date_where_it_must_have_one(blog: Folder, run: Run) -> None:
    """Nikola stops at a post without a date: the draft has that of its file, and that is said."""
    blog(idea="---\ntitle: Idea\ndraft: true\n---\nText.\n")

    answer = run("convert --to nikola --all --yes --json").json

    assert "nikola needs a date" in " ".join(loss["message"] for loss in answer["lost"])
    assert run("list --json --fields status").json == [{"status": "draft"}]


def test_the_zone_of_the_old_generator_goes_along(blog: Folder, run: Run) -> None:
    """A date that names no offset is the same moment before and after."""
    (blog.root / "posts").rmdir()
    blog.write("hugo.toml", "timeZone = 'Europe/Paris'\nlanguageCode = 'fr'\n")
    blog.write("content/posts/a.md", "---\ntitle: A\ndate: 2024-03-05\n---\nText.\n")
    before = run("list --json --fields date").json

    run("convert --to jekyll --all --yes")

    assert before == [{"date": "2024-03-05T00:00:00+01:00"}]
    assert run("list --json --fields date").json == before
    assert 'timezone = "Europe/Paris"' in blog.text(".blogctl/config.toml")


@pytest.mark.parametrize("name", ["zola", "pelican"])
def test_lists_of_tables_are_told_of_and_not_garbled(name: str, blog: Folder, run: Run) -> None:
    """What the new generator's fields cannot hold is named, and never written as something else."""
    blog(
        one="---\ntitle: One\ndate: 2024-03-05\nmusic:\n- {name: a, year: 1}\nsizes: [1, 2]\n"
        "---\nText.\n"
    )

    answer = run(f"convert --to {name} --all --yes --json").json

    assert "'music' holds fields of its own" in " ".join(one["message"] for one in answer["lost"])
    assert "{'" not in next(
        data.decode() for path, data in blog.files().items() if path.endswith("one.md")
    )


def test_comments_that_have_no_place_are_told_of(blog: Folder, run: Run) -> None:
    """Fields that are a line each have no comments: the loss is named."""
    blog(one=YAML)

    answer = run("convert --to pelican --all --yes --json").json

    said = [loss["message"] for loss in answer["lost"]]
    assert "pelican has no comments there: those of the front matter are lost" in said


def test_what_folders_said_stands_in_the_post(blog: Folder, run: Run) -> None:
    """Tags from a data file and a category from a folder become fields of the post's own."""
    (blog.root / "posts").rmdir()
    blog.write("eleventy.config.js", "export default () => ({});\n")
    blog.write("blog/blog.json", '{"tags": ["all"], "lang": "fr"}')
    blog.write("blog/a.md", "---\ntitle: A\ndate: 2024-01-02\ntags: [x]\n---\nText.\n")

    run("convert --to jekyll --all --yes")

    assert run("list --json --fields tags,lang").json == [{"tags": ["all", "x"], "lang": "fr"}]


@pytest.mark.parametrize(
    "line",
    [
        "title: A  # don't touch",
        "title: 'A # b'  # the \"old\" one]",
        "tags: [x, y]  # {both}",
    ],
)
def test_a_comment_with_quotes_in_it_goes_along(line: str, blog: Folder, run: Run) -> None:
    """A comment beside a field stays, whatever is in it, from YAML to TOML and back."""
    blog(one=f"---\n{line}\n---\nText.\n")

    run("convert --to toml one --yes")
    comment = blog.text("one").splitlines()[1].rpartition("  # ")[2]
    run("convert --to yaml one --yes")

    assert comment == line.rpartition("  # ")[2]
    assert blog.text("one").splitlines()[1] == line


def test_comments_beside_items_are_told_of(blog: Folder, run: Run) -> None:
    """A comment within a list or a table has no place in the other format: that is said."""
    blog(
        one="---\ntags: # why\n- a # first\n---\nText.\n",
        two="+++\n[params] # which\nmood = 'calm # not'\n+++\nText.\n",
    )

    lost = run("convert --to toml one --dry-run --json").json["lost"]
    lost += run("convert --to yaml two --dry-run --json").json["lost"]

    assert [loss["message"] for loss in lost] == [
        "comments within 'tags' are lost",
        "comments within 'params' are lost",
    ]


def test_a_number_too_great_for_toml_is_refused(blog: Folder, run: Run) -> None:
    """TOML's whole numbers have 64 bits; Hugo stops at a greater one."""
    text = "---\nids: {a: [9223372036854775808]}\n---\nText.\n"
    blog(one=text)

    refused = run("convert --to toml one --yes", code=1)

    assert "TOML has no whole number as great as that of 'ids'" in refused.err
    assert blog.text("one") == text


def test_a_list_of_tables_moves_behind_the_plain_fields(blog: Folder, run: Run) -> None:
    """What follows a list of tables would be a part of it in TOML: the list comes last."""
    blog(one="---\nmusic:\n- name: a\n- name: b\ntitle: A\n---\nText.\n")

    answer = run("convert --to toml one --yes --json").json

    assert answer["lost"][0]["message"].startswith("'music' moves to the end")
    assert blog.text("one") == (
        '+++\ntitle = "A"\n[[music]]\nname = "a"\n\n[[music]]\nname = "b"\n+++\nText.\n'
    )


def test_an_endless_number_has_no_place_in_json(blog: Folder, run: Run) -> None:
    """A number that JSON cannot hold is refused, however deep it stands."""
    blog(one="---\nsizes: {a: [.inf]}\n---\nText.\n")

    assert "JSON has no number for 'sizes'" in run("convert --to json one --yes", code=1).err


def test_a_format_that_the_generator_cannot_read_is_refused(blog: Folder, run: Run) -> None:
    """Zola reads no JSON: the sentence says so, and the post stays."""
    (blog.root / "posts").rmdir()
    blog.write("zola.toml", "base_url = '/'\n")
    blog.write("content/a.md", "+++\ntitle = 'A'\n+++\nText.\n")

    refused = run("convert --to json --all --yes", code=1)

    assert "content/a.md: zola does not read front matter in JSON" in refused.err
    assert blog.text("content/a.md") == "+++\ntitle = 'A'\n+++\nText.\n"


def test_words_that_become_instructions_are_told_of(blog: Folder, run: Run) -> None:
    """What was plain text, and is a template to the new generator, is named."""
    blog(one="---\ntitle: One\ndate: 2024-03-05\n---\nWrite {{ name }} there.\n")

    answer = run("convert --to eleventy --all --yes --json").json

    assert "'{{' in the text means something to eleventy" in [
        loss["message"] for loss in answer["lost"]
    ]


def test_numbers_that_become_text_are_told_of(blog: Folder, run: Run) -> None:
    """A list of numbers in the table of the author's own fields is one of texts, which is named."""
    blog(one="+++\ntitle = 'One'\ndate = 2024-03-05\nsizes = [1, 2]\n+++\nText.\n")

    answer = run("convert --to zola --all --yes --json").json

    assert "what 'sizes' lists becomes text" in [loss["message"] for loss in answer["lost"]]


def test_comments_of_fields_that_move_are_kept_or_named(blog: Folder, run: Run) -> None:
    """A comment beside a field that goes into a table goes along, or its loss is named."""
    blog(
        one="+++\ntitle = 'One' # head\n# above the tags\ntags = ['x'] # why\n"
        "date = 2024-03-05\n# how it is\nmood = 'calm' # today\n+++\nText.\n"
    )

    answer = run("convert --to zola --all --yes --json").json

    text = next(d.decode() for path, d in blog.files().items() if path.endswith("one.md"))
    said = " ".join(loss["message"] for loss in answer["lost"])
    for comment in ("# head", "# above the tags", "# why", "# how it is", "# today"):
        assert comment in text or f"the comment '{comment}' is lost" in said
