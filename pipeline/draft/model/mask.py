"""Takes secrets and addresses out of text before it leaves this machine."""

from __future__ import annotations

import re

_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"  # AWS
    r"|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}"
    r"|\bxox[abeprs]-[\w-]{10,}|\bAIza[\w-]{30,}|\bsk-[\w-]{16,}|\bnpm_[A-Za-z0-9]{30,}"
    r"|\bpypi-[\w-]{16,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"  # a JSON web token
    r"|(?<=://)[^\s/:@]+:[^\s/@]+(?=@)"  # user and password of an address
    r"|(?i:\b(?:password|passwd|secret|token|api[_-]?key|authorization|bearer)"
    r"\b[\"']?\s*[:=]\s*(?:bearer\s+)?)[^\s\"',;]{6,}",
    re.DOTALL,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Mask:
    """Gives each secret and each address an alias; the same one always gets the same alias."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Replace what must not leave."""
        text = _SECRET.sub(lambda m: self._alias("secret", m.group()), text)
        return _EMAIL.sub(lambda m: self._alias("address", m.group()), text)

    def _alias(self, kind: str, found: str) -> str:
        return self._known.setdefault(found, f"[{kind} {len(self._known) + 1}]")
