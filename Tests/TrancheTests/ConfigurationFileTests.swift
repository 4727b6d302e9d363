import Foundation
import Testing

/// The file of a user's own choices, as the whole program obeys it.
@Suite struct ConfigurationFileTests {
  private func choices(_ desk: Desk) throws -> String {
    let text = try desk.run("doctor").text
    let lines = text.split(separator: "\n").drop { !$0.contains("choices") }
    let rest = lines.dropFirst().prefix { $0.hasPrefix("     ") }
    return (lines.prefix(1) + rest).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
  }

  /// The example is a file at rest; with its signs taken away it is one that works.
  @Test func theExampleCanBeUsed() throws {
    let desk = try Desk()
    let example = try desk.run("config", "--example").text
    let path = try desk.write(example, to: "config/tranche/config.yaml")
    #expect(try desk.run("config").text == example)
    #expect(
      try choices(desk).contains("by default theme dark (light on a light background), colors auto, view all")
    )
    let lines = example.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isSaid = line.hasPrefix("#") && !(line.hasPrefix("# ") && !line.hasPrefix("#  "))
      return isSaid ? String(line.dropFirst()) : String(line)
    }
    try desk.write(lines.joined(separator: "\n"), to: "config/tranche/config.yaml")
    let used = try desk.run("config")
    #expect(used.status == 0 && used.errors.isEmpty, "\(used)")
    let told = try choices(desk)
    for part in ["theme dark (config.yaml:", "key flatten: f F9", "key F5: \"take 25%, stop to breakeven\""] {
      #expect(told.contains(part), "\(told)")
    }
    #expect(!told.contains("by default"), "\(told): the example leaves a choice out")
    #expect(FileManager.default.fileExists(atPath: path))
  }

  @Test func withoutAFileTheExampleIsShown() throws {
    let run = try Desk().run("config")
    #expect(
      run.status == 0 && run.errors.contains("config.yaml is not there") && run.text.contains("#theme: dark"))
  }

  /// Whoever put it there believes it to be in force.
  @Test(arguments: ["ln -s nowhere", "mkdir", "mkfifo"]) func whatIsNoFileIsTold(_ made: String) throws {
    let desk = try Desk()
    let run = try desk.shell(
      "mkdir -p config/tranche; \(made) config/tranche/config.yaml; tranche config; echo $?; tranche open --plain; echo $?"
    )
    #expect(run.text == "66\n66\n", "\(run)")
    #expect(run.errors.contains("config.yaml: no ordinary file stands there; mend it"), "\(run)")
  }

  @Test func aWrongFileOpensNothingAndDoctorShowsIt() throws {
    let desk = try Desk()
    let path = try desk.write("keys:\n  flaten: f\nview: bigg\n", to: "config/tranche/config.yaml")
    let said = "tranche: \(path):2:3: \"flaten\" is neither an action nor a key; did you mean \"flatten\"?"
    for command in [
      ["open", "--plain"], ["resume", "--plain"], ["watch", "--plain"], ["keys"], ["config"],
    ] {
      let run = try desk.run(command)
      #expect(run.status == 65 && run.errors.hasPrefix(said), "\(command): \(run)")
      #expect(run.errors.contains("\(path):3:7: view: \"bigg\""), "\(run)")
    }
    #expect(!FileManager.default.fileExists(atPath: desk.trades.path))
    let doctor = try desk.run("doctor")
    #expect(doctor.status == 1 && doctor.text.contains("BAD   choices"), "\(doctor)")
  }

  /// The command line counts more than the file, and the file more than the program's own choice.
  @Test func theNearestWordCounts() throws {
    let desk = try Desk()
    let path = try desk.write("theme: drak\n", to: "config/tranche/config.yaml")
    let own = try desk.run("open", "--plain")
    #expect(own.status == 65 && own.errors.contains("\(path):1:8: theme: there is no theme drak"), "\(own)")
    let said = try desk.run("open", "--plain", "--theme", "nope")
    #expect(said.status == 64 && said.errors.contains("there is no theme nope"), "\(said)")
    try desk.write("- nonsense\n", to: "config/tranche/mine/x.yaml")
    try desk.write("theme: mine/x.yaml\n", to: "config/tranche/config.yaml")
    let beside = try desk.run("open", "--plain")
    #expect(beside.errors.contains("config/tranche/mine/x.yaml:1:1"), "\(beside)")
  }

  @Test func keysArePrintedAsTheyAre() throws {
    let desk = try Desk()
    try desk.write("keys: {flatten: [f, F9], F5: take 25%}\n", to: "config/tranche/config.yaml")
    let keys = try desk.run("keys").text
    #expect(
      keys.contains("| `f F9` | flatten | ladder |")
        && keys.contains("| `F5` | sentence | ladder | take 25% |"))
  }

  /// A plan that says nothing of the day's loss has the user's limit; its own counts more.
  @Test func theDaysLossIsTheUsersWhereThePlanSaysNothing() throws {
    let desk = try Desk()
    try desk.write(CommandTests.plan, to: "plan.yaml")
    try desk.write(Self.losing, to: "BTCUSDT-trades.csv")
    try desk.write("daily loss: 0.1R\n", to: "config/tranche/config.yaml")
    let open = ["open", "plan.yaml", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain"]
    let first = try desk.run(open)
    #expect(first.status == 0 && first.text.contains("closed: net −"), "\(first)")
    let second = try desk.run(open)
    #expect(
      second.status == 1 && second.errors.contains("your configuration's `daily loss:` is 0.1R"), "\(second)")
    try desk.write("daily loss: 100R\n" + CommandTests.plan, to: "plan.yaml")
    #expect(try desk.run(open).status == 0)
  }

  /// Price falls through the stop.
  private static let losing = """
    id,price,qty,quote_qty,time,is_buyer_maker
    1,29990.0,0.010,299.9,1723161600000,false
    2,30000.0,0.010,300.0,1723161660000,false
    3,29000.0,0.010,290.0,1723161720000,false

    """

  /// Each event runs the command, with what happened behind its arguments and in its environment.
  @Test func aCommandIsTold() throws {
    let desk = try Desk()
    let out = desk.folder.path + "/out"
    try desk.write(CommandTests.plan, to: "plan.yaml")
    try desk.write(CommandTests.recorded, to: "BTCUSDT-trades.csv")
    let script = "echo \"$1|$2|$TRANCHE_EVENT|$TRANCHE_MODE\" >> '\(out)'"
    try desk.write(
      "attention:\n  - {on: [fill, target, stop hit, closed], do: bell, command: [sh, -c, '\(script.replacing("'", with: "''"))', me, own]}\n",
      to: "config/tranche/config.yaml")
    let run = try desk.run(
      ["open", "plan.yaml", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain"])
    #expect(run.status == 0, "\(run)")
    // Started before the program ended; the limit only guards against waiting for ever.
    var told = ""
    for _ in 0..<200 where !told.contains("|closed|") {
      told = (try? String(contentsOfFile: out, encoding: .utf8)) ?? ""
      usleep(50_000)
    }
    let lines = told.split(separator: "\n")
    for (text, event) in [
      ("tranche 1 filled: 0.100", "fill"), ("T2 filled: 0.030", "target"), ("stop filled: 0.040", "stop hit"),
      ("closed: net +80.52", "closed"),
    ] {
      let isTold = lines.contains {
        $0.hasPrefix("own|REPLAY BTCUSDT \(text)") && $0.hasSuffix("|\(event)|replay")
      }
      #expect(isTold, "\(event): \(told)")
    }
  }

  /// A tranche that waits for nothing fills on the first price: in the first picture already.
  @Test func aFillOfTheFirstPriceIsTold() throws {
    let desk = try Desk()
    let out = desk.folder.path + "/out"
    try desk.write(
      CommandTests.plan.replacing("enter 100% on break 30000", with: "enter 100%"), to: "plan.yaml")
    try desk.write(Self.losing, to: "BTCUSDT-trades.csv")
    let script = "echo \"$TRANCHE_EVENT $1\" >> \(out)"
    try desk.write(
      "attention:\n  - {on: all, command: [sh, -c, '\(script)', me]}\n", to: "config/tranche/config.yaml")
    let run = try desk.run(
      ["open", "plan.yaml", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain"])
    #expect(run.status == 0, "\(run)")
    var told = ""
    for _ in 0..<200 where !told.contains("fill ") {
      told = (try? String(contentsOfFile: out, encoding: .utf8)) ?? ""
      usleep(50_000)
    }
    #expect(told.contains("fill REPLAY BTCUSDT tranche 1 filled: "), "\(told)")
  }

  @Test(.enabled(if: Desk.hasTerminal, "tmux is not installed")) func aKeySaysItsSentence() throws {
    let desk = try Desk()
    try desk.write("keys: {F5: \"take 25%, stop to breakeven\", help: o}\n", to: "config/tranche/config.yaml")
    try desk.open("--speed 500")
    try desk.wait(for: "o help")
    try desk.press("e")
    try desk.wait(for: "tranche 1 filled")
    try desk.press("F5")
    try desk.wait(for: "preview: take 25%")
    try desk.press("Escape", "q", "y")
    try desk.wait(for: "status 0")
  }
}
