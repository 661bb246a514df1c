"""The site's own settings, with the map of this folder."""

from holdfast.web.settings import *  # noqa: F403 - all of them, but for the map

ROOT_URLCONF = "benchmarks.site.urls"
