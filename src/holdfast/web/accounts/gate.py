"""The gate in front of everything that is kept: who must be signed in, and how safely."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Lets only signed-in people through; others are asked to sign in and then come back."""

    @functools.wraps(view)
    def gated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    gated.signed_in = True  # type: ignore[attr-defined]  # read by holdfast.web.routes
    return gated
