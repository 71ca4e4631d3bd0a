"""No domain: base model, domain errors, ids, clock, text, design-system tags."""
