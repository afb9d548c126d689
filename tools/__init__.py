"""What builds and checks Golden Thread. Nothing here is part of the product, and the product imports none of it."""
