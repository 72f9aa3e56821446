"""Add, remove, list, rename, merge and tidy up categories."""

from blogctl.commands._names import toolbox

app = toolbox("category")
