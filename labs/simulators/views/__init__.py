"""Pages of simulators: the room for those who practise, the workshop for trainers."""
