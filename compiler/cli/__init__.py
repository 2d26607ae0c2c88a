"""The commands of `dashwright`: each parses its arguments, calls the pipeline and prints."""
