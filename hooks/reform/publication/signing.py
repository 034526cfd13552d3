"""The owner's signature on the list of checksums, as the program ``minisign`` makes and reads it.
The library is an extra: who has no key needs it not.
"""

from pathlib import Path
from typing import Any

from reform.publication.sealing import CHECKSUMS, SIGNATURE


class SigningError(Exception):
    """What hinders it, for the person at the keyboard."""


def sign(site: Path, key: Path, password: str | None) -> Path:
    """Sign the list of ``site`` with the secret key in the file ``key``; returns the signature."""
    minisign = _library()
    try:
        secret = minisign.SecretKey.from_file(key)
        if secret.is_encrypted():
            secret.decrypt(password or "")
    except (OSError, minisign.Error) as error:
        raise SigningError(f"{key}: {error}") from error
    content = (site / CHECKSUMS).read_bytes()
    signature = secret.sign(content, trusted_comment=f"file:{CHECKSUMS}")
    place = site.resolve() / SIGNATURE
    beside = place.with_name(f".{SIGNATURE}")
    beside.write_bytes(bytes(signature))
    beside.chmod(0o644)
    beside.replace(place)
    return place


def is_signed(content: bytes, signature: bytes, public_key: str) -> bool:
    """Whether the owner of ``public_key`` (a line of letters, as minisign prints it) signed it."""
    minisign = _library()
    try:
        key = minisign.PublicKey.from_base64(public_key)
        key.verify(content, minisign.Signature.from_bytes(signature))
    except minisign.Error:
        return False
    return True


def _library() -> Any:
    try:
        import minisign  # noqa: PLC0415 - an extra
    except ImportError:
        raise SigningError("signing needs the extra: pip install 'ke-hoach-mo[sign]'") from None
    return minisign
