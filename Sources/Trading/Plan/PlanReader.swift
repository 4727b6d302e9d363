/// Reads a plan from a document: every key and every sentence, and all that is wrong with them at once.
public enum PlanReader {
  /// The instrument and the side that a document names, where both can be read: what has to be known before the rest.
  public static func subject(_ document: Document, catalogue: Catalogue) -> (Instrument, Side)? {
    var header = HeaderReader(document)
    let side: Side? = header.choice("side", ["long": .long, "short": .short])
    guard let instrument = header.instrument(catalogue), let side else { return nil }
    return (instrument, side)
  }

  /// The plan that a document spells.
  ///
  /// - Parameters:
  ///   - catalogue: the instruments that can be named.
  ///   - levels: levels given from outside, as name and text; each replaces or joins the plan's own.
  /// - Throws: every error found, in the order of the text.
  public static func plan(
    _ document: Document, catalogue: Catalogue, overrides levels: [(String, String)] = []
  ) throws(PlanErrors) -> Plan {
    var header = HeaderReader(document)
    let instrument = header.instrument(catalogue)
    let named = header.levels(instrument, overrides: levels)
    let name = header.name()
    let side: Side? = header.choice("side", ["long": .long, "short": .short])
    let size = header.size(instrument)
    var rules = RulesReader(levels: named.map(\.name))
    rules.read(header.entries["rules"]?.value, side: side ?? .long)
    let stop = header.stop(rules.range, side, named, instrument)
    if let instrument { rules.check(on: instrument, size: size) }
    rules.checkNews(hasFile: header.entries["news"] != nil)
    if let instrument { rules.checkRange(named, on: instrument, side ?? .long) }
    header.requireAll(rangeStops: rules.range != nil || rules.hasBrokenRange)
    var plan = Plan.reading(name, instrument, side, size, stop, rules.rules)
    header.options(&plan, instrument)
    plan?.levels = named
    plan?.methods = rules.methods
    if rules.range != nil { plan?.keepsEntries = true }
    let errors = header.errors + rules.errors
    guard let plan, errors.isEmpty else { throw PlanErrors(errors) }
    return plan
  }
}

extension Plan {
  /// A plan with its defaults if every required part was read.
  fileprivate static func reading(
    _ name: String?, _ instrument: Instrument?, _ side: Side?, _ size: Size?, _ stop: InitialStop?,
    _ rules: [Rule]
  ) -> Plan? {
    guard let name, let instrument, let side, let size, let stop else { return nil }
    return Plan(name: name, instrument: instrument, side: side, size: size, stop: stop, rules: rules)
  }
}
