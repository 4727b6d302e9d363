import Screen
import Testing

@testable import CursesTerminal

/// What a terminal answers when it is asked for its background.
@Suite struct BackgroundReportTests {
  @Test(arguments: [
    ("rgb:ffff/ffff/ffff", true), ("rgb:0000/0000/0000", false), ("rgb:ff/ff/ff", true), ("rgb:f/f/f", true),
    ("rgb:1e1e/1e1e/2e2e", false), ("rgb:fdfd/f6f6/e3e3", true), ("rgba:ffff/ffff/ffff/8000", true),
    ("rgb:0000/ffff/0000", true), ("rgb:0000/0000/ffff", false), ("rgb:80/80/80", true),
    ("rgb:7f/7f/7f", false), ("rgb:FFF/FFF/fff", true),
  ]) func aReplyTellsOfLightOrDark(_ color: String, isLight: Bool) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var decoder = InputDecoder()
      #expect(decoder.feed("\u{1B}]11;\(color)\(end)".utf8) == [.background(isLight: isLight)])
      #expect(!decoder.hasDropped && decoder.patienceMilliseconds == nil)
    }
  }

  @Test(arguments: [
    "11;?", "11;rgb:", "11;rgb:ffff/ffff", "11;rgb:ffff/ffff/ffff/ffff", "11;rgba:ffff/ffff/ffff",
    "11;rgb:fffff/ffff/ffff", "11;rgb:ffff//ffff", "11;rgb:gggg/ffff/ffff", "11;rgb:-fff/ffff/ffff",
    "10;rgb:ffff/ffff/ffff", "111;rgb:ffff/ffff/ffff", "11;rgbi:1/1/1", "11;white", "11;rgb",
    "11;rgb:ffff/ffff/ffff;and much more behind it",
  ]) func anyOtherReplyTellsNothing(_ reply: String) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var decoder = InputDecoder()
      #expect(decoder.feed("\u{1B}]\(reply)\(end)".utf8) == [])
      #expect(decoder.hasDropped)
    }
  }

  /// An answer that comes in pieces over a slow line; one that stays unfinished gives nothing.
  @Test func itMayComeInPieces() {
    var decoder = InputDecoder()
    let pieces = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\q".utf8.map { [$0] }
    #expect(pieces.flatMap { decoder.feed($0) } == [.background(isLight: true), .key(.character("q"))])
    #expect(decoder.feed("\u{1B}]11;rgb:ffff/ffff".utf8) == [] && decoder.settle() == [])
  }

  @Test(arguments: ["linux", "vt100", "dumb"]) func aPlainTerminalWouldPrintTheQuestion(type: String) {
    #expect(TerminalSign.isPlain(type) && !TerminalSign.isPlain("xterm-256color"))
  }
}
