"""PostgreSQL: one set of tables for all communes, and the server itself hides the others' rows."""
