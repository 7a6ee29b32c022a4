"""Which addresses may become links."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:/[A-Za-z0-9._~%/+=,@-]*)?(?:\?[A-Za-z0-9._~%/+=&,-]*)?(?:#[A-Za-z0-9._~/+=-]*)?"
)
_LONGEST = 2000


def address(url: str) -> str:
    """Give the address if a page may link to it, else nothing.

    Only plain http and https: no user names, no quotes, brackets, entities or white space, so
    that it is safe as a Markdown link target and as an HTML attribute alike.
    """
    return url if len(url) <= _LONGEST and _ADDRESS.fullmatch(url) else ""
