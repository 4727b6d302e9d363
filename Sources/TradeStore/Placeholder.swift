enum TradeStorePlaceholder {}
