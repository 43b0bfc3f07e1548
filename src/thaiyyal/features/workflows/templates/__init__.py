"""Workflows to begin with: the examples of the repository, which are in the package too."""

from thaiyyal.features.workflows.templates.shelf import Template, templates

__all__ = ["Template", "templates"]
