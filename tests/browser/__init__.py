"""Stories in a real browser, with axe on every kind of page."""
