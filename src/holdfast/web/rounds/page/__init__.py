"""What the results pages show of a round: made of its frozen results, in words and places on a picture."""
