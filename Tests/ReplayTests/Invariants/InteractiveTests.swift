import Foundation
import Markets
import Replay
import Testing
import TradeStore
import Trading

/// Headless is interactive: an owner with its journal, fed at a pace, with pauses, steps and other speeds, writes the
/// events that the replay of backtests makes.
@Suite struct InteractiveTests {
  @Test func aPacedFeedTellsWhatTheReplayTells() throws {
    let scratch = try ScratchFolder()
    Relation.hold(RandomCase.seeds(30), atLeast: 400) { random in
      let plan = try random.read()
      // Every third path as bars, whose ticks a feed hands out on the way between their points.
      let tape = random.ticks.count % 3 == 0 ? BarPath(random.ticks, plan.side).bars : random.scene.tape
      guard let opening = opening(plan, tape) else { return .unfit }
      var rehearsal = try Rehearsal(plan: plan, opening: opening, first: tape.tick(at: 0), on: tape)
      var cursor = TapeCursor(at: 1)
      try rehearsal.run(tape, from: &cursor)
      let lock = try scratch.next()
      var run = try PacedOwner(plan, opening, tape, lock, seed: UInt64(random.ticks.count))
      try run.run()
      try run.owner.finish()
      let rows = try JournalReader(lock.files).rows(after: 0, limit: .max)
      let events = try rows.map { try EventCoding.event($0) }
      lock.release()
      if let difference = EventMap().difference(rehearsal.events, to: events) { return .differ(difference) }
      return rehearsal.events == events ? .agree(events.count) : .differ("a reason or a place differs")
    }
  }

  private func opening(_ plan: Plan, _ tape: Tape) -> Opening? {
    guard !tape.isEmpty else { return nil }
    return try? Trade.opening(
      trade: "test", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: tape.tick(at: 0))
  }
}

/// An owner that asks a paced feed as the engine's thread does, by a clock of its own.
private struct PacedOwner {
  private(set) var owner: Owner
  private let feed: Feed
  private var dice: SplitMix64
  /// Nanoseconds.
  private var now: UInt64 = 1_000_000_000
  private var speed: Double
  private var isPaused = false

  init(_ plan: Plan, _ opening: Opening, _ tape: Tape, _ lock: TradeLock, seed: UInt64) throws {
    dice = SplitMix64(seed: seed)
    // Some two hundred questions to the end.
    let seconds = Double((tape.times.last ?? 0) - (tape.times.first ?? 0)) / 1_000_000
    speed = max(1, seconds / 20)
    let paced = PacedFeed(tape: tape, identity: .pipe, speed: speed)
    feed = paced.feed
    guard let first = paced.step(outside: .closed) else { throw Refusal("no price", remedy: "") }
    owner = try Owner(
      opening: opening, plan: plan, first: first, journal: try Journal.create(lock),
      broker: .paper(PaperBroker(plan: plan)), minutes: feed.minutes, wallTime: { 0 })
  }

  mutating func run() throws {
    while !owner.trade.isClosed {
      touch()
      if dice.chance(8) {
        guard try jump(to: dice.chance(50) ? feed.step(owner.band) : feed.skip(owner.band)) else { return }
        continue
      }
      let due = try feed.due(now, owner.band)
      if let latest = due.latest {
        if let acting = due.acting {
          try owner.take(acting, passed: passed(to: acting, including: false), adding: !due.isOld)
        } else {
          owner.see(latest, passed: passed(to: latest, including: true))
        }
      }
      switch due.rest {
      case .more: continue
      case .wait(let nanoseconds): sleep(nanoseconds)
      case .ended: return
      }
    }
  }

  /// Asks again when it was told to, or sooner, or too late.
  private mutating func sleep(_ nanoseconds: UInt64) {
    let longest = min(nanoseconds, 500_000_000)
    switch dice.int(1...10) {
    case 1...7: now += longest
    case 8, 9: now += max(1, longest / UInt64(dice.int(2...9)))
    default: now += longest + UInt64(dice.int(1...5_000)) * 1_000_000
    }
  }

  /// What a person does to the pace.
  private mutating func touch() {
    guard isPaused || dice.chance(4) else { return }
    isPaused.toggle()
    if !isPaused, dice.chance(50) { speed = max(1, speed * Double(dice.int(5...20)) / 10) }
    feed.setSpeed(isPaused ? 0 : speed, now)
  }

  private func passed(to tick: Tick, including: Bool) -> ClosedRange<Price>? {
    let before = feed.range(owner.tick.index, tick.index)
    guard including else { return before }
    guard let before else { return tick.price...tick.price }
    return min(before.lowerBound, tick.price)...max(before.upperBound, tick.price)
  }

  private mutating func jump(to tick: Tick?) throws -> Bool {
    guard let tick else { return false }
    if owner.band.holds(ticks: Int32(clamping: tick.price.ticks), microseconds: tick.time.microseconds) {
      owner.see(tick, passed: passed(to: tick, including: true))
    } else {
      try owner.take(tick, passed: passed(to: tick, including: false))
    }
    return true
  }
}

/// Journals of a test, gone with it.
private final class ScratchFolder {
  private let root: String
  private let folder: TradeFolder
  private var minutes: Int64 = 0

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("tranche-\(UUID())").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    folder = try TradeFolder(path: root + "/trades", force: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// The lock of another trade.
  func next() throws -> TradeLock {
    minutes += 1
    return try folder.begin(symbol: "TEST", wallTime: 1_795_443_120_000_000 + minutes * 60_000_000)
  }
}
