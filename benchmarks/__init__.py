"""How fast and how large: run by `make bench`, never by the tests."""
