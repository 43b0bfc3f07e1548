"""Links by which an administrator lets somebody set a new password."""
