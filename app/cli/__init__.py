"""One module per command group for technicians, servers and the demo.

No rule, no SQL; may import everything below.
"""
