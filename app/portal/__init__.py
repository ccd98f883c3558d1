"""The provincial system in its own words: the connector service.

May import use cases and below; arrives with the connector.
"""
