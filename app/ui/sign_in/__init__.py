"""Before the work: signing in, a forgotten password, and founding the office on a new PC."""
