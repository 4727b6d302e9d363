/// A moment as people read it, UTC.
extension Timestamp {
  /// Whole days since 1970.
  public var day: Int { Int(Ratio.floorDivide(Int128(microseconds), 86_400_000_000)) }

  /// `2026-11-20`, or `20261120` without a separator.
  public func date(separator: String = "-") -> String {
    let (year, month, day) = Timestamp.civil(self.day)
    return [String(year), Timestamp.two(month), Timestamp.two(day)].joined(separator: separator)
  }

  /// `14:32:07`, or `14:32` without seconds.
  public func clock(seconds: Bool = true, separator: String = ":") -> String {
    let total = Ratio.floorDivide(Int128(microseconds), 1_000_000)
    let second = Int(total - Ratio.floorDivide(total, 86_400) * 86_400)
    var parts = [second / 3600, second / 60 % 60]
    if seconds { parts.append(second % 60) }
    return parts.map(Timestamp.two).joined(separator: separator)
  }

  /// `2026-11-20 14:32:07`.
  public var utcText: String { date() + " " + clock() }

  /// `2026-11-20T14:32:07.250000Z`, as programs read it.
  public var isoText: String {
    let fraction = String(
      Int(Int128(microseconds) - Ratio.floorDivide(Int128(microseconds), 1_000_000) * 1_000_000))
    return date() + "T" + clock() + "." + String(repeating: "0", count: 6 - fraction.count) + fraction + "Z"
  }

  /// Year, month and day of the Gregorian calendar, counted from the first of March of the year 0 by eras of 400
  /// years (H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days).
  private static func civil(_ day: Int) -> (Int, Int, Int) {
    let shifted = day + 719_468
    let era = Int(Ratio.floorDivide(Int128(shifted), 146_097))
    let ofEra = shifted - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}

extension Span {
  /// `48 s`, `12m 30s`, `3h 05m`, `2d 04h`.
  public var text: String {
    let seconds = max(0, microseconds / 1_000_000)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60)m \(two(seconds % 60))s"
    case ..<86_400: return "\(seconds / 3600)h \(two(seconds / 60 % 60))m"
    default: return "\(seconds / 86_400)d \(two(seconds / 3600 % 24))h"
    }
  }
}
