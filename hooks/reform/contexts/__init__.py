"""What each kind of page shows: one documented dataclass for each template."""
