"""Does a published forecast follow from itself? `checking.check_text(text)` reads tables and the words around them.

It looks for rules that give the cells of each column, says which cells follow, which are inputs and which contradict
the text or each other, units included. Exact fractions throughout; nothing is decided by a column's name alone.
"""
