"""Analytical suite for responsible public procurement."""
