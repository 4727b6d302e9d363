import Screen
import Testing

@testable import CursesTerminal

@Suite struct ColorNumberTests {
  private func number(_ color: Color, _ colors: Int, trueColor: Bool = false) -> Int32 {
    ColorPairs.number(of: color, colors: colors, takesTrueColor: trueColor)
  }

  @Test func everyTerminalShowsItsOwnColorsAsTheyAre() {
    for colors in [8, 16, 256] { #expect(number(.standard, colors) == -1) }
    #expect(number(.indexed(12), 256) == 12)
    #expect(number(.indexed(12), 16) == 12)
    #expect(number(.indexed(208), 256) == 208)
  }

  @Test func aColorTheTerminalLacksBecomesTheNearest() {
    #expect(number(.rgb(255, 0, 0), 256) == 196)
    #expect(number(.rgb(255, 0, 0), 16) == 9)
    #expect(number(.rgb(255, 0, 0), 8) == 1)
    #expect(number(.indexed(196), 16) == 9)
    #expect(number(.indexed(12), 8) == 4)
  }

  @Test func aTrueColorTerminalGetsItAsItIs() {
    #expect(number(.rgb(0x12, 0x34, 0x56), 256, trueColor: true) == 0x123456)
    #expect(
      number(.rgb(0, 0, 0), 256, trueColor: true) == 8, "0 is the palette's first, whatever it looks like")
    #expect(number(.rgb(0, 0, 5), 256, trueColor: true) == 8)
    #expect(number(.indexed(3), 256, trueColor: true) == 3)
    #expect(number(.indexed(196), 256, trueColor: true) == 0xFF0000)
  }

  /// No colour may name a place the terminal does not have: curses would draw the cell without any.
  @Test(arguments: [8, 16, 256]) func everyColorHasANumberTheTerminalKnows(_ colors: Int) {
    for index in UInt8.min ... .max {
      #expect((0..<Int32(colors)).contains(number(.indexed(index), colors)))
      #expect((0..<Int32(colors)).contains(number(.rgb(index, 255 - index, index / 2), colors)))
    }
  }

  @Test func withoutColorEveryPairIsTheTerminalsOwn() {
    var pairs = ColorPairs(colors: 0, takesTrueColor: false, limit: 0)
    #expect(pairs.number(for: Style(foreground: .indexed(1), background: .rgb(1, 2, 3))) == 0)
  }

  /// Marked paste is asked for all the same.
  @Test func withoutTheMouseNobodyAsksForTheWheel() {
    #expect(Terminfo.reportsOn(mouse: false) == Array("\u{1B}[?2004h".utf8))
    #expect(Terminfo.reportsOn(mouse: true).count > Terminfo.reportsOn(mouse: false).count)
  }

  @Test func paddingIsNotSent() {
    #expect(
      Terminfo.withoutPadding(Array("\u{1B}[H$<5/>\u{1B}[J$<50>x$".utf8)) == Array("\u{1B}[H\u{1B}[Jx$".utf8))
  }
}
