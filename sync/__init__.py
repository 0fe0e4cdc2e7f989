"""How replicas agree: facts are appended, cards merge field by field, claims are ruled on."""
