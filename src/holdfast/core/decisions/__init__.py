"""The road to a decision and the rules of the club: slippage, refusals, what each partner has agreed."""
