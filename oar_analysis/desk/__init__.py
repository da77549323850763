"""The analyst's desk: few verbs, the words of the columns, DataFrames and Altair charts.

Its verbs are reached as `oar.series(...)` after `import oar_analysis as oar`; nothing is imported
here, so that `oar lab` starts without pandas.
"""
