import Foundation
import Testing

/// Commands without a terminal: their words and their exit status.
@Suite struct CommandTests {
  /// One trade a minute, through an entry, both targets and the stop of the rest.
  static let recorded = """
    id,price,qty,quote_qty,time,is_buyer_maker
    1,29990.0,0.010,299.9,1723161600000,false
    2,30000.0,0.010,300.0,1723161660000,false
    3,30700.1,0.010,307.0,1723161720000,false
    4,31400.1,0.010,314.0,1723161780000,false
    5,30500.0,0.010,305.0,1723161840000,false

    """

  static let plan = """
    plan: Two targets
    instrument: BTCUSDT
    side: long
    size: 0.100
    leverage: 5
    stop: 29300
    first entry: 100%
    rules:
      - enter 100% on break 30000
      - at 1R take 30%
      - at 2R take 30%, stop to 1R

    """

  @Test func aRecordedFileIsWalkedToTheResult() throws {
    let desk = try Desk()
    let plan = try desk.write(Self.plan, to: "plan.yaml")
    let file = try desk.write(Self.recorded, to: "trades.csv")
    let run = try desk.run("open", plan, "--feed", file, "--speed", "100000", "--plain")
    #expect(run.status == 0, "\(run)")
    // 21 and 42 gained on the targets, 20 on the rest at 30,500; fees 1.5, 0.1842, 0.1884 and 0.61: 80.5174.
    #expect(run.text.contains("closed: net +80.52"), "\(run.text)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: desk.trades.path).first { $0.hasSuffix(".trade") })
    let watched = try desk.run("watch", String(name.dropLast(".trade".count)), "--plain")
    #expect(watched.status == 0 && watched.text.contains("closed: net +80.52"), "\(watched)")
    #expect(try desk.run("watch", "--plain").status == 64, "there is nothing open to watch")
    let listed = try desk.run("list", "--json")
    let trades = try JSONSerialization.jsonObject(with: Data(listed.text.utf8)) as? [[String: Any]]
    #expect(trades?.count == 1)
  }

  @Test func aWrongPlanNamesThePlaceAndTheRemedy() throws {
    let desk = try Desk()
    try desk.write(Self.plan.replacingOccurrences(of: "on break", with: "on brek"), to: "plan.yaml")
    for command in [["check", "plan.yaml"], ["open", "plan.yaml", "--plain"]] {
      let run = try desk.run(command)
      #expect(run.status == 65)
      #expect(run.errors.contains("plan.yaml:9:"), "\(run.errors)")
      #expect(run.errors.contains("did you mean \"break\"?"))
      #expect(!FileManager.default.fileExists(atPath: desk.trades.path))
    }
  }

  @Test(
    arguments: [
      (["open", "nothing.yaml", "--plain"], 66), (["open", "--feed", "nothing.csv", "--plain"], 66),
      (["open", "--speed", "0", "--plain"], 64), (["resume", "nothing"], 64), (["--fly"], 64),
      (["open", "--theme", "drak", "--plain"], 64), (["open", "--colors", "12"], 64),
      (["themes", "drak"], 64),
      (["watch"], 64), (["watch", "nothing"], 64),
      (["check", "pyramid"], 0), (["check", "range", "--json"], 0), (["plans"], 0),
      (["plans", "pyramid"], 0), (["keys"], 0), (["list"], 0),
      (["themes"], 0), (["themes", "dark"], 0), (["themes", "--json"], 0),
      (["instruments"], 0), (["instruments", "BTCUSDT", "--json"], 0), (["completions", "fish"], 0),
      (["instruments", "nothing"], 64), (["doctor", "--json"], 0), (["help", "instruments"], 0),
      (["--help"], 0), (["help", "open"], 0), (["--version"], 0),
    ] as [([String], Int32)]) func eachCommandEndsWithItsStatus(_ arguments: [String], _ status: Int32) throws
  {
    let run = try Desk().run(arguments)
    #expect(run.status == status, "\(run)")
    if status == 0 { #expect(run.errors.isEmpty && !run.text.isEmpty) } else { #expect(!run.errors.isEmpty) }
  }

  /// A plan whose news are not there is explained all the same, says where it names them, and ends as `open` would.
  @Test func aPlanIsCheckedWithoutItsNews() throws {
    let desk = try Desk()
    let built = try desk.run(["check", "news"])
    #expect(built.status == 66 && !built.text.isEmpty)
    #expect(built.errors.contains("news.txt") && built.errors.contains("--news FILE"))
    let plan = try desk.write(
      Self.plan.replacing("rules:", with: "news: nonews.txt\nrules:"), to: "plan.yaml")
    let run = try desk.run(["check", plan])
    #expect(run.status == 66 && run.text.contains("At each target"))
    #expect(
      run.errors.hasPrefix("tranche: \(plan):8:7: news: ") && run.errors.contains("nonews.txt: No such file"))
  }

  /// A slip in a command or in a plan's name is answered with the one that was meant.
  @Test(
    arguments: [
      (["opne"], 64, "there is no command opne; did you mean \"tranche open\"?"),
      (["chek", "pyr.yaml"], 64, "there is no command chek; did you mean \"tranche check\"?"),
      (["open", "pyrmaid", "--plain"], 66, "did you mean \"pyramid\"?"),
      (["check", "pyr.yml"], 66, "pyr.yml: No such file or directory; did you mean \"pyr.yaml\"?"),
      (["check", "./pyr.yml"], 66, "did you mean \"./pyr.yaml\"?"),
      (["plans", "rnge"], 64, "there is no plan rnge; did you mean \"range\"?"),
      (["pyramd", "--plain"], 66, "did you mean \"pyramid\"?"),
    ] as [([String], Int32, String)])
  func aSlipIsAnsweredWithWhatWasMeant(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "pyr.yaml")
    let run = try desk.run(arguments)
    #expect(run.status == status && run.errors.contains(words), "\(run)")
    #expect(!FileManager.default.fileExists(atPath: desk.trades.path))
  }

  /// A plan's file may be called nearly as a command.
  @Test func aFileThatIsThereIsNoSlip() throws {
    let desk = try Desk()
    try desk.write("plan: x\n", to: "chek")
    let run = try desk.run(["chek", "--plain"])
    #expect(run.status == 65 && run.errors.contains("chek:1:1:"), "\(run)")
  }

  /// A slip in a level's name would leave the plan at a price that nobody meant; a new name is the user's own.
  @Test func aLevelNearlyNamedIsASlip() throws {
    let slip = try Desk().run("check", "pyramid", "--level", "hgih=30000")
    #expect(slip.status == 64 && slip.errors.contains("did you mean \"high\"?"))
    #expect(try Desk().run("check", "pyramid", "--level", "box=30000").status == 0)
  }

  /// The README's table of keys is what the program prints.
  @Test func theReadmeTellsEveryKey() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let keys = try Desk().run("keys")
    #expect(keys.text.contains("| `a` |"))
    #expect(readme.contains(keys.text))
  }
}
