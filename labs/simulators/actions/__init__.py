"""Every write of simulators: scenarios by trainers, runs by those who practise."""
