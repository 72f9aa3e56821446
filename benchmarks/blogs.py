"""Made-up blogs of any size, the same for the same seed: words are drawn by Zipf's law."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

SYLLABLES = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo",
    "tion", "ment", "eur", "age", "ille", "ons",
]  # fmt: skip
TAGS = [f"tag-{number}" for number in range(60)]
START = datetime(2015, 1, 1, 8, tzinfo=UTC)


def make_blog(folder: Path, posts: int, *, seed: int = 1, words: int = 300) -> None:
    """Write a Hugo site of *posts* posts of about *words* words into *folder*."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(8000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    (folder / "content" / "posts").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Bench"\n')
    for number in range(posts):
        body = chance.choices(vocabulary, weights, k=chance.randint(words // 2, words * 3 // 2))
        path = folder / "content" / "posts" / f"post-{number:06}.md"
        path.write_text(front_matter(number, chance) + paragraphs(body))


def front_matter(number: int, chance: random.Random) -> str:
    """Return the front matter of post *number*."""
    day = START + timedelta(hours=7 * number)
    tags = ", ".join(sorted(set(chance.choices(TAGS, k=3))))
    draft = "true" if chance.random() < 0.03 else "false"
    dated = f"title: Post {number}\ndate: {day.isoformat()}\n"
    return f"---\n{dated}tags: [{tags}]\ndraft: {draft}\n---\n\n"


def paragraphs(words: list[str]) -> str:
    """Return *words* as paragraphs of sixty."""
    parts = [" ".join(words[start : start + 60]) for start in range(0, len(words), 60)]
    return "\n\n".join(f"{part}." for part in parts) + "\n"
