import ArgumentParser
import Glibc
import Interface
import Replay
import TradeStore
import Trading

struct FeedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where prices come from: sim; - for lines on standard input, as they come (price, or time,price[,quantity], or JSON); or a recorded file (aggTrades, trades or klines CSV, or a market stream, one JSON a line).",
      valueName: "sim|-|FILE"), completion: Completing.feeds)
  var feed: String?

  @Option(help: ArgumentHelp("Times the recorded pace; 20 for sim, 1 for a file.", valueName: "N"))
  var speed: Double?

  func check() throws {
    if let speed, !(speed > 0 && speed <= 1_000_000) {
      throw Failure("--speed \(speed): a pace above 0 and up to 1000000", .usage)
    }
  }
}

struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Which colours: a theme's name (tranche themes) or its file; if nobody says: dark, or light on a light background.",
      valueName: "NAME|FILE"),
    completion: Completing.themes)
  var theme: String?

  @OptionGroup var colorOptions: ColorOptions

  @Option(
    help: ArgumentHelp(
      "What the screen shows at first; all, if the configuration says nothing. v and 1 to 6 change it.",
      valueName: "VIEW"))
  var view: ViewChoice?

  @Flag(help: "Print lines instead of drawing on the terminal.")
  var plain = false
}

extension ViewChoice: ExpressibleByArgument {}

/// Opens a trade from a plan.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a trade from a plan.",
    discussion: """
      Without a plan: the built-in pyramid on the simulated market. The trade is kept in a journal; leaving with q, \
      a crash or a lost terminal lose nothing: `tranche resume`.
      """)

  @Argument(help: "A plan's name (tranche plans), or its file.", completion: Completing.plans)
  var plan = "pyramid"

  @OptionGroup var feedOptions: FeedOptions
  @OptionGroup var screenOptions: ScreenOptions
  @OptionGroup var instrumentOptions: InstrumentOptions

  @Option(help: ArgumentHelp("Seed of the simulated market.", valueName: "N"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Begin a recorded file here: 2024-08-08T23:55 (UTC) or milliseconds.", valueName: "TIME"))
  var from: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take over an open position: 0.500@30120, 0.500@now, or \"0.500 at 30120, stop 29300, r 700\".",
      valueName: "QTY@PRICE"))
  var position: String?

  @OptionGroup var planOptions: PlanOptions

  @Option(
    help: ArgumentHelp(
      "Begin although the day's loss has passed the plan's `daily loss:`; the reason is kept.",
      valueName: "REASON"))
  var because: String?

  func run() {
    reporting {
      try feedOptions.check()
      let configuration = try UserConfiguration.load()
      let source = try PlanSource.find(plan)
      let known = try KnownInstruments.load(instrumentOptions)
      let history = feedOptions.feed.flatMap { feed in from.map { (path: feed, before: $0) } }
      var (plan, levels) = try planOptions.plan(source, catalogue: known.catalogue, history: history)
      if let position { try adopt(position, &plan) }
      let surface = try Surface.open(screenOptions, configuration)
      let choice = try FeedChoice.open(
        feedOptions.feed ?? "sim", seed: seed, speed: feedOptions.speed, plan: plan,
        catalogue: known.catalogue)
      if let from {
        guard let feed = feedOptions.feed, feed != "sim", feed != "-" else {
          throw Failure("--from begins a recorded file at a time; this feed has none", .usage)
        }
        guard let time = Timestamp(utc: from) else {
          throw Failure("--from \(from): write 2024-08-08T23:55 (UTC) or milliseconds since 1970", .usage)
        }
        guard choice.start(time) else {
          throw Failure("--from \(from): the file ends before that", .noInput)
        }
      }
      try begin(plan, source, levels, choice, surface, configuration)
    }
  }

  private func adopt(_ text: String, _ plan: inout Plan) throws {
    guard plan.adoption == nil else {
      throw Failure("--position: the plan adopts a position already (`adopt:`); take one of them out", .usage)
    }
    do {
      try plan.adopt(text)
    } catch {
      throw Failure("--position \(text): \(error)", .usage)
    }
  }

  private func begin(
    _ plan: Plan, _ source: PlanSource, _ levels: [String], _ choice: FeedChoice, _ surface: Surface,
    _ configuration: UserConfiguration
  ) throws {
    guard let first = try choice.first() else {
      throw Failure("\(choice.name) holds no price", .noInput)
    }
    var opening: Opening
    let history = BarHistory(plan.barNeeds, before: first) { choice.feed.minutes($0, first.index) }
    do {
      opening = try Trade.opening(
        trade: "", plan: plan, planText: source.text, levelOverrides: levels, feed: choice.feed.identity,
        first: first, history: history)
    } catch {
      throw Failure("\(source.name): \(error.message); \(error.remedy)", .badPlan)
    }
    var events: [Event] = []
    let opened = Trade.open(plan: plan, opening: opening, tick: first, history: history, into: &events)
    if case .plain = surface, let question = opened.adoptionQuestion {
      throw Failure("\(question); without keys it cannot be answered: open it on a terminal", .usage)
    }
    let folder = try TradeFolder(path: try TradeFolder.statePath())
    opening.dayOverride = try DayGuard.override(plan, configuration, because, folder)
    let lock = try folder.begin(symbol: plan.instrument.symbol, wallTime: WallClock.microseconds())
    opening.trade = lock.files.id
    let journal = try Journal.create(lock)
    let owner = try Owner(
      opening: opening, plan: plan, first: first, journal: journal,
      broker: .paper(PaperBroker(opening: opened)), minutes: choice.feed.minutes,
      wallTime: WallClock.microseconds)
    try Session(
      owner: owner, choice: choice, lock: lock, surface: surface,
      configuration: configuration.chosen.showing(screenOptions.view)
    ).run()
  }
}

/// Goes on with a trade that was left.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a trade that was left, exactly where it was.")

  @Argument(
    help: "The trade's name (tranche list); the newest open one if none is given.",
    completion: Completing.trades)
  var trade: String?

  @OptionGroup var feedOptions: FeedOptions
  @OptionGroup var screenOptions: ScreenOptions

  func run() {
    reporting {
      try feedOptions.check()
      let configuration = try UserConfiguration.load()
      let folder = try TradeFolder(path: try TradeFolder.statePath())
      let files = try StoredTrades.choose(trade, in: folder)
      let surface = try Surface.open(screenOptions, configuration)
      let lock = try TradeLock.take(files)
      let (journal, told) = try StoredTrades.open(lock)
      if let result = told.trade.result {
        say(StoredTrades.ended(told.trade, result))
        return
      }
      let places = try Self.places(told, files)
      let left = feedOptions.feed == "-" ? nil : PlaceFile(files).read()
      var (choice, tick) = try FeedChoice.resume(
        told.trade.opening.feed, override: feedOptions.feed, speed: feedOptions.speed ?? left?.speed,
        plan: told.trade.plan, after: places)
      // Left standing still it stands still, and so it does where nobody knows how it was left; where nobody could
      // press a key it goes on.
      if case .terminal = surface, feedOptions.speed == nil { choice.isPaused = left?.isPaused ?? true }
      let owner = try Owner(
        resuming: told, at: tick, passed: choice.feed.range(told.lastTick.index, tick.index),
        journal: journal, broker: .paper(PaperBroker(resuming: told.trade)),
        minutes: choice.feed.minutes,
        wallTime: WallClock.microseconds)
      try Session(
        owner: owner, choice: choice, lock: lock, surface: surface,
        configuration: configuration.chosen.showing(screenOptions.view)
      ).run()
    }
  }

  /// Where to go on, the best first: where a person last saw the price, then the journal's last event.
  private static func places(_ told: ToldTrade, _ files: TradeFiles) throws -> [Tick] {
    guard let seen = PlaceFile(files).read() else { return [told.lastTick] }
    // The journal is written first, so it can only hold more than was seen. If not, some of it is gone.
    guard seen.sequence <= told.trade.sequence else {
      throw Failure(
        "\(files.id): the journal ends at event \(told.trade.sequence), but \(seen.sequence) were written: its last "
          + "events are lost; put its files back, or remove \(files.id).place to go on from what is left")
    }
    let isAhead = seen.tick.index > told.lastTick.index && seen.tick.time >= told.lastTick.time
    return isAhead ? [seen.tick, told.lastTick] : [told.lastTick]
  }
}

/// The wall clock, read nowhere else: stamps only, never a rule.
enum WallClock {
  /// Microseconds since 1970.
  static func microseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
