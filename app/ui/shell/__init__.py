"""The frame around every page: navigation, search, notices, status line, keys and idle lock.

May import widgets, labels and use cases that it shows itself (the status); no page.
"""
