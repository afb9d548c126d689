"""The forms an authority must fill, from one run: what is kept of it (`keeping`), the forms as data, how they fill."""
