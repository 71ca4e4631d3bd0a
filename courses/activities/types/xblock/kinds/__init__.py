"""The blocks of others that are offered: what authors fill in, and how each is judged.

They are registered whether their distributions are installed or not: a lesson that holds one is
then shown without it, and says so.
"""
