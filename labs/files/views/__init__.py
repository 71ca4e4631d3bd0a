"""What people see of labs on files: downloads, and the files of their practice room."""
