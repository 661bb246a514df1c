"""Single passes over the worths of all 2^n coalitions: the Shapley sums, and the coalitions that complain too much.

Both go by blocks of 2^LOW coalitions, which share all but their LOW first members, so that what depends on those alone
stays in the nearest cache. A block is read from a table or, where there is none, worked out from the services. A pass takes a range of
blocks, so that several can run side by side.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from holdfast.core.compiled import ANY_ORDER
from holdfast.core.sharing.kernels.demand import service_block
from holdfast.core.sharing.kernels.simplex import is_spanned

ORDER = ANY_ORDER

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOW = 10
BLOCK = 1 << LOW
LANES = 64
PLAIN, PER_HEAD, RELATIVE = 0, 1, 2


def count_bits(mask: int) -> int:
    """How many members a coalition has."""
    count = 0
    while mask:
        mask &= mask - 1
        count += 1
    return count


def shapley_pass(table: Floats, first: int, last: int, weights: Floats, inside: Floats, outside: Floats) -> None:
    """Weighted sums of the worths: `inside[l]` by the LOW first members, `outside[j]` over the blocks with later member j.

    `weights[k]` is the row of weights of a block whose later members are k.
    """
    for block in range(first, last):
        row = weights[count_bits(block)]
        part = table[block * BLOCK : block * BLOCK + BLOCK]
        together = 0.0
        for at in range(BLOCK):
            weighed = part[at] * row[at]
            inside[at] += weighed
            together += weighed
        member = 0
        rest = block
        while rest:
            if rest & 1:
                outside[member] += together
            rest >>= 1
            member += 1


def plain_block(part: Floats, low: Floats, base: float, found: Floats, best: Floats) -> None:
    """Complaints of one block, and the largest of each lane."""
    for start in range(0, BLOCK, LANES):
        for lane in range(LANES):
            complaint = part[start + lane] - low[start + lane] - base
            found[start + lane] = complaint
            best[lane] = complaint if complaint > best[lane] else best[lane]


def per_head_block(part: Floats, low: Floats, base: float, rates: Floats, found: Floats, best: Floats) -> None:
    """Complaints of one block by member."""
    for start in range(0, BLOCK, LANES):
        for lane in range(LANES):
            complaint = (part[start + lane] - low[start + lane] - base) * rates[start + lane]
            found[start + lane] = complaint
            best[lane] = complaint if complaint > best[lane] else best[lane]


def relative_block(part: Floats, low: Floats, base: float, found: Floats, best: Floats) -> None:
    """Complaints of one block as a part of what the coalition is worth."""
    for start in range(0, BLOCK, LANES):
        for lane in range(LANES):
            worth = part[start + lane]
            size = max(abs(worth), 1e-300)
            complaint = (worth - low[start + lane] - base) / size
            found[start + lane] = complaint
            best[lane] = complaint if complaint > best[lane] else best[lane]


def measure_block(mode: int, part: Floats, low: Floats, base: float, rates: Floats, found: Floats, best: Floats) -> float:
    """The complaints of one block in the given measure, and the largest."""
    best[:] = -np.inf
    if mode == PLAIN:
        plain_block(part, low, base, found, best)
    elif mode == PER_HEAD:
        per_head_block(part, low, base, rates, found, best)
    else:
        relative_block(part, low, base, found, best)
    return float(np.max(best))


def allowed(mask: int, complaint: float, levels: Floats, spans: Floats, slack: float) -> float:
    """How far a complaint is above what the stages allow: those not fixed before a stage may not complain more than its level.

    `spans[k]` holds two generic vectors that meet in zero exactly what is fixed before stage k.
    """
    for stage in range(levels.shape[0]):
        over = complaint - levels[stage]
        if over > slack and not is_spanned(mask, spans[stage]):
            return float(over)
    return 0.0


def keep_largest(masks: Ints, sizes: Floats, count: int, keep: int) -> float:
    """Move the `keep` largest to the front; the smallest of them is what a newcomer has to beat."""
    order = np.argsort(-sizes[:count])[:keep]
    kept_masks, kept_sizes = masks[order], sizes[order]
    masks[:keep], sizes[:keep] = kept_masks, kept_sizes
    return float(kept_sizes[keep - 1])


def note_block(
    block: int,
    found: Floats,
    bar: float,
    levels: Floats,
    spans: Floats,
    slack: float,
    masks: Ints,
    sizes: Floats,
    count: int,
) -> tuple[int, float]:
    """Note the coalitions of a block that complain more than the bar; how many there are now, and the bar."""
    keep = masks.shape[0] // 2
    everyone, lowest = (1 << spans.shape[2]) - 1, np.min(levels)
    for at in range(BLOCK):
        mask = block * BLOCK + at
        if found[at] - lowest > bar and mask != 0 and mask != everyone:
            over = allowed(mask, found[at], levels, spans, slack)
            if over > bar:
                masks[count], sizes[count] = mask, over
                count += 1
                if count == masks.shape[0]:
                    bar = max(bar, keep_largest(masks, sizes, count, keep))
                    count = keep
    return count, bar


def complaint_pass(
    table: Floats,
    demands: Ints,
    near: Ints,
    costs: Floats,
    first: int,
    last: int,
    mode: int,
    split: Floats,
    low: Floats,
    rates: Floats,
    levels: Floats,
    spans: Floats,
    slack: float,
    masks: Ints,
    sizes: Floats,
) -> int:
    """The coalitions that complain most beyond what is allowed; how many were found, largest first where there are too many.

    `masks` and `sizes` take twice as many as are kept. The empty and the grand coalition are left out.
    """
    found, best, part = np.zeros(BLOCK), np.zeros(LANES), np.zeros(BLOCK)
    lowest = np.min(levels)
    count, bar = 0, slack
    for block in range(first, last):
        base = 0.0
        for member in range(LOW, split.shape[0]):
            if (block >> (member - LOW)) & 1:
                base += split[member]
        if table.shape[0]:
            part = table[block * BLOCK : block * BLOCK + BLOCK]
        else:
            service_block(block, LOW, demands, near, costs, part)
        if measure_block(mode, part, low, base, rates[count_bits(block)], found, best) - lowest > bar:
            count, bar = note_block(block, found, bar, levels, spans, slack, masks, sizes, count)
    return count
