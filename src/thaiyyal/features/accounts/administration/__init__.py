"""What whoever has the machine may do to accounts, for those who cannot help themselves."""
