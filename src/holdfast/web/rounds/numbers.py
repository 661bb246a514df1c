"""The limits within which a round is begun: how long it may last, how many a link may serve."""

from __future__ import annotations

import datetime as dt

LARGEST_GROUP = 50
LONGEST = dt.timedelta(days=183)
LARGEST_CAP = 5000
MOST_REMINDERS = 4
