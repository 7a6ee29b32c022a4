"""Pull requests of GitHub: GraphQL, on github.com and on companies' own hosts.

Asked in the order of their last change, so the cursor after the last one is the place where the
next run goes on: what changed since stands behind it.
"""

from __future__ import annotations

from typing import Any

from pipeline.errors import ForgeError
from pipeline.mine.forges.client import Answer, Client, TooMuchError
from pipeline.mine.forges.page import LostPlaceError, Page, read_rows, tell
from pipeline.mine.forges.shapes import GitHubRow

_QUERY = """
query($owner: String!, $name: String!, $size: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: $size, after: $after, orderBy: {field: UPDATED_AT, direction: ASC}) {
      pageInfo { endCursor hasNextPage }
      nodes {
        number title body url mergedAt
        mergeCommit { oid }
        author { login ... on User { name } }
      }
    }
  }
}
"""
_LIMITED = ("rate_limit", "rate limit", "abuse")
_TIRED = ("timeout", "something went wrong", "resource limits", "timedout")
_LOST = ("cursor",)


def endpoint(host: str) -> tuple[str, str]:
    """Give the host and the path of the API that belongs to a host of pages."""
    if host == "github.com" or host.endswith(".ghe.com"):
        return f"api.{host}", "/graphql"
    return host, "/api/graphql"


class GitHub:
    """Reads one repository.

    Args:
        client: Asks the host of the API.
        path: `owner/name`.
        address: The path of the API.
    """

    def __init__(self, client: Client, path: str, address: str) -> None:
        self._client = client
        self._owner, _, self._name = path.partition("/")
        self._address = address

    def page(self, place: str, size: int) -> Page:
        """Read the pull requests that follow a cursor."""
        variables = {
            "owner": self._owner,
            "name": self._name,
            "size": size,
            "after": place or None,
        }
        body = {"query": _QUERY, "variables": variables}
        answer = self._client.post(self._address, body, _is_limited)
        found = self._connection(answer.data)
        nodes = [node for node in found.get("nodes") or () if node is not None]
        info = found.get("pageInfo")
        info = info if isinstance(info, dict) else {}
        rows = read_rows(nodes, GitHubRow, self._client.host)
        return Page(
            told=tell(rows, self._client.host),
            place=str(info.get("endCursor") or place),
            is_last=info.get("hasNextPage") is not True,
        )

    def _connection(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - not yet checked
        host = self._client.host
        said = _errors(data)
        if any(word in said.casefold() for word in _TIRED):
            raise TooMuchError("could not answer in time", where=host)
        if any(word in said.casefold() for word in _LOST):
            raise LostPlaceError("does not know the place any more", where=host)
        if said:
            raise ForgeError(f"refuses the query: {self._client.quoted(said)}", where=host)
        try:
            found = data["data"]["repository"]["pullRequests"]
            return dict(found)
        except (KeyError, TypeError, ValueError):
            raise ForgeError("answers what it does not document", where=host) from None


def _is_limited(answer: Answer) -> bool:
    """Tell whether a limit of rate is what the answer of status 200 says."""
    return any(word in _errors(answer.data).casefold() for word in _LIMITED)


def _errors(data: Any) -> str:  # noqa: ANN401 - not yet checked
    """Give kinds and messages of all errors in an answer, on one line."""
    errors = data.get("errors") if isinstance(data, dict) else None
    found = [e for e in errors if isinstance(e, dict)] if isinstance(errors, list) else []
    return "; ".join(f"{e.get('type') or ''} {e.get('message') or ''}".strip() for e in found)
