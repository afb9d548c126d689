"""Published figures that casework pages set beside the partnership's own (see README.md)."""
