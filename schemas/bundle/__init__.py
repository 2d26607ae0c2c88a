"""A bundle: one manifest and the content-addressed objects that it lists."""
