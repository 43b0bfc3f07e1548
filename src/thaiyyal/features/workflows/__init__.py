"""Workflows as teams keep them: drafts, versions, sharing, import and export."""
