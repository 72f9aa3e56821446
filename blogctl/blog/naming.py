"""Names that posts carry, renamed, merged, moved and taken away over a whole blog."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from blogctl.blog.blog import Blog
from blogctl.content.change import Plan
from blogctl.content.edits import Edit
from blogctl.content.folding import fold_name, nearest
from blogctl.content.names import NameField, carriers, moved, renamed, tagged, untagged
from blogctl.content.near import TOGETHER, Suggestion, near_names, unruly
from blogctl.content.post import Post
from blogctl.content.rules import NOUNS, Rules, allowing, rules_for
from blogctl.engines.engine import Placed, Source
from blogctl.errors import BadUsage, CannotEdit


class Kind(NamedTuple):
    """A kind of names: what one and many are called, and their field in a Post."""

    noun: str
    plural: str
    field: str

    @property
    def one(self) -> str:
        """What one is called, with its article."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"

    def of(self, post: Post) -> tuple[str, ...]:
        """Return the names of this kind that *post* carries."""
        names: tuple[str, ...] = attrgetter(self.field)(post)
        return names


_MANY = ("tags", "categories", "series", "authors")
KINDS = {noun: Kind(noun, many, many) for noun, many in zip(NOUNS, _MANY, strict=True)}


def rules_of(blog: Blog, kind: Kind) -> Rules:
    """Return the rules that *blog* has for names of *kind*."""
    return rules_for(kind.noun, blog.settings)


def names_meant(blog: Blog, kind: Kind, names: Sequence[str]) -> dict[str, str]:
    """Return what to write for each of *names* by the rules of *blog*; raise BadUsage.

    It is what an alias stands for, in the spelling that is allowed; a name that is not allowed is
    refused.
    """
    rules = rules_of(blog, kind)
    for name in names:
        if not rules.allows(name):
            message = f"the {kind.noun} '{name}' is not allowed in this blog"
            raise BadUsage(message, hint=allowing(kind.noun, name, rules.allowed))
    return {name: rules.meant(name) for name in names}


def fields_of(blog: Blog, kind: Kind) -> tuple[NameField, ...]:
    """Return the fields that hold names of *kind*; raise BadUsage where the engine has none."""
    fields: tuple[NameField, ...] = blog.engine.names.holding(kind.field)
    if not fields:
        message = f"{blog.engine.name} has no {kind.plural}"
        raise BadUsage(message, hint="'blogctl tag --help' has those that every generator knows")
    return fields


def known_names(blog: Blog, kind: Kind) -> set[str]:
    """Return all names of *kind*, as the posts spell them."""
    return {name for post in blog.posts for name in kind.of(post)}


def plan_added(blog: Blog, posts: Sequence[Post], kind: Kind, names: Sequence[str]) -> Plan:
    """Return the plan that gives *posts* the *names*."""
    return blog.plan(posts, tagged(names, fields_of(blog, kind)))


def plan_removed(blog: Blog, posts: Sequence[Post], kind: Kind, names: Sequence[str]) -> Plan:
    """Return the plan that takes *names* from *posts*, however they spell them."""
    edit = untagged(names, fields_of(blog, kind))
    plan = _planned(blog, posts, kind, _spellings(blog, kind, names), edit)
    having = {post.path for post in carrying(blog, posts, kind, names)}
    others = tuple(post.path for post in posts if post.path not in having)
    return plan._replace(unchanged=(*plan.unchanged, *others))


def carrying(blog: Blog, posts: Sequence[Post], kind: Kind, names: Sequence[str]) -> list[Post]:
    """Return those of *posts* that carry one of *names*, however they spell it."""
    spelt = _spellings(blog, kind, names)
    return [post for post in posts if spelt.intersection(kind.of(post))]


def plan_renamed(
    blog: Blog, posts: Sequence[Post], kind: Kind, names: Sequence[str], new: str
) -> Plan:
    """Return the plan that calls *names* by the name *new* in those of *posts* that carry them."""
    check_known(blog, kind, names)
    spelt = _spellings(blog, kind, names) - {new}
    return _planned(blog, posts, kind, spelt, renamed(names, new, fields_of(blog, kind)))


def plan_moved(
    blog: Blog, posts: Sequence[Post], kind: Kind, names: Mapping[str, str], target: Kind
) -> Plan:
    """Return the plan that makes *names* of *kind* names of the kind *target*.

    Each has what it is called as one of those.
    """
    check_known(blog, kind, list(names))
    edit = moved(names, fields_of(blog, kind), fields_of(blog, target))
    return _planned(blog, posts, kind, _spellings(blog, kind, list(names)), edit)


def _spellings(blog: Blog, kind: Kind, names: Sequence[str]) -> set[str]:
    """Return the ways in which the posts spell *names*."""
    folded = {fold_name(name) for name in names}
    return {name for name in known_names(blog, kind) if fold_name(name) in folded}


def check_known(blog: Blog, kind: Kind, names: Sequence[str]) -> None:
    """Raise BadUsage for one of *names* that no post carries."""
    known = known_names(blog, kind)
    folded = {fold_name(name) for name in known}
    for name in names:
        if fold_name(name) not in folded:
            hint = nearest(name, known) or f"'blogctl {kind.noun} list' lists them"
            raise BadUsage(f"no post has the {kind.noun} '{name}'", hint=hint)


def suggestions(blog: Blog, posts: Sequence[Post], kind: Kind) -> list[Suggestion]:
    """Return which names of *kind* that *posts* carry are against the rules, or may be one name.

    Names that are allowed are two names, however near.
    """
    found, rules = carriers(posts, kind.of), rules_of(blog, kind)
    ruled = unruly(rules, found)
    taken = {name for one in ruled for name in one.names}
    near = near_names({name: paths for name, paths in found.items() if name not in taken})
    return ruled + [one for one in near if not rules.allowed or one.reason == TOGETHER]


def _planned(blog: Blog, posts: Sequence[Post], kind: Kind, spelt: set[str], edit: Edit) -> Plan:
    """Return the plan of *edit* for those of *posts* that carry one of the names *spelt* so.

    A name that is in none of a post's fields fails: its folder, or a section, gives it.
    """

    def revise(post: Post, source: Source) -> Placed:
        document = edit(source.document)
        if document == source.document:
            message = f"its {kind.noun} is in none of its fields"
            raise CannotEdit(message, hint="its folder, a section or the configuration gives it")
        return Placed(post.path, document)

    return blog.revise([post for post in posts if spelt.intersection(kind.of(post))], revise)
