/// Reading of a moment as people write it, UTC: `2026-11-20`, `2026-11-20T14:05`, `2026-11-20T14:05:30.25Z`, or
/// milliseconds since 1970.
extension Timestamp {
  public init?(utc text: String) {
    if let milliseconds = Int64(text), milliseconds > 100_000_000_000, milliseconds < 100_000_000_000_000 {
      self.init(milliseconds: milliseconds)
      return
    }
    let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let day = halves.first.flatMap({ Timestamp.day(String($0)) }), halves.count <= 2 else { return nil }
    guard let clock = halves.count == 2 ? Timestamp.clock(String(halves[1])) : 0 else { return nil }
    self.init(microseconds: day * 86_400_000_000 + clock)
  }

  /// Days since 1970 of `YYYY-MM-DD`, by the civil calendar.
  private static func day(_ text: String) -> Int64? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1970...2200).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[Int(month) - 1] else { return nil }
    // Years that begin in March put the leap day last, so that months before it have fixed lengths.
    let shifted = month > 2 ? month - 3 : month + 9
    let years = month > 2 ? year : year - 1
    let ofYear = (153 * shifted + 2) / 5 + day - 1
    let days = years * 365 + years / 4 - years / 100 + years / 400 + ofYear - 719_468
    return days
  }

  /// Microseconds since midnight.
  private static func clock(_ text: String) -> Int64? {
    let clock = text.hasSuffix("Z") ? String(text.dropLast()) : text
    let halves = clock.split(separator: ".", omittingEmptySubsequences: false)
    let parts = (halves.first ?? "").split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
    guard (2...3).contains(parts.count), let hours = parts[0], let minutes = parts[1],
      let seconds = parts.count == 3 ? parts[2] : 0, (0...23).contains(hours), (0...59).contains(minutes),
      (0...59).contains(seconds)
    else { return nil }
    let whole = (hours * 3600 + minutes * 60 + seconds) * 1_000_000
    if halves.count == 1 { return whole }
    guard halves.count == 2, parts.count == 3, let fraction = microseconds(halves[1]) else { return nil }
    return whole + fraction
  }

  /// The digits behind a second's point; those beyond a microsecond are cut.
  private static func microseconds(_ digits: Substring) -> Int64? {
    guard (1...9).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    let padded = String((digits + "00000").prefix(6))
    return Int64(padded)
  }
}
