"""From the authors' YAML and SQL to signed bundles; `compiler.pipeline` is the page to read first."""
