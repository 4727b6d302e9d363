import Glibc
import Markets
import Replay
import Trading

/// The feed that a command asks for, and the name people see.
struct FeedChoice {
  var feed: Feed
  var name: String
  var speed: Double
  /// Stands still until `p`.
  var isPaused = false
  /// Begins at a time; false where there is none to begin at.
  var start: (Timestamp) -> Bool
  /// Goes on behind a tick of an earlier run; false where the feed does not hold it.
  var resume: (Tick) -> Bool
  /// The first price, waited for if need be.
  var first: () throws -> Tick?

  /// `sim` with a seed, `-` for standard input, or a recorded file.
  static func open(
    _ source: String, seed: UInt64?, speed: Double?, plan: Plan, catalogue: Catalogue = .builtIn
  ) throws -> FeedChoice {
    guard source != "sim" else { return simulated(seed ?? Simulated.defaultSeed, speed ?? 20, plan) }
    guard source != "-" else { return try piped(speed, plan) }
    let name = source.split(separator: "/").last.map(String.init) ?? source
    try checkSymbol(name, plan, catalogue)
    let file = try recorded(source, plan.instrument, plan.side)
    let speed = speed ?? 1
    return FeedChoice(PacedFeed(recorded: file, speed: speed), name: name, speed: speed)
  }

  private init(_ paced: PacedFeed, name: String, speed: Double) {
    feed = paced.feed
    self.name = name
    self.speed = speed
    start = { paced.start(from: $0) }
    resume = { paced.resume(after: $0) }
    first = { paced.step(outside: .closed) }
  }

  private init(_ piped: PipedFeed, name: String) {
    feed = piped.feed
    self.name = name
    speed = 1
    start = { _ in false }
    resume = {
      piped.resume(after: $0)
      return true
    }
    first = {
      if isatty(STDERR_FILENO) == 1 { complain("waiting for the first price on standard input") }
      return piped.first(now: MonotonicTime.nanoseconds) { complain("standard input, \($0); skipped") }
    }
  }

  /// Lines that another program writes, as they come.
  private static func piped(_ speed: Double?, _ plan: Plan) throws -> FeedChoice {
    guard isatty(STDIN_FILENO) == 0 else {
      throw Failure(
        "--feed - reads prices from standard input, which is the terminal here; pipe them in: "
          + "PROGRAM | tranche open --feed -", .usage)
    }
    guard speed == nil else {
      throw Failure("--speed: standard input comes at its own pace; leave it out", .usage)
    }
    let feed = PipedFeed(
      descriptor: STDIN_FILENO, instrument: plan.instrument, wallTime: WallClock.microseconds)
    return FeedChoice(feed, name: "standard input")
  }

  /// The exchange's downloads are named after their instrument, which their rows do not tell.
  private static func checkSymbol(_ name: String, _ plan: Plan, _ catalogue: Catalogue) throws {
    guard let named = symbol(inNameOf: name, catalogue), named != plan.instrument.symbol else { return }
    throw Failure(
      "\(name) is of \(named) by its name, and the plan trades \(plan.instrument.symbol); "
        + "give the file of \(plan.instrument.symbol), or one of another name", .noInput)
  }

  /// The symbol that a file's name begins with, if one of the contracts has it.
  static func symbol(inNameOf path: String, _ catalogue: Catalogue) -> String? {
    let name = path.split(separator: "/").last ?? ""
    let named = name.prefix { $0.isLetter || $0.isNumber }.uppercased()
    return catalogue.instruments.contains { $0.symbol == named } ? named : nil
  }

  private static func simulated(_ seed: UInt64, _ speed: Double, _ plan: Plan) -> FeedChoice {
    let market = Simulated(seed: seed, instrument: plan.instrument, level: startLevel(plan))
    return FeedChoice(
      PacedFeed(simulated: market, speed: speed), name: "sim seed \(seed)", speed: speed)
  }

  /// The simulated market opens near the plan's first price, so that every plan has something to do.
  private static func startLevel(_ plan: Plan) -> Price {
    if let price = plan.adoption?.price {
      return Position.rounded(plan.instrument.ticks(price), side: plan.side)
    }
    let levels = plan.rules.filter(\.isEntry).flatMap(\.triggers).compactMap { trigger -> Price? in
      switch trigger {
      case .at(let level), .onBreak(let level), .onBreakClose(let level, _), .onTouch(let level),
        .onReturn(let level, _, _), .onRetest(let level, _, _), .from(let level):
        guard case .price(let decimal) = level.base else { return nil }
        return plan.instrument.price(decimal)
      case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenWithin, .whenClose, .news:
        return nil
      }
    }
    return levels.first ?? Simulated.defaultLevel
  }

  /// A recorded file's prices.
  static func tape(_ path: String, _ plan: Plan, _ catalogue: Catalogue) throws -> Tape {
    try recording(path, of: "--feed", plan, catalogue).tape
  }

  /// A recorded file that an option names, where nothing else will do.
  static func recording(
    _ path: String, of option: String, _ plan: Plan, _ catalogue: Catalogue
  ) throws -> RecordedFile {
    guard path != "sim", path != "-" else {
      throw Failure("\(option) \(path): recorded prices are needed here; give a file", .usage)
    }
    try checkSymbol(path.split(separator: "/").last.map(String.init) ?? path, plan, catalogue)
    return try recorded(path, plan.instrument, plan.side)
  }

  /// A recorded file's prices, for a contract that the caller is sure of. Bars are walked as for a trade of this side.
  static func tape(_ path: String, _ instrument: Instrument, _ side: Side) throws -> Tape {
    try recorded(path, instrument, side).tape
  }

  private static func recorded(_ path: String, _ instrument: Instrument, _ side: Side) throws -> RecordedFile
  {
    let showsProgress = isatty(STDERR_FILENO) == 1
    var shown = false
    defer { if shown { writeProgress("\r\u{1B}[K") } }
    do {
      return try RecordedFile.load(
        path: path, instrument: instrument, side: side, digest: digest
      ) { progress in
        guard showsProgress, progress.bytesDone > 16 << 20 else { return }
        shown = true
        let percent = progress.bytesTotal.map { " \(progress.bytesDone * 100 / max(1, $0))%" } ?? ""
        writeProgress("\rreading \(path)\(percent), \(progress.ticks) prices\u{1B}[K")
      }
    } catch let error as RecordedFileError {
      throw Failure("\(error)", .noInput)
    }
  }

  private static func writeProgress(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }

  static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return SHA256.hex(hash.finalize())
  }

  /// The feed that a journal names, standing behind the first of these ticks that it holds.
  static func resume(
    _ identity: FeedIdentity, override source: String?, speed: Double?, plan: Plan, after places: [Tick]
  ) throws -> (FeedChoice, Tick) {
    let choice: FeedChoice
    switch (identity, source) {
    case (.simulated(let seed), nil): choice = simulated(seed, speed ?? 20, plan)
    case (.file(let path, _, _, let digest), nil):
      choice = try open(path, seed: nil, speed: speed, plan: plan)
      if case .file(_, _, _, let found) = choice.feed.identity, found != digest {
        throw Failure(
          "\(path) is not the file this trade began on: its digest differs; give the right one with --feed FILE",
          .noInput)
      }
    case (.pipe, nil):
      throw Failure(
        "this trade's prices came through a pipe; give them again with --feed - (as they come) or --feed FILE",
        .noInput)
    case (_, let source?): choice = try open(source, seed: nil, speed: speed, plan: plan)
    }
    guard let tick = places.first(where: { choice.resume($0) }) else {
      throw Failure(
        "\(choice.name) does not hold the price at which the trade was left; give the right file with --feed FILE",
        .noInput)
    }
    return (choice, tick)
  }
}
