import Screen
import StrictYAML
import Testing
import Trading

@testable import Interface

/// Schemes as people have them, in both forms; the colours are made up.
@Suite struct Base16Tests {
  private static let dark = [
    "101010", "202020", "303030", "404040", "b0b0b0", "d0d0d0", "e8e8e8", "ffffff",
    "e06060", "e0a060", "e0d060", "60c060", "60c0c0", "6090e0", "b070d0", "a07050",
  ]

  private func old(_ colors: [String] = dark) -> String {
    "scheme: \"Ocean\"\nauthor: nobody\n"
      + zip(Array("0123456789ABCDEF"), colors).map { "base0\($0): \"\($1)\"\n" }.joined()
  }

  private func new(_ colors: [String] = dark) -> String {
    "system: \"base16\"\nname: \"Ocean\"\nvariant: \"dark\"\npalette:\n"
      + zip(Array("0123456789ABCDEF"), colors).map { "  base0\($0): \"#\($1)\"\n" }.joined()
  }

  private func theme(_ text: String) throws -> Theme { try Theme(document: StrictYAML.document(text)) }

  @Test func bothFormsAreTheSameTheme() throws {
    let (first, second) = (try theme(old()), try theme(new()))
    #expect(first.name == "Ocean" && second.name == "Ocean")
    for depth in ColorDepth.allCases {
      #expect(first.resolved(depth: depth) == second.resolved(depth: depth))
    }
    #expect(first.resolved(depth: .truecolour)[.long].foreground == .rgb(0x60, 0xC0, 0x60))
    #expect(first.resolved(depth: .sixteen)[.long].foreground == .indexed(2))
  }

  /// A base24 scheme is a base16 scheme with more; what it adds has no duty here.
  @Test func furtherColorsAreLeftAlone() throws {
    let more = (0..<8).map { "  base1\($0): \"#12345\($0)\"\n" }.joined()
    #expect(try theme(new() + more).resolved(depth: .truecolour) == theme(new()).resolved(depth: .truecolour))
  }

  @Test func theScreenIsPaintedOnItsFirstColor() throws {
    let sheet = try theme(old()).resolved(depth: .truecolour)
    #expect(sheet[.text].background == .rgb(0x10, 0x10, 0x10))
    #expect(sheet[.muted].background == .rgb(0x10, 0x10, 0x10))
    #expect(sheet[.cursor].background == .rgb(0x60, 0x90, 0xE0))
    #expect(
      try theme(old()).resolved(depth: .sixteen)[.text]
        == Style(foreground: .indexed(7), background: .indexed(0)))
    #expect(try theme(old()).resolved(depth: .none)[.text] == .plain)
  }

  @Test func aLightSchemeIsInkOnPaperWithTheSixteenToo() throws {
    var colors = Self.dark
    colors.replaceSubrange(0..<8, with: Self.dark[0..<8].reversed())
    let text = try theme(old(colors)).resolved(depth: .sixteen)[.text]
    #expect(text == Style(foreground: .indexed(0), background: .indexed(15)))
  }

  /// base04 where it can be read, the text's colour where it cannot.
  @Test func explanationsAreLegible() throws {
    #expect(try theme(old()).looks[.muted]?.foreground.exact == ThemeColor.hexadecimal("b0b0b0"))
    var colors = Self.dark
    colors[4] = "505050"
    #expect(try theme(old(colors)).looks[.muted]?.foreground.exact == ThemeColor.hexadecimal("d0d0d0"))
    #expect(try theme(old(colors)).looks[.frame]?.foreground.exact == ThemeColor.hexadecimal("d0d0d0"))
  }

  /// Without a single colour that stands out, the one that does so most is taken.
  @Test func aSchemeOfOneColorIsATheme() throws {
    let sheet = try theme(old(Array(repeating: "777777", count: 16))).resolved(depth: .truecolour)
    #expect(sheet[.muted].foreground == .rgb(0x77, 0x77, 0x77))
  }

  @Test func aSchemeWithAFaultSaysWhich() throws {
    let missing = old().replacingOccurrences("base0A", "other")
    #expect(throws: PlanError.self) { try theme(missing) }
    do throws(PlanError) {
      _ = try Theme(document: StrictYAML.document(old().replacingOccurrences("e0d060", "e0d0")))
      Issue.record("accepted a colour of four digits")
    } catch {
      #expect(error.message == "`e0d0` is not a colour")
      #expect(error.place?.line == 13)
    }
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
