/// How well one colour stands out against another, as WCAG 2 counts it: 1 for none to 21 for black on white.
enum Contrast {
  static func ratio(_ one: ThemeColor.RGB, _ other: ThemeColor.RGB) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The light a colour gives, from 0 to 1.
  static func luminance(_ color: ThemeColor.RGB) -> Double {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  /// The curve of sRGB by a polynomial, which is within a hundredth of it and needs no library.
  private static func linear(_ value: UInt8) -> Double {
    let level = Double(value) / 255
    return level * (level * (level * 0.305306011 + 0.682171111) + 0.012522878)
  }
}
