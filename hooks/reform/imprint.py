"""Where a site is published and whom to ask: what the shell knows and the data do not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Imprint:
    """The address of a site and of those behind it; empty texts where a thing is not known."""

    site_url: str = "https://ke-hoach-mo.example/"
    """Public address, with a slash at its end."""
    repo_url: str = ""
    """Where the data are kept and changed."""
    contact_url: str = ""
    """Where a mistake is reported: a page or ``mailto:``."""

    def at(self, address: str) -> str:
        """The whole address of something on the site."""
        return f"{self.site_url}{address}"

    @classmethod
    def of(cls, site_url: str | None, repo_url: str | None, contact_url: str | None) -> "Imprint":
        """What a shell's settings say; what they leave out keeps its default."""
        url = site_url or cls.site_url
        repo = (repo_url or "").rstrip("/")
        return cls(
            url if url.endswith("/") else f"{url}/",
            repo,
            contact_url or (f"{repo}/issues" if repo else ""),
        )
