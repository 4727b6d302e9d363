import Foundation
import StrictYAML
import Testing

@testable import Trading

private let sound = ["enter 50% on break 30000", "then enter 50% on break 30300", "at 2R close"]

/// Findings on closes of bars, returns, news and methods.
let languagePairs: [CheckPair] = [
  CheckPair(
    kind: .exitBehindFirstFill, severity: .error, rule: 1, words: "29,900.0 lies at or behind",
    bad: ["enter 50% on break 30000", "when 29900 within 1h take 50%", "at 2R close"],
    good: ["enter 50% on break 30000", "when 30000.1 within 1h take 50%", "at 2R close"]),
  CheckPair(
    kind: .exitBehindFirstFill, severity: .error, rule: 1, words: "30,000.0 lies at or behind",
    bad: ["enter 50% on break 30000", "runner until first entry"],
    good: ["enter 50% on break 30000", "runner until 1R"]),
  CheckPair(
    kind: .targetBeforeEntry, rule: 2, words: "(0.500), unless it was bought at another of its prices before",
    bad: ["dca 2 on break 30000 every 3%", "at 1R close"],
    good: ["dca 2 on break 30000 every 2%", "at 1R close"]),
  CheckPair(
    kind: .neverBinds, rule: 1, words: "the stop 29,300.0 stands nearer than 29,300.0",
    bad: ["enter 50% on break 30000", "when close below 29300 on 15m close", "at 2R close"],
    good: ["enter 50% on break 30000", "when close below 29300.1 on 15m close", "at 2R close"]),
  CheckPair(
    kind: .neverBinds, rule: 1, words: "the stop 30,700.0 stands nearer than 30,800.0",
    lines: ["side: short", "stop: 30700"],
    bad: ["enter 50% on break 30000", "when close above 30800 on 15m close", "at 2R close"],
    good: ["enter 50% on break 30000", "when close above 30600 on 15m close", "at 2R close"]),
  CheckPair(
    kind: .neverBinds, rule: 2, words: "\"trail behind low\" (29,200.0) never binds",
    lines: ["levels: {low: 29200}"],
    bad: ["enter 50% on break 30000", "at 2R take 50%", "from 1R trail behind levels"],
    goodLines: ["levels: {low: 29400}"]),
  CheckPair(
    kind: .neverActs, rule: 1, words: "trails behind levels, and the plan names none",
    bad: ["enter 50% on break 30000", "from 1R trail behind levels"], goodLines: ["levels: {upper: 30500}"]),
  CheckPair(
    kind: .neverActs, rule: 2, words: "closed the trade before 31,400.0",
    bad: ["enter 50% on break 30000", "at 1R close", "fast 2R in 15m"],
    good: ["enter 50% on break 30000", "at 2R close", "fast 2R in 15m"]),
  CheckPair(
    kind: .neverActs, rule: 2, words: "target 1 at 30,700.0 takes all that is left",
    bad: ["enter 50% on break 30000", "at 1R close", "runner until 5R"],
    good: ["enter 50% on break 30000", "at 1R take 99%", "runner until 5R"]),
  CheckPair(
    kind: .neverActs, rule: 3, words: "it waits for target 1, which never acts",
    lines: ["side: short", "stop: 31000"],
    bad: ["enter 50% on break 30000", "at 40R take 50%", "at 2R take 20%", "runner until 5R"],
    good: ["enter 50% on break 30000", "at 4R take 50%", "at 2R take 20%", "runner until 5R"]),
  CheckPair(
    kind: .neverActs, rule: 1, words: "is never bought by the return to first entry",
    bad: ["enter 50% on break 30000", "then enter 50% on return first entry after 700", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% on return first entry after 699.9", "at 2R close"]),
  CheckPair(
    kind: .neverActs, rule: 2, words: "returns to 30,000.0 have served the tranches before it",
    bad: [
      "enter 40% on break 30000", "then enter 30% on return first entry after 1%",
      "then enter 30% on return first entry after 1%", "at 2R close",
    ],
    good: [
      "enter 40% on break 30000", "then enter 30% on return first entry after 1%",
      "then enter 30% on return first entry after 1% returns 2", "at 2R close",
    ]),
  CheckPair(
    kind: .neverActs, rule: 0, words: "counts from a fill", first: 30_000,
    bad: ["enter 50% after 2h", "then enter 50%", "at 2R close"],
    good: ["enter 50%", "enter 50% after 2h", "at 2R close"]),
  CheckPair(
    kind: .runnerEndsAtOnce, rule: 2, words: "ends above ema 20, which is where a long runs",
    bad: ["enter 50% on break 30000", "at 1R take 50%", "runner until close above ema 20 on 15m"],
    good: ["enter 50% on break 30000", "at 1R take 50%", "runner until close below ema 20 on 15m"]),
  CheckPair(
    kind: .runnerEndsAtOnce, rule: 2, words: "ends above 30500, which is where a long runs",
    bad: ["enter 50% on break 30000", "at 1R take 50%", "runner until close above 30500 on 15m"],
    good: ["enter 50% on break 30000", "at 1R take 50%", "runner until close above 32000 on 15m"]),
  CheckPair(
    kind: .runnerEndsAtOnce, rule: 2, words: "ends below sma 50, which is where a short runs",
    lines: ["side: short", "stop: 30700"],
    bad: ["enter 50% on break 30000", "at 1R take 50%", "runner until close below sma 50 on 1h"],
    good: ["enter 50% on break 30000", "at 1R take 50%", "runner until close above sma 50 on 1h"]),
  CheckPair(
    kind: .runnerEndsAtOnce, rule: 2, words: "2R (31,400.0) is reached when target 1 fills at 31,400.0",
    bad: ["enter 50% on break 30000", "targets 50/50 at 2R, runner", "runner until 2R"],
    good: ["enter 50% on break 30000", "targets 50/50 at 2R, runner", "runner until 2.1R"]),
  CheckPair(
    kind: .noWayOut, words: "no way out but the stop",
    bad: ["enter 50% on break 30000", "fast 2R in 15m"],
    good: ["enter 50% on break 30000", "from 1R trail behind ema 20 on 15m"]),
  CheckPair(
    kind: .runnerWithoutExit, rule: 3, words: "leave 0.400 (40%)",
    bad: sound.dropLast() + ["at 2R take 60%", "when 3R within 1h close"],
    good: sound.dropLast() + ["at 2R take 60%", "runner until close below ema 20 on 15m"]),
  CheckPair(
    kind: .guardRefuses, rule: 1,
    words: "with each tranche at its cheapest price, tranche 2 would be refused",
    bad: ["dca 2 on break 30000 every 1% or at 29440", "at 2R close"],
    good: ["dca 2 on break 30000 every 1% or at 29440.1", "at 2R close"]),
  CheckPair(
    kind: .stopOnWrongSide, rule: 1, words: "with each tranche at its cheapest price",
    lines: ["underwater: 3R"],
    bad: ["dca 2 on break 30000 every 1% or at 29300", "at 2R close"],
    good: ["dca 2 on break 30000 every 1% or at 29300.1", "at 2R close"]),
  CheckPair(
    kind: .entryPassed, rule: 0, words: "has passed 30,000.0", first: 30_100,
    bad: ["enter 50% on break 30000 close on 5m", "at 2R close"], goodFirst: 29_900),
  CheckPair(
    kind: .entryPassed, rule: 0, words: "the next bar of 5m that closes there buys", first: 30_100,
    bad: ["enter 50% when close above 30000 on 5m", "at 2R close"], goodFirst: 30_000),
  CheckPair(
    kind: .entryPassed, rule: 1, words: "has reached 29,900.0: it is bought at once",
    bad: ["enter 50% on break 30000", "then enter 50% from 29900", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% from 30100", "at 2R close"]),
  CheckPair(
    kind: .risingShares, rule: 2, words: "tranche 3 is 20% after 20%: in a pyramid",
    bad: ["pyramid 50/20/20 at 30000, 30300, 30600", "at 2R close"],
    good: ["pyramid 50/20/19.9 at 30000, 30300, 30600", "at 2R close"]),
  CheckPair(
    kind: .legTooSmall, rule: 2, words: "rule 3 takes nothing", lines: ["size: 0.008"],
    bad: ["enter 50% on break 30000", "at 2R close", "after 2h take 10%"], goodLines: ["size: 0.080"]),
  CheckPair(
    kind: .notToScale, rule: 0, words: "tranche 1 of 2 enters by the news", lines: ["news: n.txt"],
    first: 30_000,
    bad: ["enter 50% 1h after news", "then enter 50% on break 30300", "at 2R close"],
    good: ["single 1h after news because \"once\"", "at 2R close"]),
  CheckPair(
    kind: .notToScale, rule: 1, words: "only if price runs 350.0 within 15m",
    bad: ["enter 50% on break 30000", "then enter 50% on break 30350 within 15m", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% on break 30349.9 within 15m", "at 2R close"]),
  CheckPair(
    kind: .notToScale, rule: 1, words: "only if price runs 350.0 within 1h", noise: 874,
    bad: ["enter 50% on break 30000", "then enter 50% on break 30350 within 1h", "at 2R close"],
    goodNoise: 875),
  CheckPair(
    kind: .notToScale, words: "a tight risk for a far target", noise: 7_000,
    bad: sound.dropLast() + ["at 5R close"], good: sound.dropLast() + ["at 4.9R close"]),
  CheckPair(
    kind: .notToScale, words: "a tight risk for a far target", noise: 7_000,
    bad: sound.dropLast() + ["at 2R take 50%", "runner until 6R"], goodNoise: 6_999),
  CheckPair(
    kind: .newsHolds, rule: 0, words: "comes 29m after news", lines: ["news: n.txt"], first: 30_000,
    bad: ["enter 50% 29m after news", "at 2R close"], good: ["enter 50% 30m after news", "at 2R close"]),
  CheckPair(
    kind: .newsHolds, rule: 0, words: "comes 30m before news", lines: ["news: n.txt"], first: 30_000,
    bad: ["enter 50% 30m before news", "at 2R close"],
    good: ["single 30m before news because \"early\"", "at 2R close"]),
  CheckPair(
    kind: .newsTimes, severity: .note, words: "no time is known from n.txt", lines: ["news: n.txt"],
    bad: sound, goodLines: []),
  CheckPair(
    kind: .breakevenWaits, severity: .note, rule: 2, words: "with each tranche at its cheapest price, rule 3",
    bad: ["dca 2 on break 30000 every 2%", "from tranche 2, stop to breakeven", "at 2R close"],
    good: ["dca 2 on break 30000 every 2%", "from 1R stop to breakeven", "at 2R close"]),
  CheckPair(
    kind: .needsBars, severity: .note, words: "the stop (2 atr 14 on 15m) counts in average ranges",
    lines: ["stop: 2 atr 14 on 15m"], bad: sound, goodLines: ["stop: 29300"]),
  CheckPair(
    kind: .needsBars, severity: .note, words: "--feed FILE", lines: ["stop: 2 atr 14 on 15m", "risk: 250"],
    bad: sound, goodLines: ["stop: 29300", "risk: 250"]),
  CheckPair(
    kind: .looksAtBars, severity: .note, rule: 1,
    words:
      "rule 2 looks at bars of 15m (ema 20): nothing is known before 20 have finished (5h 00m of prices)",
    bad: ["enter 50% on break 30000", "runner until close below ema 20 on 15m"],
    good: ["enter 50% on break 30000", "runner until 5R"]),
  CheckPair(
    kind: .looksAtBars, severity: .note, rule: 1,
    words: "rules 2 and 3 look at bars of 5m: only one that has ended counts",
    bad: [
      "enter 50% on break 30000", "when close below 29500 on 5m close", "when close above 2R on 5m close",
    ],
    good: ["enter 50% on break 30000", "at 2R close"]),
  CheckPair(
    kind: .looksAtBars, severity: .note, words: "rule 2 and room look at bars of 1h (atr 7)",
    lines: ["room: 1 atr 7 on 1h"], bad: ["enter 50% on break 30000", "from 1R trail 2 atr 7 on 1h"],
    goodLines: ["room: 0"], good: ["enter 50% on break 30000", "from 1R trail 1R"]),
  CheckPair(
    kind: .entryUnplaced, severity: .note, rule: 1,
    words: "(when close above ema 20 on 5m): the tables put it at 30,000.0, as tranche 1",
    bad: ["enter 50% on break 30000", "then enter 50% when close above ema 20 on 5m", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% when close above 30300 on 5m", "at 2R close"]),
  CheckPair(
    kind: .entryUnplaced, severity: .note, rule: 1, words: "recorded prices tell how far that is",
    bad: [
      "enter 50% on break 30000", "then enter 50% on break last fill plus 1 atr 14 on 5m", "at 2R close",
    ],
    good: ["enter 50% on break 30000", "then enter 50% on break last fill plus 1%", "at 2R close"]),
]

@Suite struct CheckLanguageTests {
  @Test(arguments: languagePairs.indices) func isFoundWhereItIsAndNowhereElse(number: Int) throws {
    try languagePairs[number].check()
  }

  /// A single entry stands on tight risk: the same distance that warns others is what it demands.
  @Test func aSingleEntryDemandsATightStop() throws {
    func finding(_ rules: [String], stop: String = "29300", noise: Int?) throws -> Finding? {
      try checkFindings(["stop: \(stop)"], first: 30_000, noise: noise, rules).first {
        $0.kind == .stopWithinNoise
      }
    }
    let single = ["single because \"once\"", "at 2R close"]
    let tight = try #require(try finding(single, noise: 7_001))
    #expect(tight.severity == .note && tight.message.hasSuffix("tight, as an entry in one demands"))
    let wide = try #require(try finding(single, noise: 3_500))
    #expect(wide.severity == .note)
    #expect(
      wide.message
        == "the stop is 2.0 × the average range of 15m bars (ATR 14: 350.0): an entry in one demands a tight one"
    )
    // Without a market the plan's own count of ranges tells, where it is less than one.
    #expect(try finding(sound, stop: "0.9 atr 14 on 15m", noise: nil)?.severity == .warning)
    #expect(try finding(sound, stop: "1 atr 14 on 15m", noise: nil) == nil)
  }

  @Test func aTrailWithinTheNoiseIsWarnedOf() throws {
    func finding(_ trail: String, noise: Int?) throws -> Finding? {
      try checkFindings([], noise: noise, sound.dropLast() + ["from 2R trail \(trail)"])
        .first { $0.kind == .stopWithinNoise && $0.rule == 2 }
    }
    let warned = try #require(try finding("300", noise: 3_001))
    #expect(warned.severity == .warning)
    #expect(warned.message.hasPrefix("rule 3 trails 300 behind price, 1.0 × the average range of a bar"))
    #expect(try finding("300", noise: 3_000) == nil && finding("300", noise: nil) == nil)
    #expect(try finding("0.9 atr 14 on 15m", noise: nil) != nil)
    #expect(try finding("1 atr 14 on 15m", noise: nil) == nil)
  }

  /// With recorded bars a stop in average ranges has a price, and the plan a size.
  @Test func recordedBarsTellAStopInRanges() throws {
    let plan = try readPlan(planText("stop: 2 atr 14 on 15m", rules: sound))
    // Twenty bars that range over 10.0 each and open where the last one closed.
    let bars = (0..<20 * 15).map { minute in
      let start = Timestamp(microseconds: Int64(minute) * 60_000_000)
      var bar = Bar(start: start, price: Price(ticks: 300_000), quantity: Quantity(steps: 1))
      bar.include(Price(ticks: minute % 15 == 7 ? 300_100 : 300_000), Quantity(steps: 1))
      return bar
    }
    let end = Tick(
      index: 0, time: Timestamp(microseconds: 20 * 15 * 60_000_000), price: Price(ticks: 300_000))
    let history = BarHistory(plan.barNeeds, before: end) { since in bars.filter { $0.start >= since } }
    let report = PlanCheck(plan: plan, history: history).report
    #expect(report.header.initialStop?.text == "29,980.0" && report.header.oneR?.text == "20.0")
    #expect(report.stages.map(\.price.text) == ["30,000.0", "30,300.0"])
    #expect(!report.findings.contains { $0.kind == .needsBars || $0.kind == .entryUnplaced })
    // Twenty bars of five minutes are too few for the trail, whose stop then only the market tells.
    let trailing = try readPlan(planText(rules: sound.dropLast() + ["from 2R trail 4 atr 14 on 5m"]))
    let follower = try #require(PlanCheck(plan: trailing).report.followers.first)
    #expect(follower.rule == 3 && follower.trail == "trail 4 atr 14 on 5m")
    // (30,000 + 30,300) / 2 + 2 · 700
    #expect(follower.actsFrom?.text == "31,550.0")
  }

  @Test func newsLieBeforeOrBehind() throws {
    var plan = try readPlan(planText("news: n.txt", rules: sound))
    plan.news = try NewsReader.events("2026-11-20T13:30Z payrolls\n2026-12-10T13:30Z 15m 1h prices\n")
    func finding(_ now: String?) throws -> Finding {
      let now = now.flatMap { Timestamp(utc: $0) }
      return try #require(PlanCheck(plan: plan, now: now).report.findings.first { $0.kind == .newsTimes })
    }
    #expect(
      try finding(nil).message
        == "n.txt tells 2 times, the first 2026-11-20 13:30 payrolls, the last 2026-12-10 13:30 prices")
    let next = try finding("2026-11-20T13:30")
    #expect(next.severity == .note)
    #expect(
      next.message
        == "n.txt tells 2 times, 1 of them to come, the next 2026-12-10 13:30 prices: nothing is scaled from "
        + "2026-12-10 13:15 to 2026-12-10 14:30")
    let past = try finding("2026-12-10T13:30")
    #expect(past.severity == .note && past.key == "news")
    #expect(
      past.message
        == "n.txt tells 2 times, all of them past: they serve earlier recorded prices only; the last is 2026-12-10 13:30 prices"
    )
  }
}
