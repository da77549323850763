"""The run: parameters, warm kernels, tasks, pages checked, one swap, manifest and index.

Nothing is imported here: a run with nothing to do must load next to nothing.
"""
