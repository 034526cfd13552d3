"""From contexts to text: pages, and messages for editors, by the templates."""
