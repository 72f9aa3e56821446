"""Command lines that are shown to be typed."""

import re


def typed(name: str) -> str:
    """Return *name* as a word of a command line, in quotes where a shell needs them."""
    from shlex import quote

    # Letters of any language stand without quotes in every shell.
    return name if re.fullmatch(r"[\w@%+:,./][\w@%+:,./-]*", name) else quote(name)
