"""OAuth 2: tokens for credentials, by client credentials or by the consent of a person."""
