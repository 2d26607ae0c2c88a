"""The agent at a customer's site: fetches signed bundles, runs their statements read-only, serves the page.

`agent.site` puts the parts together; `agent.sync` and `agent.trust` bring a bundle here, `agent.preflight`
lets it in, `agent.execute` answers from the site's database, `agent.api` and `agent.viewer` show it.
"""

from __future__ import annotations

from importlib.metadata import version

AGENT_VERSION = version("dashwright")
"""As the control plane and the page show it."""
