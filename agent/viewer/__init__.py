"""The page that the customer's staff open: static files, and the routes that serve them."""
