"""Làm ngay: certifications and extracts, done while the citizen waits."""
