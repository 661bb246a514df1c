"""A large invented arrangement, as many bodies as a test asks for, as TOML."""

from __future__ import annotations

import random

COMMON = 'on = 2026-09-10\nsource = "Cost model, version 2"\n'
SERVICES = ("desk", "network", "finance", "cloud", "cyber", "web", "print", "gis", "phones", "data")


def alliance(bodies: int) -> str:
    """Bodies of different sizes that share ten services, the same each time."""
    chance = random.Random(7)
    codes = [f"body-{number}" for number in range(1, bodies + 1)]
    blocks = ['[arrangement]\nname = "Shire ICT alliance"\nstage = "case"\nas_at = 2026-11-09\n']
    for place, code in enumerate(codes):
        people = chance.randrange(60, 400) * 1000
        kind, role = ("county", "lead") if not place else ("district", "member")
        blocks.append(
            f'[[partners]]\npartner = "{code}"\nname = "Body {place + 1} Council"\ntype = "{kind}"\nrole = "{role}"\n'
            f"population = {people}\nstaff = {people // 180}\nnet_budget = {people * 110}\n{COMMON}"
        )
    for service in SERVICES:
        fixed, unit, returns = chance.randrange(20, 120) * 1000, chance.randrange(80, 200), chance.choice((0.94, 0.96, 0.98))
        blocks.append(f'[[services]]\nservice = "{service}"\nname = "{service.capitalize()}"\nin_scope = true\n{COMMON}')
        blocks.append(f'[[cost_curves]]\nservice = "{service}"\nfixed = {fixed}\nunit_cost = {unit}\nreturns = {returns}\n{COMMON}')
        for code in codes:
            volume = chance.randrange(100, 900)
            cost = chance.randrange(60, 140) * 1000 + volume * chance.randrange(90, 220)
            blocks.append(f'[[baselines]]\npartner = "{code}"\nservice = "{service}"\ncost = {cost}\nvolume = {volume}\n{COMMON}')
    blocks.append(f"[[coordination]]\neach_partner = 12000\n{COMMON}")
    return "\n".join(blocks)
