"""The agent's HTTP interface for the page: JSON, one error shape, nothing global."""
