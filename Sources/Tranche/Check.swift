import ArgumentParser
import Foundation
import Replay
import Trading

/// Explains a plan before money is in it.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Explain a plan before money is in it.",
    discussion: """
      The rules in words, each method with the rules it stands for; average, breakeven, loss at the stop and \
      liquidation after each tranche, and leverage before and after it; R and result at each target; warnings. \
      A wrong plan is refused with file, line, column and remedy (exit 65); where its `news:` file is missing the rest \
      is explained all the same (exit 66).
      """)

  @Argument(help: "A plan's name (tranche plans), or its file.", completion: Completing.plans)
  var plan: String

  @OptionGroup var planOptions: PlanOptions

  @Option(
    help: ArgumentHelp(
      "The first price the trade would see; the first entry's price if not said.", valueName: "PRICE"))
  var first: String?

  @OptionGroup var instrumentOptions: InstrumentOptions

  @Option(
    help: ArgumentHelp(
      "Recorded prices to check against: how wide the stop is beside the market's own range, how far what "
        + "counts in average ranges is, and the first price.",
      valueName: "FILE"), completion: Completing.feeds)
  var feed: String?

  @Flag(help: "As JSON, amounts as decimal strings.")
  var json = false

  func run() {
    reporting {
      let source = try PlanSource.find(plan)
      let known = try KnownInstruments.load(instrumentOptions)
      let (plan, withoutNews) = try self.plan(of: source, known.catalogue)
      let report = try report(on: plan, known.catalogue)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(report), as: UTF8.self))
      } else {
        say(report.text(width: OutputTerminal.width(), unicode: OutputTerminal.isUnicode()))
      }
      guard report.isRefused else {
        if let withoutNews { throw withoutNews }
        return
      }
      let document = try source.document()
      let errors = report.errors.map {
        $0.planError(in: document, methods: plan.methods).text(file: source.name)
      }
      throw Failure((errors + [withoutNews?.description].compactMap { $0 }).joined(separator: "\n"), .badPlan)
    }
  }

  /// The plan; where the file of its news is not there it is explained without them, and that is said at the end.
  private func plan(
    of source: PlanSource, _ catalogue: Catalogue
  ) throws -> (plan: Plan, withoutNews: Failure?) {
    do {
      return (try planOptions.plan(source, catalogue: catalogue).plan, nil)
    } catch let failure as Failure where failure.status == .noInput && planOptions.news == nil {
      return (try planOptions.plan(source, catalogue: catalogue, readsNews: false).plan, failure)
    }
  }

  /// Recorded prices tell the first price and, with all their bars, how far the market ranges. News lie
  /// before or behind their beginning, else before or behind today.
  private func report(on plan: Plan, _ catalogue: Catalogue) throws -> PlanReport {
    let first = try firstPrice(plan)
    let tape = try feed.map { try FeedChoice.tape($0, plan, catalogue) }
    guard let tape, tape.count > 0 else {
      let now = Timestamp(microseconds: WallClock.microseconds())
      return PlanCheck(plan: plan, first: first, now: now).report
    }
    let history = BarHistory(plan.barNeeds, before: tape.tick(at: tape.count - 1), on: tape)
    return PlanCheck(
      plan: plan, first: first ?? tape.tick(at: 0).price, noise: tape.noise(), history: history,
      now: tape.tick(at: 0).time
    ).report
  }

  private func firstPrice(_ plan: Plan) throws -> Price? {
    guard let first else { return nil }
    guard let price = Decimal18(first).flatMap({ plan.instrument.price($0) }) else {
      throw Failure("--first \(first): not a price on \(plan.instrument.symbol)'s grid", .usage)
    }
    return price
  }
}
