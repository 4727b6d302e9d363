enum MarketsPlaceholder {}
