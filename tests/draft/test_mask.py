"""What must not leave this machine."""

from __future__ import annotations

import pytest

from pipeline.draft.model.mask import Mask

_SECRETS = [
    "AKIA" + "A1B2C3D4E5F6G7H8",
    "ghp_" + "a1b2c3d4" * 5,
    "xoxb-" + "1234567890-abcdef",
    "sk-" + "abcdefghijklmnop1234",
    "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxIn0" + ".c2lnbmF0dXJl",
    "dev1@example.org",
]


@pytest.mark.parametrize("secret", _SECRETS, ids=range(len(_SECRETS)))
def test_secret_is_masked(secret: str) -> None:
    """Keys, tokens and addresses get an alias; the words around them stay."""
    masked = Mask()(f"Rotate {secret} now")
    assert secret not in masked
    assert masked.startswith("Rotate [")
    assert masked.endswith("] now")


def test_assignment_is_masked() -> None:
    """The value of a password is masked, its name is not."""
    assert Mask()("set password: hunter2hunter2 in the file") == ("set [secret 1] in the file")


def test_alias_is_stable() -> None:
    """The same secret gets the same alias, another one another."""
    mask = Mask()
    assert mask("a@example.org b@example.org a@example.org") == (
        "[address 1] [address 2] [address 1]"
    )


def test_plain_text_stays() -> None:
    """Ordinary text, hashes and module paths are left alone."""
    text = "Replace github.com/rs/xid v1.2.1 in 8a3f1b2c4d5e, see pkg@v2 and token buckets"
    assert Mask()(text) == text
