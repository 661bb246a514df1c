"""The pages of the API: its reference, and the tokens of one's account."""
