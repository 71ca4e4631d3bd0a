"""The pages where one finds a course, learns, and sees how far one has come."""
