import ArgumentParser
import Foundation
import Replay
import Trading

/// Finds levels in recorded prices.
struct Levels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "levels", abstract: "Find levels in recorded prices, and how price reacted to them.",
    discussion: """
      high.1d low.4h high.1h …  of the last day, four hours, hour (UTC) that are over
      high.all low.all          of the whole file
      swing.high.1 swing.low.1  unbroken highs over the last price, lows under it
      node.1 … node.5           where most was traded, the largest first
      fib.0.382 … fib.2.618     parts of the last swing that counts

      A plan names them: `on break high.1d`, `at fib.1.618`, `stop to node.2`.
      With --yaml they come as the plan's `levels:`.
      """)

  @Argument(help: "A recorded file (aggTrades, trades or klines CSV).", completion: Completing.feeds)
  var tape: String

  @Option(
    help: ArgumentHelp(
      "Which contract the file is of, if its name does not begin with it.", valueName: "NAME"),
    completion: Completing.instruments)
  var instrument: String?

  @Option(
    help:
      "For which trade: bars are walked, and prices between two ticks rounded, as for a trade of this side.")
  var side = Direction.long

  @Option(
    help: ArgumentHelp(
      "Use only what came before this: 2024-08-08T23:55 (UTC) or milliseconds.", valueName: "TIME"))
  var until: String?

  @OptionGroup var instrumentOptions: InstrumentOptions

  @Flag(help: "As JSON, prices as decimal strings.")
  var json = false

  @Flag(help: "As lines that can stand in a plan.")
  var yaml = false

  /// The two sides as an option spells them.
  enum Direction: String, ExpressibleByArgument, CaseIterable {
    case long, short

    var side: Side { self == .long ? .long : .short }
  }

  func run() {
    reporting {
      guard !json || !yaml else { throw Failure("--json and --yaml: one of them", .usage) }
      guard tape != "sim", tape != "-" else {
        throw Failure("levels \(tape): levels are found in a recorded file; give one", .usage)
      }
      let until = try time()
      let catalogue = try KnownInstruments.load(instrumentOptions).catalogue
      let instrument = try chosen(catalogue)
      let prices = try FeedChoice.tape(tape, instrument, side.side)
      let end = until.map { prices.firstIndex(atOrAfter: $0.microseconds) }
      guard let levels = TapeLevels(of: prices, before: end, now: until, side: side.side) else {
        throw Failure("--until \(self.until ?? ""): the file begins after that", .noInput)
      }
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = LevelsReport(levels, instrument: instrument, side: side.side)
        say(String(decoding: try encoder.encode(report), as: UTF8.self))
      } else {
        let text = LevelsText(levels: levels, instrument: instrument, side: side.side, kind: prices.kind)
        say((yaml ? text.yaml : text.page(width: OutputTerminal.width())).joined(separator: "\n"))
      }
    }
  }

  private func time() throws -> Timestamp? {
    guard let until else { return nil }
    guard let time = Timestamp(utc: until) else {
      throw Failure("--until \(until): write 2024-08-08T23:55 (UTC) or milliseconds since 1970", .usage)
    }
    return time
  }

  /// The contract that was named, or the one that the file is named after.
  private func chosen(_ catalogue: Catalogue) throws -> Instrument {
    let symbol = FeedChoice.symbol(inNameOf: tape, catalogue)
    guard let name = instrument ?? symbol else {
      throw Failure(
        "\(tape): its name does not say which contract it is of; name it: --instrument BTCUSDT", .usage)
    }
    let found: Instrument
    do {
      found = try catalogue.instrument(name)
    } catch {
      throw Failure("no contract is called \"\(name)\"; \(error.remedy)", .usage)
    }
    if let symbol, symbol != found.symbol {
      throw Failure(
        "\(tape) is of \(symbol) by its name, and --instrument says \(found.symbol); take it out, or give a file of "
          + found.symbol, .noInput)
    }
    return found
  }
}
