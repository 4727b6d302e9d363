import Trading

/// §2 Indicators: bars of every frame out of every price so far, and what is computed of them, each time from the
/// whole list.
extension ReferenceTrade {
  /// In ticks; the start in microseconds since 1970.
  struct Bar: Hashable {
    var start: Int64
    var high: Int
    var low: Int
    var close: Int
  }

  /// The bars of one frame.
  struct Chart {
    var finished: [Bar] = []
    var growing: Bar?
    /// The price that finished the last bar, as a number in the feed.
    var finishedIndex: Int?
  }

  static let frames = [1, 3, 5, 15, 30, 60, 240, 1440]

  /// A bar is finished by the first price at or after its end, before that price is acted on; the price belongs
  /// to the bar in which it lies. A bar without trades does not exist.
  private mutating func draw(_ minutes: Int) {
    var chart = charts[minutes] ?? Chart()
    let length = Int64(minutes) * 60_000_000
    if let bar = chart.growing, time >= bar.start + length {
      chart.finished.append(bar)
      chart.finishedIndex = index
      chart.growing = nil
    }
    var bar = chart.growing ?? Bar(start: time / length * length, high: price, low: price, close: price)
    bar.high = max(bar.high, price)
    bar.low = min(bar.low, price)
    bar.close = price
    chart.growing = bar
    charts[minutes] = chart
  }

  /// The bar that this price finished.
  func barFinishedNow(on minutes: Int) -> Bar? {
    guard let chart = charts[minutes], chart.finishedIndex == index else { return nil }
    return chart.finished.last
  }

  /// Bars first. One that gives an X its first value lets the trigger begin as a fill would; from then on X is taken
  /// as it is on each price. An entry that rests is moved, and begins to work at its new price.
  mutating func hearBars() {
    let before = triggerValues()
    for minutes in ReferenceTrade.frames { draw(minutes) }
    guard index > 0 else { return }
    let after = triggerValues()
    for rule in rules.indices where rules[rule].standing == .waiting {
      for number in rules[rule].triggers.indices where counts(rule, number) {
        // `from X` acts as soon as X has been reached; what only cancels or notes reaches it from a side.
        if case .from = plan.rules[rule].triggers[number], !plan.rules[rule].onlyCancelsOrNotes { continue }
        guard let new = after[rule][number] else { continue }
        let isMoved = before[rule][number].map { rounded($0) != rounded(new) && rests(rule, number) }
        if isMoved ?? true { start(rule, number) }
      }
    }
    refuseExitsBehindFirstFill()
  }

  /// Whether it stands as an entry's limit; one that price had passed is bought on the first price that is as good
  /// or better, wherever its X moves.
  private func rests(_ rule: Int, _ number: Int) -> Bool {
    guard plan.rules[rule].isEntry, case .at = plan.rules[rule].triggers[number] else { return false }
    let state = rules[rule].triggers[number]
    return state.placed && state.placedSteps > 0 && !state.passed
  }

  // MARK: Indicators

  /// Which swing is meant: the low for what lies below price, the high for what lies above.
  enum Edge { case low, high }

  /// Nil before the first value.
  func value(_ indicator: ReferencePlan.Indicator, on minutes: Int, swing edge: Edge) -> Double? {
    let bars = charts[minutes]?.finished ?? []
    switch indicator {
    case .ema(let count): return remembered("ema", count, minutes) { ReferenceTrade.ema(bars, count) }
    case .sma(let count): return remembered("sma", count, minutes) { ReferenceTrade.sma(bars, count) }
    case .swing(let count):
      return remembered("\(edge)", count, minutes) { ReferenceTrade.swing(bars, count, edge) }
    }
  }

  /// §2 Numbers: an indicator's price is rounded to the tick on the side of profit. A trail of a long lies
  /// behind swing lows, of a short behind swing highs.
  func price(_ indicator: ReferencePlan.Indicator, on minutes: Int) -> Int? {
    value(indicator, on: minutes, swing: sign > 0 ? .low : .high)
      .map { Int($0.rounded(sign > 0 ? .up : .down)) }
  }

  /// In ticks, as the exact number that distances are made of.
  func averageTrueRange(_ count: Int, on minutes: Int) -> Ratio? {
    let bars = charts[minutes]?.finished ?? []
    return remembered("atr", count, minutes) { ReferenceTrade.averageTrueRange(bars, count) }
      .map { Ratio(Int128(($0 * 1_048_576).rounded()), over: 1_048_576) }
  }

  /// The same list has the same value: it is computed once.
  private func remembered(_ name: String, _ count: Int, _ minutes: Int, _ compute: () -> Double?) -> Double? {
    let question = Memory.Question(
      name: name, count: count, minutes: minutes, bars: charts[minutes]?.finished.count ?? 0)
    if let known = memory.values[question] { return known }
    let value = compute()
    memory.values[question] = .some(value)
    return value
  }

  final class Memory {
    struct Question: Hashable {
      var name: String
      var count: Int
      var minutes: Int
      var bars: Int
    }
    var values: [Question: Double?] = [:]
  }

  /// Seeded with the mean of the first n closes.
  static func ema(_ bars: [Bar], _ count: Int) -> Double? {
    guard bars.count >= count else { return nil }
    var ema = Double(bars[..<count].reduce(0) { $0 + $1.close }) / Double(count)
    for bar in bars[count...] { ema += (Double(bar.close) - ema) * 2 / Double(count + 1) }
    return ema
  }

  static func sma(_ bars: [Bar], _ count: Int) -> Double? {
    guard bars.count >= count else { return nil }
    return Double(bars.suffix(count).reduce(0) { $0 + $1.close }) / Double(count)
  }

  /// Wilder's: the first true range is high − low, the first value the mean of the first n.
  static func averageTrueRange(_ bars: [Bar], _ count: Int) -> Double? {
    guard bars.count >= count else { return nil }
    let ranges = bars.indices.map { number in
      guard number > 0 else { return bars[number].high - bars[number].low }
      let close = bars[number - 1].close
      return max(bars[number].high, close) - min(bars[number].low, close)
    }
    var average = Double(ranges[..<count].reduce(0, +)) / Double(count)
    for range in ranges[count...] { average += (Double(range) - average) / Double(count) }
    return average
  }

  /// The latest bar that is strictly lower, or higher, than n bars on each side.
  static func swing(_ bars: [Bar], _ count: Int, _ edge: Edge) -> Double? {
    for number in bars.indices.reversed() where number >= count && number + count < bars.count {
      let sides = bars[(number - count)..<number] + bars[(number + 1)...(number + count)]
      switch edge {
      case .low: if sides.allSatisfy({ bars[number].low < $0.low }) { return Double(bars[number].low) }
      case .high: if sides.allSatisfy({ bars[number].high > $0.high }) { return Double(bars[number].high) }
      }
    }
    return nil
  }
}
