import Screen
import Trading

/// Numbers and times as the screen writes them.
enum Wording {
  /// `+0.58R`; without a sign where nothing is left of it: `0.00R` is neither gain nor loss.
  static func r(_ ratio: Ratio) -> String {
    NumberText.fixed(ratio, digits: 2, signed: ratio.magnitude >= Ratio(1, over: 200)) + "R"
  }

  /// `14:32:07`, UTC.
  static func clock(_ time: Timestamp, seconds: Bool = true) -> String { time.clock(seconds: seconds) }

  /// `2025-05-10`, UTC.
  static func date(_ time: Timestamp) -> String { time.date() }

  /// `05-10 14:32` where not everything shown is of one day, else `14:32:07`.
  static func moment(_ time: Timestamp, isOneDay: Bool) -> String {
    isOneDay ? clock(time) : date(time).dropFirst(5) + " " + clock(time, seconds: false)
  }

  /// `14:32`, or `11-22 14:32` on another day than `now` is.
  static func soon(_ time: Timestamp, now: Timestamp?) -> String {
    let clock = clock(time, seconds: false)
    return now.map { $0.day == time.day } ?? true ? clock : date(time).dropFirst(5) + " " + clock
  }

  /// What a rule waits for on the clock, the longest wording first: `hold until 14:08`, `hold 14:08`, `14:08`.
  static func clocks(_ clock: TradeClock, now: Timestamp?) -> [String] {
    let time = soon(clock.time, now: now)
    let short =
      switch clock.kind {
      case .acts: "at"
      case .ends: "until"
      case .holds: "hold"
      case .released: "held"
      case .closes: "close"
      }
    return ["\(clock.word) \(time)", "\(short) \(time)", time]
  }

  /// `0 s`, `48 s`, `12 m`, `3 h`.
  static func age(_ span: Span) -> String {
    let tenths = max(0, span.microseconds / 100_000)
    switch tenths {
    case ..<1200: return "\(tenths / 10) s"
    case ..<72_000: return "\(tenths / 600) m"
    default: return "\(tenths / 36_000) h"
    }
  }

  /// A pace: `×20`, `×0.5`.
  static func speed(_ speed: Double) -> String {
    guard speed.isFinite, speed < 1_000_000_000 else { return "×max" }
    let hundredths = Int128((max(0, speed) * 100).rounded())
    if hundredths % 100 == 0 { return "×" + NumberText.fixed(hundredths / 100, digits: 0) }
    return "×" + NumberText.fixed(hundredths, digits: 2).trimmedZero
  }

  /// A row height, without needless decimals: `50`, `0.5`.
  static func step(_ ticks: Int, _ instrument: Instrument) -> String {
    row(Price(ticks: ticks), step: ticks, instrument)
  }

  /// A price with no more decimals than the row height asks for.
  static func row(_ price: Price, step: Int, _ instrument: Instrument) -> String {
    NumberText.fixed(
      Ratio(
        Int128(price.ticks) * Int128(instrument.tickUnits), over: NumberText.power(of: instrument.priceDigits)
      ),
      digits: digits(step: step, instrument))
  }

  /// The decimals that tell rows of this height apart.
  static func digits(step: Int, _ instrument: Instrument) -> Int {
    var units = step * instrument.tickUnits
    var digits = instrument.priceDigits
    while digits > 0, units.isMultiple(of: 10) {
      units /= 10
      digits -= 1
    }
    return digits
  }

  /// Money against the risk amount: `0.51 × risk`; nil without one.
  static func risk(_ cash: Cash, _ amount: Cash?) -> String? {
    guard let amount, amount > .zero else { return nil }
    return NumberText.fixed(cash.ratio / amount.ratio, digits: 2) + " × risk"
  }

  /// `−377.6 at +0.04R`: how far it is from the last price, and where it stands in R, which is the same wherever it is
  /// told; R only once it is frozen.
  static func distance(to price: Price, _ snapshot: Snapshot) -> String? {
    guard let last = snapshot.last else { return nil }
    let text = snapshot.instrument.distance(ticks: price.ticks - last.ticks)
    return text + (snapshot.r(at: price).map { " at " + r($0) } ?? "")
  }

  /// The same in several lengths, the longest first: in price, in ticks, in per cent of the last price and where it
  /// stands in R; without ticks; without per cent; without R. None without a price.
  static func distances(to price: Price, _ snapshot: Snapshot) -> [String] {
    guard let last = snapshot.last, let short = distance(to: price, snapshot) else { return [] }
    let ticks = price.ticks - last.ticks
    let plain = snapshot.instrument.distance(ticks: ticks)
    let share =
      NumberText.fixed(Ratio(ticks * 100) / Ratio(max(1, last.ticks)), digits: 2, signed: true) + "%"
    let count = NumberText.fixed(Int128(abs(ticks)), digits: 0) + " ticks"
    let r = short.dropFirst(plain.count)
    return [
      "\(plain) \(count) \(share)\(r)", "\(plain) \(share)\(r)", short, "\(plain) \(share)", plain,
    ]
  }

  /// The entry that price would reach first; where none has a price, the plan's first.
  static func nearestEntry(_ snapshot: Snapshot) -> TrancheView? {
    let waiting = snapshot.tranches.filter { $0.kind == .entry && $0.isPending }
    guard let last = snapshot.last else { return waiting.first }
    let begun = waiting.filter { $0.state != .idle && $0.price != nil }
    func distance(_ entry: TrancheView) -> Int { entry.price.map { abs($0.ticks - last.ticks) } ?? .max }
    return begun.min { distance($0) < distance($1) } ?? waiting.first
  }

  /// Breaks text into lines at spaces; a longer word is cut.
  static func wrapped(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in String(SafeText.cells(text)).split(separator: " ") {
      var rest = word[...]
      if !line.isEmpty, line.count + 1 + rest.count > columns {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      while line.count + rest.count > columns {
        let room = columns - line.count
        lines.append(line + rest.prefix(room))
        rest = rest.dropFirst(room)
        line = ""
      }
      line += rest
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}

extension String {
  /// `0.50` as `0.5`.
  fileprivate var trimmedZero: String { hasSuffix("0") && contains(".") ? String(dropLast()) : self }

  /// `150.00` as `150`, `1.50` as `1.5`: of a number with a point.
  var trimmedZeros: String {
    var text = self[...]
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  /// Filled with blanks behind, or cut with a sign that something is missing.
  func padded(_ columns: Int) -> String {
    let missing = columns - SafeText.columns(self)
    return missing >= 0 ? self + String(repeating: " ", count: missing) : cut(columns)
  }

  /// Filled with blanks behind, and never cut: a number.
  func filled(_ columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - SafeText.columns(self)))
  }

  /// Filled with blanks before, or cut.
  func rightAligned(_ columns: Int) -> String {
    let missing = columns - SafeText.columns(self)
    return missing >= 0 ? String(repeating: " ", count: missing) + self : cut(columns)
  }

  /// At most this many cells; the last one then says that something is missing. A number is left out rather
  /// than cut: half a number reads as another one.
  func cut(_ columns: Int) -> String {
    guard SafeText.columns(self) > columns else { return self }
    guard columns > 0 else { return "" }
    let kept = SafeText.cells(self).prefix(columns - 1)
    let word = kept.suffix(from: kept.lastIndex(of: " ").map { $0 + 1 } ?? kept.startIndex)
    let first = word.first { !String.beforeNumbers.contains($0) }
    let isNumber = first.map { ("0"..."9").contains($0) || (!$0.isASCII && $0.isNumber) } ?? false
    return String(isNumber ? kept.dropLast(word.count) : kept) + "…"
  }

  private static let beforeNumbers: [Character] = ["+", "−", "-", "(", "\"", "[", "×"]
}
