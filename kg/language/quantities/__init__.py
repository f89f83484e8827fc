"""Numbers, units, quantities, ranks and times of Chinese text: grammars over a compact view of it."""
