"""The figures that a round is begun with: how few may be shown, how long it may last, how many a link may serve."""

from __future__ import annotations

import datetime as dt

# Fewer than this many answers of a group are never shown, whatever a round says.
SMALLEST_GROUP = 3
USUAL_GROUP = 5
LARGEST_GROUP = 50
LONGEST = dt.timedelta(days=183)
LARGEST_CAP = 5000
MOST_REMINDERS = 4
