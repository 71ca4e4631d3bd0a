"""How it all starts: the embedded services, the group of processes, their health."""
