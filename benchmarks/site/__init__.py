"""The site's own settings and map, with a plain page for recording beside them."""
