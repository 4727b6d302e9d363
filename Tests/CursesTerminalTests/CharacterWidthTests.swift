import Glibc
import Screen
import Testing

@testable import CursesTerminal

@Suite struct CharacterWidthTests {
  /// The C library says how many columns a terminal moves on.
  @Test func everyScalarOfUnicodeTakesOneColumnOrNone() throws {
    try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
    var wrong: [String] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let cells = SafeText.cells(String(Character(scalar)))
      if cells.count > 1 { wrong.append("\(value) makes \(cells.count) cells") }
      guard let kept = cells.first?.unicodeScalars.first else { continue }
      // -1: a character the C library does not know yet.
      if ![1, -1].contains(Terminal.columns(of: kept.value)) {
        wrong.append(String(kept.value, radix: 16))
      }
    }
    #expect(wrong == [])
  }
}
