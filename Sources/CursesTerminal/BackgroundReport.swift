/// What a terminal answers when it is asked for the colour of its background (OSC 11).
enum BackgroundReport {
  /// The question. A terminal that does not know it says nothing.
  static let question = Array("\u{1B}]11;?\u{1B}\\".utf8)
  private static let beginning = Array("\u{1B}]11;rgb".utf8)

  /// Whether a reply, its end mark or a part of that included, tells of a light background; nil if it is another reply.
  ///
  /// `rgb:R/G/B` or `rgba:R/G/B/A`, one to four hexadecimal digits each, as X11 names colours. Light is what is as bright
  /// as the middle grey or brighter, by the weights of ITU-R BT.601.
  static func isLight(_ reply: [UInt8]) -> Bool? {
    guard reply.starts(with: beginning) else { return nil }
    let text = String(decoding: reply.dropFirst(beginning.count).filter { $0 > 0x20 }, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":"), ["", "a"].contains(text[..<colon]) else { return nil }
    let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == (text.hasPrefix("a") ? 4 : 3) else { return nil }
    // An end mark of two bytes leaves its second one behind.
    let shares = parts.map { share($0.last == "\\" ? $0.dropLast() : $0) }
    guard let red = shares[0], let green = shares[1], let blue = shares[2] else { return nil }
    return 299 * red + 587 * green + 114 * blue >= 500 * 1000
  }

  /// Of the most that so many digits can say, in thousandths.
  private static func share(_ digits: Substring) -> Int? {
    guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit), let value = Int(digits, radix: 16)
    else {
      return nil
    }
    return value * 1000 / ((1 << (4 * digits.count)) - 1)
  }
}
