"""The control plane: publishing, signed metadata, agents' synchronisation, the fleet."""
