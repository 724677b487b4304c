"""Pictures of figure blocks, to save and to show elsewhere: each says by itself what it shows and where it is from."""
