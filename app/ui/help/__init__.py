"""F1: the clerk's guide, read from `resources/help/guide`, opened at the section of the page."""
