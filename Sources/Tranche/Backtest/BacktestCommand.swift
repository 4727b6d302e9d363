import ArgumentParser
import Foundation
import Replay
import Trading

/// Runs a plan over recorded prices without a screen.
struct BacktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Run a plan over recorded prices: trade after trade, and what came of them.",
    discussion: """
      The engine and the paper broker are those of the screen. A plan with \
      `repeat: yes` begins a new trade at the price after the one that closed the \
      last; another makes one trade a file. What is open at the end of a file is \
      closed at its last price. A bar is walked through open, adverse extreme, \
      favourable extreme, close: the order inside a bar is not known, and only its \
      open can gap.

      --compare sets other plans beside the first: each begins wherever a trade of \
      the first one began, each trade by itself; the first one repeats then, \
      whatever it says.
      """)

  @Argument(help: "A plan's name (tranche plans), or its file.", completion: Completing.plans)
  var plan: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Recorded files (aggTrades, trades or klines CSV), each a run of its own.", valueName: "FILE"),
    completion: Completing.feeds)
  var tape: [String]

  @Option(
    help: ArgumentHelp("Begin each file here: 2024-08-08T23:55 (UTC) or milliseconds.", valueName: "TIME"))
  var from: String?

  @Option(help: ArgumentHelp("End each file before this time.", valueName: "TIME"))
  var to: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Other managements of the same entries.", valueName: "PLAN"),
    completion: Completing.plans)
  var compare: [String] = []

  @Option(help: ArgumentHelp("Show so many trades at most; 50 if not said, all as JSON.", valueName: "N"))
  var trades: Int?

  @OptionGroup var planOptions: PlanOptions

  @OptionGroup var instrumentOptions: InstrumentOptions

  @Flag(help: "As JSON, amounts as decimal strings.")
  var json = false

  func run() {
    reporting {
      if let trades, trades < 0 {
        throw Failure("--trades \(trades): a number of trades, 0 or more", .usage)
      }
      let window = try BacktestWindow(from: from, to: to)
      let known = try KnownInstruments.load(instrumentOptions)
      let history = tape.first.flatMap { path in from.map { (path: path, before: $0) } }
      var levels: [String] = []
      let plans = try ([plan] + compare).map { name in
        let source = try PlanSource.find(name)
        let read = try planOptions.plan(source, catalogue: known.catalogue, history: history)
        levels = read.levels
        return BacktestedPlan(source, read.plan)
      }
      var work = try BacktestWork(plans[0], comparedWith: Array(plans.dropFirst()), levels: levels)
      try run(&work, window, known.catalogue)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let told = BacktestJSON(work, trades: trades ?? .max)
        say(String(decoding: try encoder.encode(told), as: UTF8.self))
      } else {
        let text = BacktestText(work, trades: trades ?? 50, width: OutputTerminal.width())
        say(text.lines.joined(separator: "\n"))
      }
    }
  }

  /// One tape after the other, so that one at a time is in memory.
  private func run(_ work: inout BacktestWork, _ window: BacktestWindow, _ catalogue: Catalogue) throws {
    var line = ProgressLine()
    defer { line.clear() }
    for path in tape {
      let loaded = try BacktestTape.load(path, window, work.first.plan, catalogue)
      try work.run(loaded) { line.show($0, $1) }
      line.clear()
    }
    guard work.tapes.contains(where: { $0.first != nil }) else {
      let names = tape.joined(separator: ", ")
      throw Failure("\(names): no price between --from and --to; give other times or another file", .noInput)
    }
  }
}
