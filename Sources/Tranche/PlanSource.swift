import StrictYAML
import Trading

/// Plans by name, built in or the user's own, or by file.
struct PlanSource {
  /// For errors: the file's path, or the built-in plan's name.
  var name: String
  var text: String

  /// The plans that come with the program; each file's first line says when to use it.
  static let builtIn: [(name: String, bytes: [UInt8])] = [
    ("pyramid", PackageResources.pyramid_yaml),
    ("dca", PackageResources.dca_yaml),
    ("dca-levels", PackageResources.dca_levels_yaml),
    ("range", PackageResources.range_yaml),
    ("range-short", PackageResources.range_short_yaml),
    ("range-breakout", PackageResources.range_breakout_yaml),
    ("stops", PackageResources.stops_yaml),
    ("targets", PackageResources.targets_yaml),
    ("targets-remaining", PackageResources.targets_remaining_yaml),
    ("time", PackageResources.time_yaml),
    ("trailing", PackageResources.trailing_yaml),
    ("trailing-atr", PackageResources.trailing_atr_yaml),
    ("trailing-percent", PackageResources.trailing_percent_yaml),
    ("trailing-swing", PackageResources.trailing_swing_yaml),
    ("trailing-levels", PackageResources.trailing_levels_yaml),
    ("trailing-steps", PackageResources.trailing_steps_yaml),
    ("leverage", PackageResources.leverage_yaml),
    ("rescue", PackageResources.rescue_yaml),
    ("single", PackageResources.single_yaml),
    ("news", PackageResources.news_yaml),
    ("levels", PackageResources.levels_yaml),
  ]

  /// A plan that comes with the program.
  static func builtIn(_ name: String) throws -> PlanSource {
    guard let plan = builtIn.first(where: { $0.name == name }) else {
      throw Failure("there is no built-in plan \(name)", .usage)
    }
    return PlanSource(name: name, text: String(decoding: plan.bytes, as: UTF8.self))
  }

  /// A plan of the user's own by its bare name, else a built-in one, else a file.
  static func find(_ name: String) throws -> PlanSource {
    if let path = UserFiles.path(.plans, named: name) {
      return PlanSource(name: path, text: try read(path))
    }
    if let plan = try? builtIn(name) { return plan }
    return PlanSource(name: name, text: try read(name))
  }

  /// The names of all plans: the built-in ones, then the user's own.
  static var names: [String] {
    let known = builtIn.map(\.name)
    return known + UserFiles.names(.plans).filter { !known.contains($0) }
  }

  private static func read(_ path: String) throws -> String {
    let meant = Misspelling.plan(path).map { "did you mean \"\($0)\"? " } ?? ""
    return try TextFile.read(
      path, remedy: meant + "give a plan's file, or a plan's name: \(names.joined(separator: ", "))")
  }

  /// The document, or a failure that names file, line, column and remedy.
  func document() throws -> Document {
    do {
      return try StrictYAML.document(text)
    } catch {
      throw Failure(error.text(file: name), .badPlan)
    }
  }

  /// The names under the plan's `levels:`.
  func levelNames() throws -> [String] {
    guard case .mapping(let entries) = try document().content,
      case .mapping(let levels)? = entries.first(where: { $0.key == "levels" })?.value.content
    else { return [] }
    return levels.map { $0.key.lowercased() }
  }

  /// The plan with levels from the command line, each `NAME=X`, and the instruments that it can name.
  ///
  /// Without `readsNews` the file that `news:` names is left alone: a trade keeps the times that it began with.
  ///
  /// `newsFile` stands in the place of the one that the plan names.
  func plan(
    levels: [String], catalogue: Catalogue, readsNews: Bool = true, newsFile: String? = nil
  ) throws -> Plan {
    let overrides = try levels.map(PlanSource.override)
    var plan: Plan
    do {
      plan = try PlanReader.plan(try document(), catalogue: catalogue, overrides: overrides)
    } catch let errors as PlanErrors {
      throw Failure(errors.text(file: name), .badPlan)
    }
    if readsNews, let file = newsFile ?? plan.newsFile {
      plan.news = try news(file, isOption: newsFile != nil)
      plan.newsFile = file
    }
    return plan
  }

  /// What a news file says. A relative path counts from the plan's folder.
  private func news(_ file: String, isOption: Bool) throws -> [NewsEvent] {
    var path = file
    if !isOption, !file.hasPrefix("/"), let slash = name.lastIndex(of: "/") { path = name[...slash] + file }
    let limit = 16 << 20
    let text: String
    do {
      text = try TextFile.read(
        path, atMost: limit,
        remedy: isOption ? "--news names it" : "write it, or give another with --news FILE")
    } catch let failure as Failure where !isOption {
      throw Failure(try newsPlace() + failure.description, failure.status)
    }
    guard text.utf8.count <= limit else {
      throw Failure("\(path): more than 16 MiB of news; leave out what is long past", .badPlan)
    }
    do {
      return try NewsReader.events(text)
    } catch {
      throw Failure(error.text(file: path), .badPlan)
    }
  }

  /// Where the plan names its news: `plan.yaml:5:7: news: `.
  private func newsPlace() throws -> String {
    guard case .mapping(let entries) = try document().content,
      let place = entries.first(where: { $0.key == "news" })?.value.place
    else { return "" }
    return "\(name):\(place.line):\(place.column): news: "
  }

  private static func override(_ text: String) throws -> (String, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Failure("--level \(text): write NAME=PRICE, for example --level high=30000", .usage)
    }
    return (parts[0], parts[1])
  }
}
