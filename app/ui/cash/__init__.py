"""Thu phí: what is to be taken, transfers that wait, and the drawer of the day."""
