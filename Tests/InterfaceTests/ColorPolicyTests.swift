import Testing

@testable import Interface

/// Which colours are used, by what was asked for, the environment and the terminal.
@Suite struct ColorPolicyTests {
  private func policy(_ choice: ColorChoice, _ variables: [String: String] = [:]) -> ColorPolicy {
    ColorPolicy(choice: choice) { variables[$0] }
  }

  @Test(
    arguments: [
      (["COLORTERM": "truecolor"], true), (["COLORTERM": "24bit"], true), (["COLORTERM": "TrueColor"], true),
      (["COLORTERM": "yes"], false), (["COLORTERM": ""], false), ([:], false),
      (["COLORTERM": "truecolor", "NO_COLOR": "1"], false),
      (["COLORTERM": "truecolor", "NO_COLOR": ""], true),
      (["COLORTERM": "truecolor", "TERM": "screen-256color"], false),
      (["COLORTERM": "truecolor", "TERM": "screen-256color", "TMUX": "/tmp/s"], true),
      (["COLORTERM": "truecolor", "TERM": "tmux-256color", "TMUX": "/tmp/s"], true),
    ] as [([String: String], Bool)]) func exactColorsAreSentWhereTheTerminalSaysSo(
      _ variables: [String: String], _ wanted: Bool
    )
  {
    #expect(policy(.auto, variables).wantsExact == wanted)
  }

  @Test func whatWasAskedForCountsMore() {
    let silent = ["NO_COLOR": "1", "COLORTERM": "truecolor"]
    #expect(policy(.auto, silent).depth(colors: 256, takesExact: true) == .none)
    #expect(policy(.exact, silent).wantsExact)
    #expect(policy(.exact, silent).depth(colors: 256, takesExact: true) == .truecolour)
    #expect(policy(.palette256, silent).depth(colors: 256, takesExact: false) == .palette256)
    #expect(policy(.sixteen, ["COLORTERM": "truecolor"]).wantsExact == false)
    #expect(policy(.sixteen).depth(colors: 256, takesExact: false) == .sixteen)
    #expect(policy(.none).depth(colors: 256, takesExact: true) == .none)
  }

  /// Where exact colours were asked for and curses took none, what the description knows is used.
  @Test func aTerminalShowsNoMoreThanItCan() {
    #expect(policy(.exact).depth(colors: 256, takesExact: false) == .palette256)
    #expect(policy(.palette256).depth(colors: 8, takesExact: false) == .eight)
    #expect(policy(.sixteen).depth(colors: 8, takesExact: false) == .eight)
    #expect(policy(.auto).depth(colors: 0, takesExact: false) == .none)
    #expect(policy(.auto).depth(colors: 256, takesExact: true) == .truecolour)
  }
}
