"""What `motcua bench startup` starts: processes that open a window, say when it is painted, end.

May import what a program with one window imports.
"""
