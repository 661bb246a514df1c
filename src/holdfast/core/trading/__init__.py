"""What is sold, to whom, and what that covers."""
