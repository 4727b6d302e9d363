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
    most = (bids + asks).max() ?? .zero
    let widest = most
    let fitting = (0...snapshot.instrument.quantityDigits).reversed().first {
      LadderDepth.text(widest, snapshot.instrument, digits: $0).count <= LadderDepth.width
    }
    digits = fitting ?? 0
    isInThousands = fitting == nil
  }

  func runs(bid row: Int, _ width: Int) -> [Run] { runs(bids, row, .long, width) }
  func runs(ask row: Int, _ width: Int) -> [Run] { runs(asks, row, .short, width) }

  /// What is little beside the most of the window stands back, so that the walls are seen.
  private func runs(_ side: [Quantity], _ row: Int, _ role: Role, _ width: Int) -> [Run] {
    let isLittle = side.indices.contains(row) && side[row].steps < most.steps / LadderDepth.little
    return [Run(text(side, row).rightAligned(width), isLittle ? .muted : role)]
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
