"""What the control plane decides. Knows nothing of HTTP, and of SQL only the store's methods."""
