/// The 256 colours terminals share: sixteen named ones, a cube of 216, and 24 greys.
public enum Palette {
  private static let cubeLevels: [Int] = [0, 95, 135, 175, 215, 255]
  /// As xterm has them; a person may have changed the first sixteen.
  private static let named: [(Int, Int, Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// Red, green and blue of a place in the palette.
  public static func components(of index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    let (red, green, blue) = levels(Int(index))
    return (UInt8(red), UInt8(green), UInt8(blue))
  }

  /// The place nearest to a colour, among the 240 that look alike on every terminal.
  public static func nearest(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    let wanted = (Int(red), Int(green), Int(blue))
    let (r, g, b) = (nearestLevel(wanted.0), nearestLevel(wanted.1), nearestLevel(wanted.2))
    let cube = 16 + 36 * r + 6 * g + b
    let grey = 232 + min(23, max(0, ((wanted.0 + wanted.1 + wanted.2) / 3 - 3) / 10))
    return UInt8(distance(levels(grey), wanted) < distance(levels(cube), wanted) ? grey : cube)
  }

  /// The nearest of the sixteen named colours.
  public static func nearestNamed(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    let wanted = (Int(red), Int(green), Int(blue))
    return UInt8(named.indices.min { distance(named[$0], wanted) < distance(named[$1], wanted) } ?? 0)
  }

  private static func levels(_ index: Int) -> (Int, Int, Int) {
    switch index {
    case ..<16: return named[index]
    case ..<232:
      let place = index - 16
      return (cubeLevels[place / 36], cubeLevels[place / 6 % 6], cubeLevels[place % 6])
    default:
      let level = 8 + 10 * (index - 232)
      return (level, level, level)
    }
  }

  private static func nearestLevel(_ value: Int) -> Int {
    cubeLevels.indices.min { abs(cubeLevels[$0] - value) < abs(cubeLevels[$1] - value) } ?? 0
  }

  private static func distance(_ one: (Int, Int, Int), _ other: (Int, Int, Int)) -> Int {
    let (red, green, blue) = (one.0 - other.0, one.1 - other.1, one.2 - other.2)
    return red * red + green * green + blue * blue
  }
}
