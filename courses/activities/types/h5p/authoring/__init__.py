"""The trainers' side: picking, uploading, and knowing what was tested."""
