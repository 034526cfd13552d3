"""Search: records out of the catalogue, and the static files that the browser's program reads."""
