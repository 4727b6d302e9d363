/// The layouts in which the exchange offers its history, recognised by what a row holds.
public enum RecordedLayout: String, Sendable, CaseIterable {
  /// One print a row, six columns.
  case trades
  /// Prints of one taker at one price within 100 ms, seven columns, or eight on spot.
  case aggregatedTrades
  /// Bars, twelve columns.
  case klines

  enum Column {
    /// A whole number that nobody needs.
    case identifier
    case price
    case quantity
    /// A decimal number that nobody needs.
    case number
    case time
    case flag
  }

  /// The columns as the exchange names them, without the eighth that aggregated trades of spot have.
  var columns: [(name: String, column: Column)] {
    switch self {
    case .trades:
      [
        ("id", .identifier), ("price", .price), ("qty", .quantity), ("quote_qty", .number), ("time", .time),
        ("is_buyer_maker", .flag),
      ]
    case .aggregatedTrades:
      [
        ("agg_trade_id", .identifier), ("price", .price), ("quantity", .quantity),
        ("first_trade_id", .identifier), ("last_trade_id", .identifier), ("transact_time", .time),
        ("is_buyer_maker", .flag),
      ]
    case .klines:
      [
        ("open_time", .time), ("open", .price), ("high", .price), ("low", .price), ("close", .price),
        ("volume", .quantity), ("close_time", .time), ("quote_volume", .number), ("count", .identifier),
        ("taker_buy_volume", .number), ("taker_buy_quote_volume", .number), ("ignore", .number),
      ]
    }
  }

  /// The layout that rows of so many columns have.
  init?(columnCount: Int) {
    switch columnCount {
    case 6: self = .trades
    case 7, 8: self = .aggregatedTrades
    case 12: self = .klines
    default: return nil
    }
  }
}
