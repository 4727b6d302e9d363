import Testing

@testable import CursesTerminal

/// What a terminal is sent to call somebody.
@Suite struct TerminalSignTests {
  private func text(
    _ sign: TerminalSign, type: String = "xterm-256color", isUnicode: Bool = true, isInTmux: Bool = false
  ) -> String {
    String(decoding: sign.bytes(type: type, isUnicode: isUnicode, isInTmux: isInTmux), as: UTF8.self)
  }

  @Test func everySignHasItsBytes() {
    #expect(text(.bell) == "\u{7}")
    #expect(text(.title("T1 filled")) == "\u{1B}]2;T1 filled\u{7}")
    #expect(text(.notice("T1 filled")) == "\u{1B}]9;T1 filled\u{7}")
  }

  /// tmux hands on what is wrapped so, every escape of it doubled.
  @Test func tmuxHandsNoticesOn() {
    #expect(text(.notice("x"), isInTmux: true) == "\u{1B}Ptmux;\u{1B}\u{1B}]9;x\u{7}\u{1B}\\")
    #expect(text(.title("x"), isInTmux: true) == "\u{1B}]2;x\u{7}")
  }

  /// A terminal without titles would print them.
  @Test(arguments: ["linux", "linux-16color", "vt100", "vt220", "ansi", "dumb"])
  func whatHasNoTitleOnlyRings(type: String) {
    #expect(text(.title("x"), type: type).isEmpty && text(.notice("x"), type: type).isEmpty)
    #expect(text(.bell, type: type) == "\u{7}")
  }

  @Test(arguments: ["vte-256color", "xterm", "tmux-256color", "screen", "foot", "alacritty"])
  func othersHave(type: String) { #expect(!text(.title("x"), type: type).isEmpty) }

  /// Nothing in a text ends the sequence early or begins another.
  @Test func aTextCannotCommand() {
    let inside = text(.title("a\u{7}b\u{1B}]0;c\u{9C}\u{202E}\n")).dropFirst(4).dropLast()
    let commands = inside.unicodeScalars.filter {
      [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(commands.isEmpty, "\(inside.debugDescription)")
    #expect(text(.title("−0.5"), isUnicode: false) == "\u{1B}]2;?0.5\u{7}")
  }
}
