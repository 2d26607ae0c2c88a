"""The pipeline's stages: functions from one frozen value to the next."""
