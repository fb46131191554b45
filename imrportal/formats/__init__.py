"""How dates are written where nobody says it: as everywhere in the portal."""
