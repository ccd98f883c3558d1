"""Two hundred kills without warning over PC, hub, gateway, files and sticks, in one run."""
