"""The site's own settings, in a folder of its own that is gone afterwards, with a quick password digest."""

from __future__ import annotations

import os
import tempfile

os.environ["HOLDFAST_DATA"] = tempfile.mkdtemp(prefix="holdfast-tests-")

from holdfast.web.settings import *  # noqa: F403 - the folder must be named first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
