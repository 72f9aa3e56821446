"""Add, remove, list, rename, merge and tidy up authors."""

from blogctl.commands._names import toolbox

app = toolbox("author")
