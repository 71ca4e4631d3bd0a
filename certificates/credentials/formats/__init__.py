"""The formats of our own: the PDF to print, the badge with its proof, the badge as a token."""
