"""What is asked of federations, their questions, councils and recalls."""
