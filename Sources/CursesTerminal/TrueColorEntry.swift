/// Makes of a terminal's description one of the same terminal in which a colour is red, green and blue. Terminals
/// that show exact colours are seldom described so: they say it in COLORTERM, which curses does not know.
enum TrueColorEntry {
  /// Places in the standard's lists (`man 5 terminfo`, in the order of `term.h`).
  private static let colors = 13
  private static let pairs = 14
  private static let originalPair = 297
  private static let foreground = 359
  private static let background = 360
  /// What curses takes: a description in an environment variable has to fit its buffer.
  private static let limit = 32_768

  /// The rewritten description; nil where there is nothing to do or the bytes are no description.
  static func rewritten(_ bytes: [UInt8]) -> [UInt8]? {
    guard var entry = CompiledEntry(bytes) else { return nil }
    guard entry.numbers.count <= colors || entry.numbers[colors] <= 256 else { return nil }
    entry.numbers.fill(to: pairs + 1, with: -1)
    entry.numbers[colors] = 1 << 24
    entry.numbers[pairs] = 1 << 16
    entry.strings.fill(to: background + 1, with: nil)
    entry.strings[foreground] = setting("3")
    entry.strings[background] = setting("4")
    // Without it curses does not know how to come back to the terminal's own colours.
    if entry.strings[originalPair] == nil { entry.strings[originalPair] = Array("\u{1B}[39;49m".utf8) }
    // Tells curses that it need not keep a table of what each of the sixteen million looks like.
    let name = Array("RGB".utf8)
    entry.namedFlags.removeAll { $0.name == name }
    entry.namedNumbers.removeAll { $0.name == name }
    entry.namedStrings.removeAll { $0.name == name }
    let place = entry.namedFlags.firstIndex { name.lexicographicallyPrecedes($0.name) }
    entry.namedFlags.insert(.init(name: name, value: 1), at: place ?? entry.namedFlags.count)
    let result = entry.bytes
    return result.count <= limit ? result : nil
  }

  /// The eight smallest numbers are still places of the palette, as in the descriptions that know exact colours.
  private static func setting(_ digit: String) -> [UInt8] {
    let red = "%p1%{65536}%/%d"
    let green = "%p1%{256}%/%{255}%&%d"
    let blue = "%p1%{255}%&%d"
    return Array("\u{1B}[%?%p1%{8}%<%t\(digit)%p1%d%e\(digit)8;2;\(red);\(green);\(blue)%;m".utf8)
  }

  /// A description as the variable TERMINFO may hold it instead of a folder's name.
  static func variable(_ entry: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var text = Array("hex:".utf8)
    text.reserveCapacity(text.count + entry.count * 2)
    for byte in entry { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Array {
  fileprivate mutating func fill(to count: Int, with element: Element) {
    while self.count < count { append(element) }
  }
}
