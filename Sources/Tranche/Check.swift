import ArgumentParser
import Foundation
import Trading

/// Explains a plan before money is in it.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Explain a plan before money is in it.",
    discussion: """
      The rules in words; average, breakeven, loss at the stop, liquidation and leverage after each tranche; R and
      result at each target; warnings. A wrong plan is refused with file, line, column and remedy (exit 65).
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
      "Recorded prices to check against: how wide the stop is beside the market's own range, and the first price.",
      valueName: "FILE"), completion: Completing.feeds)
  var feed: String?

  @Flag(help: "As JSON, amounts as decimal strings.")
  var json = false

  func run() {
    reporting {
      let source = try PlanSource.find(plan)
      let known = try KnownInstruments.load(instrumentOptions)
      let (plan, _) = try planOptions.plan(source, catalogue: known.catalogue)
      let tape = try feed.map { try FeedChoice.tape($0, plan, known.catalogue) }
      let begin = try firstPrice(plan) ?? tape.flatMap { $0.isEmpty ? nil : $0.tick(at: 0).price }
      let report = PlanCheck(plan: plan, first: begin, noise: tape?.noise()).report
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(report), as: UTF8.self))
      } else {
        say(report.text(width: OutputTerminal.width(), unicode: OutputTerminal.isUnicode()))
      }
      guard report.isRefused else { return }
      let document = try source.document()
      throw Failure(
        report.errors.map { $0.planError(in: document).text(file: source.name) }.joined(separator: "\n"),
        .badPlan)
    }
  }

  private func firstPrice(_ plan: Plan) throws -> Price? {
    guard let first else { return nil }
    guard let price = Decimal18(first).flatMap({ plan.instrument.price($0) }) else {
      throw Failure("--first \(first): not a price on \(plan.instrument.symbol)'s grid", .usage)
    }
    return price
  }
}
