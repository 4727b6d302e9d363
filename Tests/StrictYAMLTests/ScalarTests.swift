import StrictYAML
import Testing
import Trading

@Suite struct ScalarTests {
  /// Each of these is a number, a time or a truth to an ordinary reader of YAML.
  @Test(
    arguments: [
      "12:30", "010", "0x10", "0o17", "1_000", ".nan", ".inf", "yes", "no", "on", "null", "~", "1,5", "1e400",
      "-0",
      "1.000", "2026-11-23", "2026-11-23T14:00Z", "true", "=", "30,600", "50%", "3.133",
    ])
  func aScalarStaysItsText(_ text: String) throws {
    #expect(try read("stop: \(text)") == "{stop: ‹\(text)›}")
    #expect(try read("rules:\n  - \(text)\n") == "{rules: [‹\(text)›]}")
    #expect(try read("stop: '\(text)'") == "{stop: ‹\(text)›}")
  }

  @Test func shortTextsOutliveTheParsersBuffer() throws {
    for count in 1...40 {
      let word = String(repeating: "x", count: count)
      #expect(try read("a: \(word)") == "{a: ‹\(word)›}")
    }
  }

  @Test func quotesAndFoldedLines() throws {
    #expect(try read(#"a: "x # y""#) == "{a: ‹x # y›}")
    #expect(try read("a: 'it''s'") == "{a: ‹it's›}")
    #expect(try read("- at 1R take 30%,\n  stop to breakeven\n") == "[‹at 1R take 30%, stop to breakeven›]")
    #expect(try read("a:") == "{a: ‹›}")
    #expect(try read("{maker: 0.02%, taker: 0.05%}") == "{maker: ‹0.02%›, taker: ‹0.05%›}")
  }

  @Test func aByteOrderMarkAndCarriageReturnsAreNoPartOfTheText() throws {
    let text = "\u{FEFF}plan: A\r\nrules:\r\n  - at 1R take 30%\r\n"
    let document = try StrictYAML.document(text)
    #expect(outline(document) == "{plan: ‹A›, rules: [‹at 1R take 30%›]}")
    guard case .mapping(let entries) = document.content else { return #expect(Bool(false)) }
    #expect(entries[0].keyPlace == Document.Place(line: 1, column: 1))
    #expect(entries[0].value.place == Document.Place(line: 1, column: 7))
    #expect(entries[1].keyPlace == Document.Place(line: 2, column: 1))
  }

  @Test func columnsCountUnicodeScalarsWhateverTheirBytes() throws {
    let document = try StrictYAML.document("{größe: '币安人生', süß: ja}")
    guard case .mapping(let entries) = document.content else { return #expect(Bool(false)) }
    #expect(entries[0].value.place == Document.Place(line: 1, column: 9))
    #expect(entries[1].key == "süß")
    #expect(entries[1].keyPlace == Document.Place(line: 1, column: 17))
    #expect(entries[1].value.place == Document.Place(line: 1, column: 22))
  }

  @Test func aPlanWithItsComments() throws {
    let text = """
      # what this is
      plan: BTC breakout pyramid
      size: 1.000            # planned total in base units
      rules:
        # the first part
        - enter 50% on break 30000
        - note "x#5"
        - 'note "a # b"'     # a comment behind quotes cuts nothing
      """
    #expect(
      try read(text) == "{plan: ‹BTC breakout pyramid›, size: ‹1.000›, "
        + "rules: [‹enter 50% on break 30000›, ‹note \"x#5\"›, ‹note \"a # b\"›]}")
  }
}
