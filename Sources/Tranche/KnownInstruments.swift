import ArgumentParser
import StrictYAML
import Trading

/// Instruments beyond the built-in ones, for every command that reads a plan.
struct InstrumentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Contracts of your own, beside those of ~/.config/tranche/instruments.yaml (tranche instruments --help).",
      valueName: "FILE"), completion: Completing.instrumentFiles)
  var instruments: String?
}

/// What a plan can trade: the built-in contracts, those of the user's own file, and those of a file that was named;
/// each replaces the ones of its name before it.
struct KnownInstruments {
  /// Where a contract's figures are from.
  enum Origin: Hashable {
    case builtIn
    case file(path: String, line: Int, replacesBuiltIn: Bool)
  }

  private(set) var catalogue = Catalogue.builtIn
  private var own: [String: Origin] = [:]

  /// Reads the user's file, if there is one, and the named one, which must be there.
  ///
  /// Throws `Failure` that names file, line, column and remedy of every error.
  static func load(_ options: InstrumentOptions) throws -> KnownInstruments {
    try load(file: options.instruments)
  }

  static func load(file: String? = nil) throws -> KnownInstruments {
    var known = KnownInstruments()
    if let path = UserFiles.instruments, TextFile.exists(path) { try known.add(path) }
    if let file { try known.add(file) }
    return known
  }

  func origin(of instrument: Instrument) -> Origin { own[instrument.name] ?? .builtIn }

  private mutating func add(_ path: String) throws {
    let text = try TextFile.read(path, remedy: "give a file of instruments (tranche instruments --help)")
    guard !TextFile.isBlank(text) else { return }
    let entries: [InstrumentReader.Entry]
    do {
      entries = try InstrumentReader.entries(try StrictYAML.document(text))
    } catch let error as PlanError {
      throw Failure(error.text(file: path), .badPlan)
    } catch let errors as PlanErrors {
      throw Failure(errors.text(file: path), .badPlan)
    }
    for entry in entries {
      let name = entry.instrument.name
      let replaces = Catalogue.builtIn.instruments.contains { $0.name == name }
      own[name] = .file(path: path, line: entry.place.line, replacesBuiltIn: replaces)
    }
    catalogue = catalogue.adding(entries.map(\.instrument))
  }
}
