"""The shell: home, navigation, search, each role's dashboard."""
