"""Demonstration figures: invented, whole, the same on every machine. They resemble real ones and are about nobody.

`areas` knows which municipalities make a region in a year, `national` draws the path of the Netherlands through the
printed figures, `plan` says for each indicator what is made of it, `counts` divides whole numbers over places and
categories, `hide` hides small ones, `rows` writes them down. Everything is whole-number arithmetic on hashes of names:
no clock, no random generator, no function of the processor.
"""
