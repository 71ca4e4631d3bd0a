"""Who takes which course, why and until when. Verbs: enrol, withdraw."""
