"""The forge that the owner of a site has chosen for the editing desk."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import yaml

_HOSTS = {
    "github": ("https://api.github.com", "https://github.com", "https://www.githubstatus.com"),
    "gitlab": ("https://gitlab.com",),
    "gitea": (),
    "proxy": (),
}
"""Forge → the hosts that the desk asks when nothing else is said. ``proxy`` is a folder on the
editor's own machine, served by decap-server."""
_PICTURES = {"github": ("https://avatars.githubusercontent.com",)}
_KEYS = frozenset(
    (
        *("name", "repo", "branch", "base_url", "api_root", "auth_type", "auth_endpoint", "app_id"),
        *("site_domain", "proxy_url", "open_authoring", "squash_merges", "cms_label_prefix"),
    )
)
_ADDRESSES = ("base_url", "api_root", "proxy_url")
_ADDRESS = re.compile(
    r"(https://[a-z0-9-]+(\.[a-z0-9-]+)*|http://(localhost|127\.0\.0\.1))(:\d{1,5})?(/[\w./-]*)?",
    re.ASCII,
)
"""What may stand in a policy: a host in plain letters, http only on the editor's own machine."""


class BackendError(Exception):
    """The setting cannot be used; the message says which part and what to write."""


@dataclass(frozen=True)
class Backend:
    """One forge, checked."""

    settings: Mapping[str, Any]
    """The section ``backend`` of the desk's configuration."""

    @property
    def has_review(self) -> bool:
        """Whether a change can wait for a second pair of eyes before it is published."""
        return self.settings["name"] in ("github", "gitlab")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Origins that the desk may ask: those of the forge and no other."""
        own = {_origin(self.settings[key]) for key in _ADDRESSES if key in self.settings}
        return (*(() if own else _HOSTS[self.settings["name"]]), *sorted(own))

    @property
    def pictures(self) -> tuple[str, ...]:
        """Origins of the editors' portraits."""
        return _PICTURES.get(self.settings["name"], ()) or self.hosts


def read_backend(setting: Any) -> Backend | None:
    """The forge of ``extra.desk``; None where the desk is off.

    Raises BackendError where the setting cannot be used.
    """
    if setting is None or setting is False or setting == "":
        return None
    setting = _mapping(setting) if isinstance(setting, str) else setting
    if not isinstance(setting, dict):
        raise BackendError("desk: must be a mapping, as {name: github, repo: owner/name}")
    name = setting.get("name")
    if not isinstance(name, str) or name not in _HOSTS:
        raise BackendError(f"desk: name must be one of {', '.join(_HOSTS)}, not {name!r}")
    unknown = sorted(map(str, setting.keys() - _KEYS))
    if unknown:
        raise BackendError(
            f"desk: unknown {', '.join(unknown)}; known are {', '.join(sorted(_KEYS))}"
        )
    if name != "proxy" and not str(setting.get("repo", "")).strip("/").count("/"):
        raise BackendError("desk: repo must name owner and repository, as ubnd/ke-hoach")
    needed = {"gitea": ("base_url", "app_id"), "proxy": ("proxy_url",)}.get(name, ())
    missing = [key for key in needed if not setting.get(key)]
    if missing:
        raise BackendError(f"desk: {name} needs {', '.join(missing)}")
    for key in _ADDRESSES:
        if key in setting:
            _check_address(key, setting[key])
    return Backend(MappingProxyType({"branch": "main", **setting}))


def _mapping(text: str) -> Any:
    """A setting from the environment, where MkDocs reads single words only."""
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return None


def _check_address(key: str, value: Any) -> None:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise BackendError(f"desk: {key} must be an https address without a user, not {value!r}")


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
