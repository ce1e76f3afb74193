"""Describe the waves of the campaign: when and where each ran, over how many communes, and how fast.

Input is the table `waves` of the ledger; output are frames with one row a wave, a province or a day: the national
series with the source of each of its parts, lengths, pace and overlap, and sums over waves compared with the totals
that are printed. Whatever follows from a vague date is given as a least and a greatest number.
"""
