"""Who people are: passwords, sign-in, sessions, API keys, second factors."""
