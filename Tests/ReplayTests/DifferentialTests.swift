import Glibc
import Replay
import StrictYAML
import Testing
import Trading

/// The engine, with its band and its orders at a broker, against the slow second reading of the rules: every event
/// must agree, over random plans and random prices.
@Suite struct DifferentialTests {
  /// Seeds per run; `DIFFERENTIAL=N` asks for more, `SEED=K` begins elsewhere.
  static let seeds: ClosedRange<UInt64> = {
    let count = getenv("DIFFERENTIAL").flatMap { UInt64(String(cString: $0)) } ?? 400
    let first = getenv("SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
    return first...(first + count - 1)
  }()

  @Test func everyEventAgrees() throws {
    print("seeds \(Self.seeds)")
    var failures = 0
    for seed in Self.seeds {
      let (plan, center, unit) = RandomPlans.plan(seed: seed)
      let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
      guard let difference = Self.difference(plan, ticks) else { continue }
      failures += 1
      if getenv("SURVEY") != nil { print("seed \(seed): \(difference)") }
      guard failures <= 4, getenv("SURVEY") == nil else { continue }
      let small = Shrinking.shrink(plan, ticks) { Self.difference($0, $1) != nil }
      Issue.record(
        """
        seed \(seed): \(difference)
        shrunk to \(small.ticks.count) ticks: \(Self.difference(small.plan, small.ticks) ?? "?")
        \(small.plan.yaml)
        \(small.ticks.enumerated().map { "\($0.offset): \($0.element.price) @\($0.element.time / 1_000_000)" }.joined(separator: "  "))
        """)
    }
    #expect(failures == 0, "\(failures) of \(Self.seeds.count) seeds differ")
  }

  /// Looking at every price finds no event more than looking at those outside of the band: not a fill, and not a
  /// word of why something is held.
  @Test func theBandLosesNoEvent() throws {
    print("seeds \(Self.seeds), every fourth")
    for seed in Self.seeds where seed % 4 == 0 {
      let (reference, center, unit) = RandomPlans.plan(seed: seed)
      let tape = Self.tape(RandomPrices.ticks(seed: seed, around: center, unit: unit))
      guard let banded = try Self.rehearsed(reference, tape),
        let whole = try Self.rehearsed(reference, tape, everyTick: true)
      else { continue }
      let pairs = zip(banded.events, whole.events)
      let first = pairs.first { $0.0 != $0.1 }.map { "band \($0.0)\nevery price \($0.1)" }
      #expect(banded.events == whole.events, "seed \(seed): \(first ?? "one tells more")\n\(reference.yaml)")
      if banded.events != whole.events { return }
    }
  }

  /// The first line that differs, or nil.
  static func difference(_ plan: ReferencePlan, _ ticks: [ReferenceTrade.Tick]) -> String? {
    difference(
      plan, ReferenceTrade.run(plan, ticks: ticks, closesAtEnd: true, tellsExcursion: true), on: tape(ticks))
  }

  static func tape(_ ticks: [ReferenceTrade.Tick]) -> Tape {
    var tape = Tape()
    for tick in ticks {
      tape.append(
        time: Timestamp(microseconds: tick.time), price: Price(ticks: tick.price),
        quantity: Quantity(steps: 1))
    }
    return tape
  }

  static func difference(_ plan: ReferencePlan, _ expected: [String], on tape: Tape) -> String? {
    let found: [String]
    do {
      found = try engine(plan, tape)
    } catch {
      return "the engine threw \(error)"
    }
    // A budget that does not pay for one step opens no trade; the slow reading opens one and buys nothing.
    if found == ["unsized"], !expected.contains(where: { $0.contains("fill") }) { return nil }
    for index in 0..<max(expected.count, found.count) {
      let left = index < expected.count ? expected[index] : "nothing"
      let right = index < found.count ? found[index] : "nothing"
      if left != right { return "line \(index): the reference says «\(left)», the engine «\(right)»" }
    }
    return nil
  }

  static func engine(_ reference: ReferencePlan, _ tape: Tape) throws -> [String] {
    guard tape.count > 0 else { return [] }
    return try rehearsed(reference, tape).map { EngineTrace.lines($0, tellsExcursion: true) } ?? ["unsized"]
  }

  /// The plan on the tape to its end; nil where its budget does not pay for one step.
  static func rehearsed(
    _ reference: ReferencePlan, _ tape: Tape, everyTick: Bool = false, toItsEnd: Bool = true
  ) throws -> Rehearsal? {
    var plan = try PlanReader.plan(StrictYAML.document(reference.yaml), catalogue: randomPlanCatalogue)
    plan.news = reference.newsEvents
    let first = tape.tick(at: 0)
    let opening: Opening
    do {
      opening = try Trade.opening(
        trade: "test", plan: plan, planText: reference.yaml, levelOverrides: [], feed: .pipe, first: first)
    } catch {
      return nil
    }
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first, on: tape)
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor, everyTick: everyTick)
    if toItsEnd { try rehearsal.end(on: tape) }
    return rehearsal
  }
}

extension ReferencePlan {
  /// What whoever reads the file of `news:` gives the engine's plan, by time.
  var newsEvents: [NewsEvent] {
    (news ?? []).sorted { $0.time < $1.time }.map { event in
      NewsEvent(
        time: Timestamp(microseconds: event.time), before: Span(seconds: Int64(event.before)),
        after: Span(seconds: Int64(event.after)), text: "an event")
    }
  }
}
