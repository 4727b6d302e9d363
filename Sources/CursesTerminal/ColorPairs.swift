import CNcurses
import Screen

/// Curses knows colours only in numbered pairs of foreground and background; they are made as they are
/// needed.
struct ColorPairs {
  private struct Pair: Hashable {
    let foreground: Color
    let background: Color
  }

  /// 0, 8, 16 or 256.
  let colors: Int
  let takesTrueColor: Bool
  private let limit: Int
  private var numbers: [Pair: Int32] = [:]

  init(colors: Int, takesTrueColor: Bool, limit: Int) {
    self.colors = colors
    self.takesTrueColor = takesTrueColor
    self.limit = limit
  }

  /// The number of a style's pair; 0 is the terminal's own colours. Nil if there are no numbers left.
  mutating func number(for style: Style) -> Int32? {
    let pair = Pair(foreground: style.foreground, background: style.background)
    if colors == 0 || pair == Pair(foreground: .standard, background: .standard) { return 0 }
    if let known = numbers[pair] { return known }
    guard numbers.count + 1 < limit else { return nil }
    let number = Int32(numbers.count + 1)
    let foreground = Self.number(of: pair.foreground, colors: colors, takesTrueColor: takesTrueColor)
    let background = Self.number(of: pair.background, colors: colors, takesTrueColor: takesTrueColor)
    numbers[pair] = init_extended_pair(number, foreground, background) == OK ? number : 0
    return numbers[pair]
  }

  /// All numbers may be given anew.
  mutating func forgetAll() { numbers = [:] }

  /// Curses' number of a colour; -1 is the terminal's own.
  static func number(of color: Color, colors: Int, takesTrueColor: Bool) -> Int32 {
    switch color {
    case .standard: return -1
    case .indexed(let index):
      if takesTrueColor && index >= 8 { return trueColor(Palette.components(of: index)) }
      if Int(index) < colors { return Int32(index) }
      // Eight colours show the sixteen named ones by their darker halves.
      if index < 16 { return Int32(index) - 8 }
      return named(Palette.components(of: index), colors: colors)
    case .rgb(let red, let green, let blue):
      if takesTrueColor { return trueColor((red, green, blue)) }
      if colors >= 256 { return Int32(Palette.nearest(red: red, green: green, blue: blue)) }
      return named((red, green, blue), colors: colors)
    }
  }

  private static func named(_ color: (red: UInt8, green: UInt8, blue: UInt8), colors: Int) -> Int32 {
    let index = Int32(Palette.nearestNamed(red: color.red, green: color.green, blue: color.blue))
    return colors >= 16 ? index : index % 8
  }

  /// The eight smallest numbers are palette places even there, and a person's black may be no black: the darkest
  /// blues and black itself become the next one.
  private static func trueColor(_ color: (red: UInt8, green: UInt8, blue: UInt8)) -> Int32 {
    let number = Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    return max(8, number)
  }
}
