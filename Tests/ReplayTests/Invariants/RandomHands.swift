import Replay
import Trading

/// What a person types, drawn by lot: what keys say, sentences of the command line, sensible ones and others.
struct RandomHands {
  private var dice: SplitMix64
  private let instrument: Instrument
  private let side: Side
  private let center: Int
  private let unit: Int

  /// Sentences for a plan that lies around a price, on some of the prices; never behind the last one.
  static func typed(
    seed: UInt64, on ticks: [ReferenceTrade.Tick], _ plan: ReferencePlan, around center: Int, unit: Int
  ) -> [TypedHand] {
    var hands = RandomHands(
      dice: SplitMix64(seed: seed ^ 0x7A3F_0C15_88D1_6E2B), instrument: plan.instrument, side: plan.side,
      center: center, unit: unit)
    // Most of what happens, happens early.
    let last = hands.dice.chance(50) ? ticks.count / 4 : ticks.count - 1
    let count = hands.dice.int(1...12)
    return (0..<count).map { _ in
      TypedHand(time: ticks[hands.dice.int(0...max(1, last))].time, sentence: hands.sentence())
    }.sorted { $0.time < $1.time }
  }

  private mutating func sentence() -> String {
    switch dice.int(1...10) {
    case 1...3: entry()
    case 4...6: exit()
    case 7, 8: protection()
    default: other()
    }
  }

  private mutating func entry() -> String {
    switch dice.int(1...10) {
    case 1, 2: "enter next"
    case 3, 4: "enter next because \"I want to\""
    case 5: "enter \(percent())%"
    case 6: "enter \(percent())% because \"it goes\""
    case 7: "enter \(percent())% at \(price(-20...5))"
    case 8: "enter \(percent())% on break \(price(-5...20))"
    case 9: "on touch \(price(-10...10)), enter next"
    default: "enter \(percent())% on return first entry after \(unit / 4 + 1) ticks"
    }
  }

  private mutating func exit() -> String {
    switch dice.int(1...12) {
    case 1, 2: "take next"
    case 3: "take 25%"
    case 4: "take 50%"
    case 5: "take \(percent())% of remaining, stop to breakeven"
    case 6: dice.chance(30) ? "close" : "take 1%"
    case 7: "at \(price(0...40)) take 10%"
    case 8: "from \(r()) take \(percent())%, stop to entry"
    case 9: "targets 30/30/40 at 1R, 2R, runner"
    case 10: "targets 50/50 at \(r()), 3R"
    case 11: "after \(dice.int(1...90))m take 20%"
    default: "runner until close below ema 3 on 5m or \(r())"
    }
  }

  private mutating func protection() -> String {
    switch dice.int(1...11) {
    case 1, 2: "stop to breakeven"
    case 3: "stop to entry"
    case 4: "stop to \(price(-30...30))"
    case 5, 6: "stop to \(price(-40...10)) because \"wider\""
    case 7: "trail 1R"
    case 8: "trail \(dice.int(1...max(2, unit))) ticks step \(dice.int(1...max(1, unit / 4))) ticks"
    case 9: "trail behind \(dice.one(of: ["ema 3", "swing 1", "sma 2"])) on 5m"
    case 10: "from \(r()) trail 0.5R"
    default: "trail behind levels"
    }
  }

  private mutating func other() -> String {
    switch dice.int(1...11) {
    case 10: "tranche \(dice.int(1...4)) to \(price(-20...20))"
    case 11: "target \(dice.int(1...3)) to \(price(-5...30))"
    case 1: "cancel entries"
    case 2: "cancel tranche \(dice.int(1...4))"
    case 3: "cancel target \(dice.int(1...3))"
    case 4: "note \"seen\""
    case 5: "time \(dice.int(1...4))h"
    case 6: "trail at \(r()) by \(unit / 2 + 1) ticks"
    case 7: "fast 1R in \(dice.int(5...120))m"
    case 8: "when close below \(price(-10...20)) on 5m, close"
    default: "from \(price(0...20)) cancel entries"
    }
  }

  private mutating func percent() -> Int { dice.one(of: [1, 5, 10, 20, 33, 50, 100]) }

  private mutating func r() -> String { dice.one(of: ["0.25R", "0.5R", "1R", "1.5R", "2R"]) }

  /// A price so many tenths of a unit from the center, in the trade's favour.
  private mutating func price(_ tenths: ClosedRange<Int>) -> String {
    let ticks = center + side.sign * unit * dice.int(tenths) / 10
    return instrument.text(Price(ticks: max(1, ticks)), marks: false)
  }
}
