"""What happens to a finished folder before the public sees it; knows no page and no data."""
