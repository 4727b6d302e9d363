import ArgumentParser
import Foundation
import Trading

/// Shows what a plan can trade.
struct Instruments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instruments",
    abstract: "Show the contracts a plan can name; with a name, all of its figures.",
    discussion: """
      Your own are read from $XDG_CONFIG_HOME/tranche/instruments.yaml (~/.config/tranche/instruments.yaml), and from
      --instruments FILE. One of a built-in name replaces it; trades that are open keep the figures they began with.

        SOLUSDT:                  # or venue:symbol; a symbol alone means binance
          tick: 0.01
          step: 0.1
          maker: 0.02%            # fees of resting and of market orders
          taker: 0.05%
          minimum notional: 5     # not said: none
          minimum quantity: 0.1   # not said: one step
          maximum quantity: 10000 # of one order; not said: no limit
          maximum leverage: 50    # not said: half of what the first tier's rate would allow
          tiers:                  # maintenance margin; not said: 1% at every size
            - {from: 0, rate: 0.5%}
            - {from: 20000, rate: 0.65%}   # a deduction follows from the rates, or is given
      """)

  @Argument(help: "A contract to show, SYMBOL or VENUE:SYMBOL.", completion: Completing.instruments)
  var name: String?

  @OptionGroup var instrumentOptions: InstrumentOptions

  @Flag(help: "As JSON, figures as decimal strings.")
  var json = false

  func run() {
    reporting {
      let known = try KnownInstruments.load(instrumentOptions)
      let shown = try chosen(known.catalogue)
      let figures = shown.map { InstrumentText(instrument: $0, origin: known.origin(of: $0)) }
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(figures.map(\.line)), as: UTF8.self))
      } else if name != nil {
        for text in figures { say(text.page.joined(separator: "\n")) }
      } else {
        say(InstrumentText.table(figures).joined(separator: "\n"))
      }
    }
  }

  private func chosen(_ catalogue: Catalogue) throws -> [Instrument] {
    guard let name else { return catalogue.instruments }
    do {
      return [try catalogue.instrument(name)]
    } catch {
      throw Failure("no contract is called \"\(name)\"; \(error.remedy)", .usage)
    }
  }
}
