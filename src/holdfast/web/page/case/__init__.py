"""The pages of the business case: what it is worth, its benefits, the road to a decision, the people, the stages."""
