import Glibc

/// A moment by the UTC calendar, for names and messages.
struct UTCTime {
  private let parts: tm

  init(microseconds: Int64) {
    var seconds = time_t(microseconds / 1_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    self.parts = parts
  }

  /// `2026-11-23` or, without a separator, `20261123`.
  func date(separator: String) -> String {
    [String(Int(parts.tm_year) + 1900), two(parts.tm_mon + 1), two(parts.tm_mday)].joined(
      separator: separator)
  }

  /// `14:12` or, without a separator, `1412`.
  func minute(separator: String) -> String {
    two(parts.tm_hour) + separator + two(parts.tm_min)
  }

  private func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
}
