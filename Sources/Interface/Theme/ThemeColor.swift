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
    named = index ?? hexadecimal.map(ThemeColor.nearestName)
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
    case .sixteen: return named.map { .indexed($0) } ?? .standard
    case .palette256:
      if let exact { return .indexed(ThemeColor.nearest256(exact)) }
      return named.map { .indexed($0) } ?? .standard
    case .truecolour:
      if let exact { return .rgb(exact.red, exact.green, exact.blue) }
      return named.map { .indexed($0) } ?? .standard
    }
  }

  /// The nearest of the 6×6×6 cube and the grey ramp, 16–255; the first sixteen belong to the user.
  static func nearest256(_ color: RGB) -> UInt8 {
    let levels = [0, 95, 135, 175, 215, 255]
    func index(_ value: UInt8) -> Int {
      levels.indices.min { abs(levels[$0] - Int(value)) < abs(levels[$1] - Int(value)) } ?? 0
    }
    let (red, green, blue) = (index(color.red), index(color.green), index(color.blue))
    let cube = RGB(red: UInt8(levels[red]), green: UInt8(levels[green]), blue: UInt8(levels[blue]))
    let average = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let step = min(23, max(0, (average - 8 + 5) / 10))
    let grey = UInt8(8 + step * 10)
    let ramp = RGB(red: grey, green: grey, blue: grey)
    return distance(ramp, color) < distance(cube, color)
      ? UInt8(232 + step) : UInt8(16 + 36 * red + 6 * green + blue)
  }

  /// The nearest of the sixteen by xterm's values.
  static func nearestName(_ color: RGB) -> UInt8 {
    let values: [(UInt8, UInt8, UInt8)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
      (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
      (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    let ranked = values.map { distance(RGB(red: $0.0, green: $0.1, blue: $0.2), color) }
    return UInt8(ranked.indices.min { ranked[$0] < ranked[$1] } ?? 0)
  }

  private static func distance(_ left: RGB, _ right: RGB) -> Int {
    let red = Int(left.red) - Int(right.red)
    let green = Int(left.green) - Int(right.green)
    let blue = Int(left.blue) - Int(right.blue)
    return red * red + green * green + blue * blue
  }
}

/// How many colours a terminal shows.
public enum ColorDepth: Hashable, Sendable, CaseIterable {
  /// `NO_COLOR`, or a terminal without any: bold, reverse, underline and words carry the meaning.
  case none
  case sixteen, palette256, truecolour
}
