import Replay
import Testing
import Trading

/// What holds for the levels of any tape.
@Suite struct LevelPropertyTests {
  /// A walk of a few days, a trade every half minute or so.
  private static func walk(_ numbers: inout SeededNumbers, kind: Tape.Kind) -> Tape {
    var tape = Tape(kind: kind)
    var price = 500_000
    var time: Int64 = 1_700_000_000_000_000
    func append(_ quantity: Int) {
      tape.append(
        time: Timestamp(microseconds: time), price: Price(ticks: price), quantity: Quantity(steps: quantity))
    }
    for _ in 0..<6000 {
      let quantity = Int.random(in: 0...50, using: &numbers)
      if kind == .trades {
        append(quantity)
        price += Int.random(in: -60...60, using: &numbers)
        time += Int64.random(in: 1...60_000_000, using: &numbers)
      } else {
        let open = price
        let close = price + Int.random(in: -60...60, using: &numbers)
        let low = min(open, close) - Int.random(in: 0...30, using: &numbers)
        let high = max(open, close) + Int.random(in: 0...30, using: &numbers)
        time -= time % MadeTape.minute
        for (place, volume) in [(open, 0), (low, 0), (high, 0), (close, quantity)] {
          price = place
          append(volume)
        }
        time += MadeTape.minute - 1000
        append(0)
        time += 1000
      }
    }
    return tape
  }

  private static func map(_ tape: Tape, kind: Tape.Kind? = nil, _ change: (Int) -> Int) -> Tape {
    var mapped = Tape(kind: kind ?? tape.kind)
    for index in 0..<tape.count {
      let tick = tape.tick(at: index)
      mapped.append(
        time: tick.time, price: Price(ticks: change(tick.price.ticks)),
        quantity: Quantity(steps: Int(tape.quantities[index])))
    }
    return mapped
  }

  private static func turnedOver(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { part in
      part == "high" ? "low" : part == "low" ? "high" : String(part)
    }
    return parts.joined(separator: ".")
  }

  /// Bins of volume begin at multiples of their width, so the mirror stands where those fall onto each other. Between
  /// two ticks a long rounds up and its mirror image, a short, down.
  @Test(arguments: [Tape.Kind.trades, .bars]) func mirroredPricesHaveMirroredLevels(_ kind: Tape.Kind) throws
  {
    let mirror = 999_999
    for _ in 0..<8 {
      let seed = UInt64.random(in: .min ... .max)
      print("levels mirror seed \(seed)")
      var numbers = SeededNumbers(state: seed)
      let tape = Self.walk(&numbers, kind: kind)
      let found = try #require(TapeLevels(of: tape, side: .long))
      let turned = try #require(TapeLevels(of: Self.map(tape) { mirror - $0 }, side: .short))
      #expect(found.scale == turned.scale && found.bin == turned.bin, "seed \(seed)")
      #expect(
        Set(found.levels.map { Self.turnedOver($0.name) }) == Set(turned.levels.map(\.name)), "seed \(seed)")
      for level in found.levels {
        let other = turned.levels.first { $0.name == Self.turnedOver(level.name) }
        #expect(other?.price.ticks == mirror - level.price.ticks, "seed \(seed), \(level.name)")
        #expect(other?.reaction == level.reaction, "seed \(seed), \(level.name)")
        #expect(other?.since == level.since, "seed \(seed), \(level.name)")
      }
      #expect(found.levels.count >= 15, "seed \(seed): too few to tell anything")
    }
  }

  /// What comes later is not looked at.
  @Test(arguments: [Tape.Kind.trades, .bars]) func theFutureDoesNotMatter(_ kind: Tape.Kind) throws {
    for _ in 0..<8 {
      let seed = UInt64.random(in: .min ... .max)
      print("levels future seed \(seed)")
      var numbers = SeededNumbers(state: seed)
      let tape = Self.walk(&numbers, kind: kind)
      let bar = kind == .bars ? Tape.pointsPerBar : 1
      let end = Int.random(in: 1...tape.count / bar, using: &numbers) * bar
      var prefix = Tape(kind: kind)
      for index in 0..<end {
        let tick = tape.tick(at: index)
        prefix.append(
          time: tick.time, price: tick.price, quantity: Quantity(steps: Int(tape.quantities[index])))
      }
      let now = tape.tick(at: min(end, tape.count - 1)).time
      let cut = try #require(TapeLevels(of: prefix, now: now, side: .short))
      let whole = try #require(TapeLevels(of: tape, before: end, now: now, side: .short))
      #expect(cut.levels == whole.levels && cut.missing == whole.missing, "seed \(seed) before \(end)")
      #expect(cut.scale == whole.scale && cut.swing == whole.swing, "seed \(seed) before \(end)")
    }
  }

  /// Ten times the prices on ten times the width: the same levels, nodes to within a bin.
  @Test func scaledPricesHaveScaledLevels() throws {
    var prices = MadeTape.calm(days: 2)
    for (index, extreme) in [10_900, 9_300, 10_700, 9_500, 10_400].enumerated() {
      prices[60 + index * 60].price = extreme
    }
    let tape = MadeTape.trades(prices)
    let found = try #require(TapeLevels(of: tape, side: .long))
    let scaled = try #require(TapeLevels(of: Self.map(tape) { $0 * 10 }, side: .long))
    #expect(scaled.bin == found.bin * 10)
    #expect(scaled.levels.map(\.name) == found.levels.map(\.name))
    for (level, wide) in zip(found.levels, scaled.levels) {
      let distance = abs(wide.price.ticks - level.price.ticks * 10)
      switch level.origin {
      case .volume: #expect(distance <= scaled.bin, "\(level.name)")
      case .swing: #expect(distance < 10, "\(level.name)")
      default: #expect(distance == 0, "\(level.name)")
      }
    }
  }

  /// Every name can stand in a plan.
  @Test func namesAreWordsOfAPlan() throws {
    var numbers = SeededNumbers(state: 7)
    let found = try #require(TapeLevels(of: Self.walk(&numbers, kind: .bars), side: .long))
    for name in found.levels.map(\.name) + found.missing.flatMap(\.names) {
      #expect(Vocabulary.canNameLevel(name))
      #expect(try RuleParser.rule("stop to \(name)", levels: [name]).description == "stop to \(name)")
    }
    #expect(found.levels.allSatisfy { $0.price.isPossible })
    #expect(found.sorted.map(\.price) == found.levels.map(\.price).sorted(by: >))
  }
}
