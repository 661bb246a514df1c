"""One module a command: `python -m holdfast.web.manage NAME`."""
