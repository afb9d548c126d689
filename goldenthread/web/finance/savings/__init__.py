"""The register of opportunities to spend better."""
