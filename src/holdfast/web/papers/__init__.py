"""Papers from the pages: the form that asks for one, and the file that comes back. Nothing of it is kept."""
