import Screen

/// What keys send on nearly every terminal; the terminal's description adds its own.
enum KeySequences {
  /// `ESC [` parameters, final byte. A key held with Shift, Alt or Ctrl is none of ours.
  static func control(_ parameters: some Collection<UInt8>, _ final: UInt8) -> Key? {
    if parameters.first == UInt8(ascii: "<") { return wheel(parameters.dropFirst(), final) }
    guard let numbers = numbers(parameters), numbers.count <= 2, numbers.count < 2 || isPlain(numbers[1])
    else {
      return nil
    }
    if final == UInt8(ascii: "~") { return numbers.first.flatMap(numbered) }
    guard numbers.isEmpty || numbers[0] == 1 else { return nil }
    if final == UInt8(ascii: "Z") { return .backTab }
    return arrow(final) ?? function(final)
  }

  /// A mouse report, `ESC [ <` button, column and row: the wheel is two keys, whatever it points at. Clicks, releases
  /// and a wheel that is turned with Shift, Alt or Ctrl are none of ours.
  private static func wheel(_ parameters: some Collection<UInt8>, _ final: UInt8) -> Key? {
    guard final == UInt8(ascii: "M"), let numbers = numbers(parameters), numbers.count == 3 else {
      return nil
    }
    return numbers[0] == 64 ? .wheelUp : numbers[0] == 65 ? .wheelDown : nil
  }

  /// `ESC O` byte. The lower-case ones are the number pad's in its application mode.
  static func singleShift(_ byte: UInt8) -> Key? {
    if let key = arrow(byte) ?? function(byte) { return key }
    switch byte {
    case UInt8(ascii: "M"): return .enter
    case UInt8(ascii: "j")...UInt8(ascii: "y"), UInt8(ascii: "X"):
      // Their codes are those of the characters on the keys, moved up by 0x40.
      return .character(
        Character(Unicode.Scalar(byte == UInt8(ascii: "X") ? UInt8(ascii: "=") : byte - 0x40)))
    default: return nil
    }
  }

  /// `ESC [ [` byte: F1 to F5 of the Linux console.
  static func linuxFunction(_ byte: UInt8) -> Key? {
    (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte)
      ? .function(Int(byte - UInt8(ascii: "A")) + 1) : nil
  }

  private static func arrow(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }

  private static func function(_ byte: UInt8) -> Key? {
    (UInt8(ascii: "P")...UInt8(ascii: "S")).contains(byte)
      ? .function(Int(byte - UInt8(ascii: "P")) + 1) : nil
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// The modifiers a terminal reports are 1 and a bit each; Caps Lock and Num Lock (64, 128) do not matter.
  private static func isPlain(_ modifiers: Int) -> Bool { (max(1, modifiers) - 1) & 0b11_1111 == 0 }

  /// Decimal numbers between semicolons; nil if there is anything else.
  private static func numbers(_ parameters: some Collection<UInt8>) -> [Int]? {
    if parameters.isEmpty { return [] }
    var numbers = [0]
    for byte in parameters {
      switch byte {
      case UInt8(ascii: ";"): numbers.append(0)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        numbers[numbers.count - 1] = min(
          numbers[numbers.count - 1] * 10 + Int(byte - UInt8(ascii: "0")), 9999)
      default: return nil
      }
    }
    return numbers
  }
}
