"""The provincial system in its own words: the connector.

A connector is a device like a PC: it has its own encrypted profile, takes the commune's log from
the gateway, folds it, and writes what the province says into its own journal. So it runs beside
the gateway, on a hub or on a single PC, and losing it loses nothing. `mapping` holds the words of
each generation of interfaces as tables; everything else knows no generation.
"""
