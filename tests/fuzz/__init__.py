"""Every reader of what others send or what lies on a disk is given what nobody would send."""
