"""Views: the player for learners, the desk for trainers and the centre."""
