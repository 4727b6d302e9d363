import ArgumentParser
import Replay
import StrictYAML
import Trading

/// What a command line adds to a plan: levels, found or named, and the news.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Give a level of the plan its price, or name one more; may be repeated.", valueName: "NAME=X"))
  var level: [String] = []

  @Option(
    help: ArgumentHelp(
      "Levels as `tranche levels` finds them: in a recorded file, in what it printed with --yaml, or with `history` in what the feed's own file holds before --from.",
      valueName: "FILE|history"), completion: Completing.feeds)
  var levels: String?

  @Option(
    help: ArgumentHelp(
      "Times at which nothing is scaled, in the place of the plan's `news:`; lines such as 2026-11-20T13:30Z US CPI.",
      valueName: "FILE"), completion: .file())
  var news: String?

  /// The plan with all of it, and the levels as the journal keeps them.
  ///
  /// - Parameters:
  ///   - history: the recorded file that `history` means, with the moment before which it counts.
  ///   - readsNews: without it the plan is read without its news.
  func plan(
    _ source: PlanSource, catalogue: Catalogue, history: (path: String, before: String)? = nil,
    readsNews: Bool = true
  ) throws -> (plan: Plan, levels: [String]) {
    let all = try found(source, catalogue, history) + level
    let plan = try source.plan(levels: all, catalogue: catalogue, readsNews: readsNews, newsFile: news)
    try checkSpelling(source, plan)
    return (plan, all)
  }

  /// A level that no sentence names may be one for the ladder; one that is nearly the plan's own is a slip, and the
  /// plan would run at a price that nobody meant.
  private func checkSpelling(_ source: PlanSource, _ plan: Plan) throws {
    let own = try source.levelNames()
    let sentences = plan.rules.map(\.description).joined(separator: " ").split(separator: " ").map(
      String.init)
    for given in level {
      let name = given.prefix { $0 != "=" }.lowercased()
      guard !own.contains(name), !sentences.contains(name),
        let meant = Vocabulary.nearest(to: name, among: own)
      else { continue }
      throw Failure(
        "--level \(given): \(source.name) has no level \(name), and no sentence names it; "
          + "did you mean \"\(meant)\"?", .usage)
    }
  }

  /// Levels that were found, as `--level` would name them; a level that is named there goes before.
  private func found(
    _ source: PlanSource, _ catalogue: Catalogue, _ history: (path: String, before: String)?
  ) throws -> [String] {
    guard let levels else { return [] }
    let named = Set(level.map { $0.prefix { $0 != "=" }.lowercased() })
    return try prices(levels, source, catalogue, history)
      .filter { !named.contains($0.name) }.map { "\($0.name)=\($0.price)" }
  }

  private func prices(
    _ levels: String, _ source: PlanSource, _ catalogue: Catalogue, _ history: (path: String, before: String)?
  ) throws -> [(name: String, price: String)] {
    if levels.hasSuffix(".yaml") || levels.hasSuffix(".yml") { return try written(in: levels) }
    guard let (instrument, side) = PlanReader.subject(try source.document(), catalogue: catalogue) else {
      // What is wrong with the plan is told by reading it.
      _ = try source.plan(levels: level, catalogue: catalogue, newsFile: news)
      return []
    }
    guard levels == "history" else {
      let tape = try FeedChoice.tape(levels, instrument, side)
      return text(TapeLevels.named(tape, side: side), instrument)
    }
    guard let history else {
      throw Failure(
        "--levels history: it is what a recorded file holds before --from; give both, or --levels FILE",
        .usage)
    }
    guard let before = Timestamp(utc: history.before) else {
      throw Failure("\(history.before): write 2024-08-08T23:55 (UTC) or milliseconds since 1970", .usage)
    }
    let tape = try FeedChoice.tape(history.path, instrument, side)
    let end = tape.firstIndex(atOrAfter: before.microseconds)
    return text(TapeLevels.named(tape, before: end, now: before, side: side), instrument)
  }

  private func text(_ levels: [String: Price], _ instrument: Instrument) -> [(name: String, price: String)] {
    levels.sorted { $0.key < $1.key }.map { ($0.key, instrument.text($0.value, marks: false)) }
  }

  /// A block as `tranche levels --yaml` prints it.
  private func written(in path: String) throws -> [(name: String, price: String)] {
    let text = try TextFile.read(path, remedy: "--levels names it; tranche levels TAPE --yaml writes one")
    let document: Document
    do {
      document = try StrictYAML.document(text)
    } catch {
      throw Failure(error.text(file: path), .badPlan)
    }
    guard case .mapping(let entries) = document.content,
      case .mapping(let levels)? = entries.first(where: { $0.key == "levels" })?.value.content
    else { throw Failure("\(path): no levels: in it; tranche levels TAPE --yaml writes them", .badPlan) }
    return try levels.map { entry in
      guard case .scalar(let price) = entry.value.content else {
        throw Failure("\(path):\(entry.keyPlace.line): \(entry.key) is no price", .badPlan)
      }
      return (entry.key.lowercased(), price)
    }
  }
}
