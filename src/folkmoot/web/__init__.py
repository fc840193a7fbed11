"""What all pages share: base templates, components, clock, chance, submissions."""
