"""Who people are: user, sign-in, roles, language."""
