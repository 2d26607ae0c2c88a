"""The site's program: fetches and verifies its bundle, runs its queries, serves the viewer's page."""
