"""Scans over the worst of lines: long ways, deaths between any two steps, lost writes."""
