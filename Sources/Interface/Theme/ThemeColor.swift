import Screen

/// A colour as a theme writes it: exact, with a name of the sixteen for terminals that know no better.
struct ThemeColor: Hashable, Sendable {
  /// Red, green, blue; nil is the name alone.
  var exact: RGB?
  /// 0–15; nil is the terminal's own colour.
  var named: UInt8?

  static let standard = ThemeColor(exact: nil, named: nil)

  struct RGB: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8
  }

  /// The names of the sixteen, in the order of the palette.
  static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
    "bright-cyan", "bright-white",
  ]

  /// `default`, `#rrggbb`, `green` or `#rrggbb/green`; nil for anything else.
  init?(_ text: Substring) {
    if text == "default" {
      self = .standard
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let name = parts.count == 2 ? parts[1] : first
    let hexadecimal = ThemeColor.hexadecimal(first)
    let index = ThemeColor.names.firstIndex(of: String(name)).map { UInt8($0) }
    if parts.count == 2, hexadecimal == nil || index == nil { return nil }
    guard hexadecimal != nil || index != nil else { return nil }
    exact = hexadecimal
    named = index ?? hexadecimal.map { Palette.nearestNamed(red: $0.red, green: $0.green, blue: $0.blue) }
  }

  init(exact: RGB?, named: UInt8?) {
    self.exact = exact
    self.named = named
  }

  /// `#rrggbb`, or the six digits alone as base16 files write them.
  static func hexadecimal(_ text: some StringProtocol) -> RGB? {
    let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
    guard digits.count == 6, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else {
      return nil
    }
    return RGB(
      red: UInt8(value >> 16 & 0xFF), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// The colour as a terminal of this depth shows it.
  func color(_ depth: ColorDepth) -> Color {
    switch depth {
    case .none: return .standard
    // The bright ones are the first eight in bold there; grey would be black.
    case .eight: return named.map { $0 == 8 ? .standard : .indexed($0 & 7) } ?? .standard
    case .sixteen: return named.map { .indexed($0) } ?? .standard
    case .palette256:
      if let exact { return .indexed(Palette.nearest(red: exact.red, green: exact.green, blue: exact.blue)) }
      return named.map { .indexed($0) } ?? .standard
    case .truecolour:
      if let exact { return .rgb(exact.red, exact.green, exact.blue) }
      return named.map { .indexed($0) } ?? .standard
    }
  }
}

/// How many colours a terminal shows.
public enum ColorDepth: Hashable, Sendable, CaseIterable {
  /// `NO_COLOR`, or a terminal without any: bold, reverse, underline and words carry the meaning.
  case none
  case eight, sixteen, palette256, truecolour
}
