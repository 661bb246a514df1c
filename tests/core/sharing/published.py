"""Games whose answers stand in print, as the papers give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np

from holdfast.core.sharing.games import Form, Game, game


def from_figures(players: str, form: Form, figures: Mapping[str, float]) -> Game:
    """A game of players named by one letter each."""
    table = np.zeros(1 << len(players))
    for coalition, figure in figures.items():
        table[sum(1 << players.index(player) for player in coalition)] = figure
    return game(tuple(players), form, table)


def from_function(players: str, form: Form, figure: Callable[[str], float]) -> Game:
    """A game whose figures follow a rule."""
    coalitions = ("".join(found) for size in range(1, len(players) + 1) for found in combinations(players, size))
    return from_figures(players, form, {coalition: figure(coalition) for coalition in coalitions})


def estate(worth: float, claims: Sequence[float]) -> Game:
    """An estate too small for its claims: a group can be sure of what the others leave (Aumann and Maschler 1985)."""
    players = "ABCDEFGH"[: len(claims)]
    owed = dict(zip(players, claims, strict=True))
    return from_function(players, "worth", lambda group: max(0.0, worth - sum(claim for name, claim in owed.items() if name not in group)))


def airport(costs: Sequence[float]) -> Game:
    """A runway has to be long enough for the largest aircraft that uses it (Littlechild and Owen 1973)."""
    players = "ABCDEFGHIJKL"[: len(costs)]
    length = dict(zip(players, costs, strict=True))
    return from_function(players, "cost", lambda group: max(length[name] for name in group))


# Navigation, flood control, power; thousand dollars (Ransmeier 1942, as in Straffin and Heaney 1981).
TENNESSEE = from_figures("NFP", "cost", {"N": 163520, "F": 140826, "P": 250096, "NF": 301607, "NP": 378821, "FP": 367370, "NFP": 412584})

_SWEDISH = """
A 21.95 H 17.08 K 10.91 L 15.88 M 20.81 T 21.98
AH 34.69 AK 32.86 AL 37.83 AM 42.76 AT 43.93 HK 22.96 HL 25.00 HM 37.89 HT 39.06 KL 26.79 KM 31.45 KT 32.89 LM 31.10 LT 37.86 MT 39.41
AHK 40.74 AHL 43.22 AHM 55.50 AHT 56.67 AKL 48.74 AKM 53.40 AKT 54.84 ALM 53.05 ALT 59.81 AMT 61.36
HKL 27.26 HKM 42.55 HKT 44.94 HLM 45.81 HLT 46.98 HMT 56.49 KLM 42.01 KLT 48.77 KMT 50.32 LMT 51.46
AHKL 48.95 AHKM 60.25 AHKT 62.72 AHLM 64.03 AHLT 65.20 AHMT 74.10 AKLM 63.96 AKLT 70.72 AKMT 72.27 ALMT 73.41
HKLM 48.07 HKLT 49.24 HKMT 59.35 HLMT 64.41 KLMT 56.61
AHKLM 69.76 AHKMT 77.42 AHLMT 83.00 AHKLT 70.93 AKLMT 73.97 HKLMT 66.46
AHKLMT 83.82
"""


def _pairs(text: str) -> Mapping[str, float]:
    words = text.split()
    return dict(zip(words[::2], map(float, words[1::2]), strict=True))


# Six municipalities in Skåne share a water supply; million crowns (Young, Okada and Hashimoto 1982).
SWEDISH = from_figures("AHKLMT", "cost", _pairs(_SWEDISH))
