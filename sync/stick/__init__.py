"""Bundles on a stick: a pulled stick harms nothing, and nothing that is read is believed."""
