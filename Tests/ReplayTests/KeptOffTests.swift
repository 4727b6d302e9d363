import Replay
import Testing
import Trading

/// A limit that the guards keep off the market: said once, with the number and its limit, and counted.
@Suite struct KeptOffTests {
  /// 1R is 1000: half of it against the average is 29,500.
  static let plan = """
    plan: kept off
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 29000
    fees: 0%
    entries: keep
    rules:
      - enter 50%
      - enter 20% at 29500
      - enter 30% at 29600
    """

  /// The second tranche would lie too far under; the third fills on the way.
  static let prices: [Double] = [30_000, 29_900, 29_590, 29_450, 29_700]

  private func told(_ rehearsal: Rehearsal) -> [String] {
    rehearsal.events.compactMap { event in
      guard case .keptOff = event.fact else { return nil }
      return rehearsal.trade.story(event)?.text
    }
  }

  @Test func theStoryTellsItOnce() throws {
    let yaml = Self.plan.replacing("at 29600", with: "at 29400")
    let rehearsal = try Worked.rehearsal(yaml, Worked.tape(Self.prices))
    #expect(
      told(rehearsal) == [
        "tranche 2 kept off the market, underwater: price is 0.50R against the average, the limit "
          + "is 0.5R or half the way to liquidation",
        "tranche 3 kept off the market, underwater: price is 0.60R against the average, the limit "
          + "is 0.5R or half the way to liquidation",
      ])
  }

  /// Whoever wants to be called for refusals is called for it.
  @Test func itCallsAsARefusal() throws {
    let yaml = Self.plan.replacing("at 29600", with: "at 29400")
    let rehearsal = try Worked.rehearsal(yaml, Worked.tape(Self.prices))
    let calls = rehearsal.events.compactMap { event -> EventLine.Call?? in
      guard case .keptOff = event.fact else { return nil }
      return rehearsal.trade.story(event)?.call
    }
    #expect(calls == [.refused, .refused])
  }

  /// The nearer limit counts as filled: with it the average lies closer to the second tranche.
  @Test func oneThatTheGuardsLetWorkIsNotToldOf() throws {
    let rehearsal = try Worked.rehearsal(Self.plan, Worked.tape(Self.prices))
    #expect(told(rehearsal).isEmpty)
    #expect(rehearsal.trade.position.entered == Quantity(steps: 1000))
  }

  @Test func movedItIsAskedAgain() throws {
    var rehearsal = try Worked.rehearsal(
      Self.plan.replacing("at 29600", with: "at 29400"), Worked.tape([30_000]))
    let tick = rehearsal.trade.lastEventTick
    for (price, count) in [("29450", 3), ("29550", 3)] {
      let hand = HandAction(
        sentence: "tranche 3 to \(price)", seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
      try rehearsal.act(.hand(hand, tick, age: nil))
      let tape = Worked.tape([30_000, 29_990])
      var cursor = TapeCursor(at: 1)
      try rehearsal.run(tape, from: &cursor)
      #expect(told(rehearsal).count == count, "\(price)")
    }
  }

  @Test func aBacktestCountsItOnce() throws {
    var plan = try Worked.plan(Self.plan.replacing("at 29600", with: "at 29400"))
    plan.repeats = false
    let run = try Backtest(plan: plan, planText: Self.plan).run(Worked.tape(Self.prices))
    #expect(run.keptOff == [.underwater: 2])
    #expect(run.trades.first?.history.keptOff == [.underwater: 2])
  }

  @Test func theReportNamesWhatWasNeverEnteredAndWhy() throws {
    let yaml = Self.plan.replacing("enter 50%", with: "enter 50% at 28900")
      .replacing("at 29500", with: "on touch 28900").replacing("at 29600", with: "on break 31000")
    let rehearsal = try Worked.rehearsal(yaml, Worked.tape([29_100, 29_050, 28_900]), ends: true)
    let lines = rehearsal.trade.reportLines(feed: "a tape", width: 200)
    let first = try #require(lines.firstIndex(of: "  nothing was ever entered"))
    #expect(
      lines[(first + 1)...].prefix(2) == [
        "    tranche 1 was kept off the market (stop): the stop 29,000.0 would lie on the wrong side of 28,900.0",
        "    tranche 2 was refused (stop): the stop 29,000.0 would lie on the wrong side of 28,900.0",
      ])
  }
}
