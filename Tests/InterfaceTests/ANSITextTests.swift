import Screen
import Testing

@testable import Interface

/// Pictures as text with escape sequences.
@Suite struct ANSITextTests {
  @Test(
    arguments: [
      (Style(), "0"), (Style(foreground: .indexed(2), bold: true), "0;1;32"),
      (Style(foreground: .indexed(9), background: .indexed(15)), "0;91;107"),
      (Style(foreground: .indexed(208), background: .indexed(0)), "0;38;5;208;40"),
      (Style(foreground: .rgb(1, 2, 3), background: .rgb(255, 0, 9)), "0;38;2;1;2;3;48;2;255;0;9"),
      (Style(dim: true, underline: true, reverse: true), "0;2;4;7"),
    ] as [(Style, String)]) func everyStyleHasItsSequence(_ style: Style, _ codes: String)
  {
    #expect(ANSIText.sequence(style) == "\u{1B}[\(codes)m")
  }

  @Test func aSequenceStandsWhereTheStyleChanges() {
    var picture = CellBuffer(size: Size(columns: 6, rows: 2))
    picture.write("ab", column: 1, row: 0, style: Style(bold: true))
    picture.write("c", column: 5, row: 0, style: Style(underline: true))
    #expect(
      ANSIText.lines(picture) == [
        " \u{1B}[0;1mab\u{1B}[0m  \u{1B}[0;4mc\u{1B}[0m", "      ",
      ])
  }

  @Test func withoutAStyleThereIsNoSequence() {
    #expect(ANSIText.text("word", style: .plain) == "word")
    #expect(ANSIText.text("word", style: Style(bold: true)) == "\u{1B}[0;1mword\u{1B}[0m")
  }
}
