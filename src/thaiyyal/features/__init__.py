"""Vertical slices: what people and programs do with the platform, one package for each use."""
