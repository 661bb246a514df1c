"""The API: everything the pages of the workspace show and take, for other programs, under the same permissions."""
