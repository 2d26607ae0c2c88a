"""The ceremony that makes the root of trust, and its renewal. Runs offline, at the vendor's, before anything else."""
