"""What the shell reads from the components, put together for one page."""
