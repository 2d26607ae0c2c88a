"""What keeps the repository itself in order: locks and generated reference pages. No program imports it."""
