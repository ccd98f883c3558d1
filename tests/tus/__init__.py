"""Our tus against other people's: their server takes our client's files, their clients bring ours.

Run by `make tus`, which fetches them; what they lack of our signatures an adapter adds.
"""
