"""Places commissioned for children with special educational needs, and whether there are enough."""
