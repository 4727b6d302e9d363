import Trading

/// What is bid and asked in each row, all in one unit so that the eye can compare.
struct LadderDepth {
  /// Room for a number, thousands marks and decimals counted.
  static let width = 6

  private let bids: [Quantity]
  private let asks: [Quantity]
  private let instrument: Instrument
  private let most: Quantity
  private let digits: Int
  private let isInThousands: Bool
  /// Rows of which the book tells a part only.
  private let isPart: (bids: [Bool], asks: [Bool])
  /// Rows on the side of the market where this side's orders stand.
  private let isBehind: (bids: [Bool], asks: [Bool])

  init(_ snapshot: Snapshot, _ window: LadderWindow) {
    instrument = snapshot.instrument
    let depth = snapshot.depth
    func side(_ side: MarketDepth.Side?) -> [Quantity] {
      guard let side, !side.levels.isEmpty else { return [] }
      return (0..<max(0, window.rows)).map { row in
        let low = window.price(row: row).ticks
        return side.quantity(from: low, below: low + window.step)
      }
    }
    bids = side(depth?.bids)
    asks = side(depth?.asks)
    let lows = (0..<max(0, window.rows)).map { window.price(row: $0).ticks }
    let (lowest, highest) = (depth?.lowestWhole?.ticks, depth?.highestWhole?.ticks)
    isPart = (
      lows.map { $0 < lowest ?? .max }, lows.map { $0 + window.step - 1 > highest ?? 0 }
    )
    let (best, bestAsk) = (depth?.bestBid?.price.ticks, depth?.bestAsk?.price.ticks)
    isBehind = (lows.map { $0 <= best ?? 0 }, lows.map { $0 + window.step - 1 >= bestAsk ?? .max })
    most = (bids + asks).max() ?? .zero
    let rows = Array(zip(bids, isPart.bids)) + Array(zip(asks, isPart.asks))
    let widest = [false, true].map { part in rows.lazy.filter { $0.1 == part }.map(\.0).max() ?? .zero }
    let fitting = (0...snapshot.instrument.quantityDigits).reversed().first { digits in
      // The sign of a part takes a column.
      zip(widest, [0, 1]).allSatisfy { quantity, sign in
        LadderDepth.text(quantity, snapshot.instrument, digits: digits).count + sign <= LadderDepth.width
      }
    }
    digits = fitting ?? 0
    isInThousands = fitting == nil
  }

  func runs(bid row: Int, _ width: Int) -> [Run] { runs(bids, isPart.bids, isBehind.bids, row, .long, width) }
  func runs(ask row: Int, _ width: Int) -> [Run] {
    runs(asks, isPart.asks, isBehind.asks, row, .short, width)
  }

  /// What is little beside the most of the window stands back, so that the walls are seen; so does what is known in
  /// part, with a sign that there is more. Where nothing is known there is a sign too: a blank says that nothing stands.
  private func runs(
    _ side: [Quantity], _ isPart: [Bool], _ isBehind: [Bool], _ row: Int, _ role: Role, _ width: Int
  ) -> [Run] {
    guard side.indices.contains(row) else { return [] }
    let text = text(side, row)
    guard !text.isEmpty else {
      return isPart[row] && isBehind[row] ? [Run("·".rightAligned(width), .muted)] : []
    }
    guard !isPart[row] else {
      // Less than the column's last digit, and perhaps more.
      let known =
        text.first == "<" ? String(text.map { $0 == "<" ? "≥" : $0.isNumber ? "0" : $0 }) : "≥" + text
      return [Run(known.rightAligned(width), .muted)]
    }
    let isLittle = side[row].steps < most.steps / LadderDepth.little
    return [Run(text.rightAligned(width), isLittle ? .muted : role)]
  }

  /// A part of the most that is little.
  private static let little = 5

  /// Empty where nothing stands; what is less than the unit tells says so.
  private func text(_ side: [Quantity], _ row: Int) -> String {
    guard side.indices.contains(row), side[row] > .zero else { return "" }
    let text = LadderDepth.text(side[row], instrument, digits: digits, isInThousands)
    let isTold = text.contains { $0 != "0" && $0 != "." }
    return (isTold ? text : "<" + text.dropLast() + "1") + (isInThousands ? "k" : "")
  }

  private static func text(
    _ quantity: Quantity, _ instrument: Instrument, digits: Int, _ isInThousands: Bool = false
  ) -> String {
    let units = Int128(quantity.steps) * Int128(instrument.stepUnits)
    let scale = NumberText.power(of: instrument.quantityDigits + (isInThousands ? 3 : 0))
    return NumberText.fixed(Ratio(units, over: scale), digits: digits)
  }
}
