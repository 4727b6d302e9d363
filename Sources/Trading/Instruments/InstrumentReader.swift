/// Reads contracts of the user's own from a document: a mapping of names to figures.
///
///     SOLUSDT:                  # venue:symbol; a symbol alone means binance
///       tick: 0.01
///       step: 0.1
///       maker: 0.02%
///       taker: 0.05%
///       minimum notional: 5     # of an order that is not reduce-only; nothing if not said
///       minimum quantity: 0.1   # one step if not said
///       maximum quantity: 10000 # of one order; no limit if not said
///       maximum leverage: 50    # half of what the first tier's rate would allow if not said
///       tiers:                  # maintenance margin; 1% at every size if not said
///         - {from: 0, rate: 0.5%}
///         - {from: 20000, rate: 0.65%, deduction: 30}
public enum InstrumentReader {
  /// A contract, and where the text names it.
  public struct Entry: Hashable, Sendable {
    public var instrument: Instrument
    public var place: Document.Place
  }

  /// The contracts in the order of the text.
  ///
  /// - Throws: every error found, in the order of the text.
  public static func entries(_ document: Document) throws(PlanErrors) -> [Entry] {
    guard case .mapping(let list) = document.content else {
      let remedy = "begin with \"SYMBOL:\", and below it, indented, \"tick: 0.01\" and the others"
      throw PlanErrors([
        PlanError("instruments are names with figures", remedy: remedy, place: document.place)
      ])
    }
    var entries: [Entry] = []
    var errors: [PlanError] = []
    var names: Set<String> = []
    for item in list {
      var figures = InstrumentFigures(item.value)
      let instrument = figures.instrument(named: item)
      errors += figures.errors
      if let name = InstrumentFigures.name(item.key), !names.insert(name).inserted {
        errors.append(PlanError("\(name) stands twice", remedy: "take one out", place: item.keyPlace))
      }
      if let instrument { entries.append(Entry(instrument: instrument, place: item.keyPlace)) }
    }
    guard errors.isEmpty else { throw PlanErrors(errors) }
    return entries
  }
}
