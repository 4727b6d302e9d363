import Foundation
import Replay
import Testing
import Trading

@testable import TradeStore

@Suite struct OwnerTests {
  private static let ticks = 3_000

  /// The run that nobody disturbs.
  private func undisturbed(_ stage: OwnerStage) throws -> (events: [Event], owner: Owner) {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    var owner = try stage.begin(lock)
    while try stage.step(&owner) {}
    return (try stage.events(lock.files), owner)
  }

  /// Killed wherever the test says, resumed, and killed again.
  private func disturbed(
    _ stage: OwnerStage, _ random: inout SeededGenerator, kills: (Int) -> Bool
  ) throws -> (events: [Event], owner: Owner, kills: Int) {
    let scratch = try Scratch()
    var lock = try scratch.begin()
    let files = lock.files
    var owner: Owner? = try stage.begin(lock)
    var (steps, killed) = (0, 0)
    while var current = owner, try stage.step(&current) {
      owner = current
      steps += 1
      guard kills(steps), let before = owner, !before.trade.isClosed else { continue }
      killed += 1
      // Left properly, or not; seen at the last price, or not beyond the last event.
      if Bool.random(using: &random) { try owner?.detach(reason: "test") }
      let seen = Bool.random(using: &random) ? before.tick : nil
      owner = nil
      lock.release()
      lock = try TradeLock.take(files)
      owner = try stage.resume(lock, seen: seen)
    }
    return (try stage.events(files), try #require(owner), killed)
  }

  @Test func aRunInterruptedBetweenAnyTwoPassesIsTheSameRun() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededGenerator(state: seed)
    var (fills, closed, killed) = (0, 0, 0)
    // How much happens differs widely between seeds: quiet ones are followed by more.
    for _ in 0..<4 where !(fills > 12 && closed > 0 && killed > 50) {
      for plan in OwnerPlans.all {
        for round in 0..<3 {
          let tape = OwnerStage.walk(seed: random.next(), ticks: Self.ticks)
          let hands = round == 0 ? [:] : OwnerPlans.hands(&random, ticks: Self.ticks / 4)
          let stage = try OwnerStage(plan, tape: tape, hands: hands)
          let whole = try undisturbed(stage)
          let odds = round == 2 ? 4 : 1
          let torn = try disturbed(stage, &random) { $0 % odds == 0 }
          let (expected, found) = (try OwnerStage.plain(whole.events), try OwnerStage.plain(torn.events))
          #expect(found == expected, "seed \(seed), \(stage.plan.name), round \(round)")
          #expect(torn.owner.trade.result == whole.owner.trade.result, "seed \(seed), \(stage.plan.name)")
          #expect(torn.owner.trade.position == whole.owner.trade.position, "seed \(seed), \(stage.plan.name)")
          fills += whole.events.count { if case .filled = $0.fact { true } else { false } }
          closed += whole.owner.trade.isClosed ? 1 : 0
          killed += torn.kills
        }
      }
    }
    #expect(fills > 12 && closed > 0 && killed > 50, "the runs hold something, seed \(seed)")
  }

  /// What is typed must narrow the band as a plan's rule does: looking at every price finds nothing else.
  @Test func theBandLosesNothingOfWhatIsTyped() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededGenerator(state: seed)
    for round in 0..<12 {
      let tape = OwnerStage.walk(seed: random.next(), ticks: Self.ticks / 2)
      let hands = OwnerPlans.hands(&random, ticks: Self.ticks / 4)
      var stage = try OwnerStage(OwnerPlans.all[round % 4], tape: tape, hands: hands)
      let banded = try OwnerStage.plain(try undisturbed(stage).events)
      stage.usesNoBand = true
      let slow = try OwnerStage.plain(try undisturbed(stage).events)
      #expect(banded == slow, "seed \(seed), round \(round), \(hands)")
    }
  }

  /// A sentence whose level price has passed already acts on the next price.
  @Test func aTypedRuleWhoseLevelIsPassedActsOnTheNextPrice() throws {
    var stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    stage.hands = [330: "from 30500 take 5%"]
    let events = try undisturbed(stage).events
    let fill = events.first { if case .filled(_, .exit(let rule)) = $0.fact { rule == 8 } else { false } }
    #expect(fill?.tick.index == 331)
  }

  @Test func theJournalsFoldIsTheTrade() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var random = SeededGenerator(state: seed)
    for plan in OwnerPlans.all {
      let stage = try OwnerStage(
        plan, tape: OwnerStage.walk(seed: random.next(), ticks: Self.ticks),
        hands: OwnerPlans.hands(&random, ticks: Self.ticks / 4))
      let scratch = try Scratch()
      let lock = try scratch.begin()
      var owner = try stage.begin(lock)
      repeat {
        let told = try stage.told(try JournalReader(lock.files).rows(after: 0, limit: .max))
        #expect(told.trade.says(whatIsSaidBy: owner.trade), "seed \(seed), \(stage.plan.name)")
        #expect(
          told.story == owner.story.filter { !$0.text.hasPrefix("refused: ") }, "seed \(seed)")
      } while try stage.step(&owner)
    }
  }

  /// A pass is one commit, so no kill can leave half of one behind.
  @Test func whatAPriceSetsOffIsOneCommit() throws {
    var stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let seen = Seen()
    stage.disguise = { seen.watching($0, files: lock.files, holdsStop: false) }
    var owner = try stage.begin(lock)
    seen.commits = []
    var passes = 0
    while try stage.step(&owner) {
      passes += 1
      #expect(seen.commits.count <= 1, "the journal did not move while the broker was spoken to")
      seen.commits = []
    }
    #expect(passes > 3 && seen.sent > 3)
  }

  /// A broker outside of the program hears of nothing that a crash could still take back.
  @Test func whatLeavesTheProgramIsDurableFirst() throws {
    for plan in [OwnerPlans.pyramid, OwnerPlans.restingShort, OwnerPlans.trailing] {
      var stage = try OwnerStage(plan, tape: OwnerStage.mountain)
      let scratch = try Scratch()
      let lock = try scratch.begin()
      let seen = Seen()
      stage.disguise = { seen.watching($0, files: lock.files, holdsStop: true) }
      var owner = try stage.begin(lock)
      while try stage.step(&owner) {}
      #expect(seen.sent > 3)
      #expect(seen.sentTooEarly == 0)
      stage.disguise = { $0 }
      #expect(try OwnerStage.plain(stage.events(lock.files)) == OwnerStage.plain(undisturbed(stage).events))
    }
  }

  @Test func aJournalThatFailsStopsTheOwnerAndNothingIsToldAsDone() throws {
    let stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    var owner = try stage.begin(lock)
    while !owner.trade.position.isOpen { try #require(try stage.step(&owner)) }
    let story = owner.story
    try FileManager.default.removeItem(atPath: lock.files.journal)
    let take = HandAction(
      sentence: "take 10%", seenSequence: owner.trade.sequence, seenPrice: owner.tick.price)
    #expect(throws: StoreError.replaced(path: lock.files.journal)) { try owner.obey(take, age: nil) }
    #expect(owner.story == story)
    #expect(throws: StoreError.stopped) { try owner.detach(reason: "test") }
    #expect(owner.story == story)
  }

  @Test func aRefusedSentenceChangesNothing() throws {
    let stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    var owner = try stage.begin(lock)
    while !owner.trade.position.isOpen { try #require(try stage.step(&owner)) }
    let wrong = [
      "enter 5", "stop to 99999", "stop to 29000", "cancel tranche 9", "take 0%", "what", "",
      "at 29000 take 10%",
      "enter 40%, stop to 99999", "note \"x\", cancel tranche 9",
    ]
    for sentence in wrong {
      let (before, rows) = (owner.trade, try JournalReader(lock.files).lastSequence())
      let hand = HandAction(
        sentence: sentence, seenSequence: owner.trade.sequence, seenPrice: owner.tick.price)
      try owner.obey(hand, age: nil)
      #expect(owner.trade.says(whatIsSaidBy: before), "\(sentence)")
      #expect(owner.trade.band == before.band, "\(sentence)")
      #expect(try JournalReader(lock.files).lastSequence() == rows, "\(sentence)")
      #expect(owner.story.last?.text.hasPrefix("refused: ") == true, "\(sentence)")
    }
  }

  @Test func aSecondOwnerHearsWhoHasIt() throws {
    let stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let owner = try stage.begin(lock)
    let text = refusal { _ = try TradeLock.take(lock.files) }
    #expect(
      text?.contains("\(lock.files.id) is open elsewhere: process \(getpid()) ") == true, "\(text ?? "")")
    #expect(owner.trade.sequence > 0)
  }
}

/// A broker's own view of when things became durable.
private final class Seen {
  var commits: Set<Int64> = []
  var sent = 0
  var sentTooEarly = 0

  func watching(_ broker: Broker, files: TradeFiles, holdsStop: Bool) -> Broker {
    let durable = { (try? JournalReader(files).lastSequence()) ?? -1 }
    return Broker(
      holdsStop: holdsStop,
      send: { request, tick in
        self.commits.insert(durable())
        self.sent += 1
        if case .place(let id, _) = request, durable() < Int64(id) { self.sentTooEarly += 1 }
        return broker.send(request, tick)
      },
      look: { tick, stage in
        self.commits.insert(durable())
        return broker.look(tick, stage)
      }, band: broker.band)
  }
}
