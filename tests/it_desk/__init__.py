"""The English register of an IT service desk: what passes here owes nothing to after-sales or to Chinese."""
