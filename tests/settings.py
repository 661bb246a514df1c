"""The site's own settings, in a folder of its own that is gone afterwards, with a quick password digest."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["HOLDFAST_DATA"] = tempfile.mkdtemp(prefix="holdfast-tests-")
atexit.register(shutil.rmtree, os.environ["HOLDFAST_DATA"], ignore_errors=True)

from holdfast.web.settings import *  # noqa: E402, F403 - the folder must be named first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
