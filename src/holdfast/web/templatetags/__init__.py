"""Template tags: words and marks."""
