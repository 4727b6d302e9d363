import Foundation
import Testing

/// What a shell is offered for the last word of a line.
@Suite struct CompletionTests {
  private func offered(_ desk: Desk, _ command: String, _ argument: String, _ word: String) throws -> [String]
  {
    let run = try desk.run([
      "---completion", command, "--", argument, "2", "\(word.count)", "tranche", command, word,
    ])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    return run.text.split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func theScriptIsThatOfTheParser(_ shell: String) throws {
    let desk = try Desk()
    let script = try desk.run("completions", shell)
    #expect(script.status == 0 && script.text.contains("tranche"))
    #expect(script.text == (try desk.run("--generate-completion-script", shell).text))
  }

  @Test func anotherShellIsRefused() throws { #expect(try Desk().run("completions", "csh").status == 64) }

  @Test func plansAreNamesAndFiles() throws {
    let desk = try Desk()
    for name in ["pylon.yaml", "pyres/deep.yaml", "notes.txt", "config/tranche/plans/python.yaml"] {
      try desk.write("plan: x", to: name)
    }
    #expect(try offered(desk, "open", "positional@0", "py") == ["pyramid", "python", "pylon.yaml", "pyres/"])
    #expect(try offered(desk, "check", "positional@0", "pyre") == ["pyres/deep.yaml"])
    #expect(try offered(desk, "plans", "positional@0", "py") == ["pyramid", "python"])
    #expect(try offered(desk, "open", "positional@0", "nothing").isEmpty)
  }

  @Test func otherArgumentsHaveTheirNames() throws {
    let desk = try Desk()
    try desk.write("x", to: "state/tranche/trades/btcusdt-20261123-1412-1.trade")
    try desk.write("", to: "simple.csv")
    try desk.write("broken", to: "config/tranche/instruments.yaml")
    #expect(try offered(desk, "resume", "positional@0", "") == ["btcusdt-20261123-1412-1"])
    #expect(try offered(desk, "open", "--feed", "s") == ["sim", "simple.csv", "state/"])
    #expect(try offered(desk, "open", "--theme", "li") == ["light"])
    // A file that is wrong offers less, and says nothing.
    #expect(try offered(desk, "instruments", "positional@0", "by") == ["bybit:BTCUSDT"])
    #expect(try offered(desk, "instruments", "positional@0", "sol") == ["SOLUSDT"])
  }

  /// Completing must not make the folder of trades.
  @Test func nothingIsMadeByCompleting() throws {
    let desk = try Desk()
    #expect(try offered(desk, "resume", "positional@0", "").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: desk.trades.path))
  }
}
