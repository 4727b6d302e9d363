import Markets
import Replay
import Testing
import Trading

private let second: UInt64 = 1_000_000_000

/// Prints at these seconds, with these prices.
private func tape(_ prints: [(seconds: Double, ticks: Int)]) -> Tape {
  var tape = Tape()
  for (seconds, ticks) in prints {
    tape.append(
      time: Timestamp(microseconds: 1_700_000_000_000_000 + Int64(seconds * 1_000_000)),
      price: Price(ticks: ticks), quantity: Quantity(steps: 1))
  }
  return tape
}

private func bars(_ points: [[Int]]) -> Tape {
  var tape = Tape(kind: .bars)
  for (number, bar) in points.enumerated() {
    let open = Timestamp(microseconds: Int64(number) * 60_000_000)
    for ticks in bar { tape.append(time: open, price: Price(ticks: ticks), quantity: .zero) }
    let close = Timestamp(microseconds: open.microseconds + 59_999_000)
    tape.append(time: close, price: Price(ticks: bar[3]), quantity: .zero)
  }
  return tape
}

/// A bar's volume, in steps, stands on its close.
private func bars(_ points: [[Int]], volumes: [Int]) -> Tape {
  let plain = bars(points)
  var tape = Tape(kind: .bars)
  for index in 0..<plain.count {
    let tick = plain.tick(at: index)
    let isClose = index % Tape.pointsPerBar == 3
    tape.append(
      time: tick.time, price: tick.price,
      quantity: Quantity(steps: isClose ? volumes[index / Tape.pointsPerBar] : 0))
  }
  return tape
}

private func feed(_ prints: [(seconds: Double, ticks: Int)], speed: Double = 1) -> PacedFeed {
  PacedFeed(tape: tape(prints), identity: .pipe, speed: speed)
}

private let wide = Band(low: 1, high: 1000, deadline: .max)

@Suite("Paced feed")
struct PacedFeedTests {
  @Test("Ticks come at their recorded times, counted from the first question")
  func pace() {
    let feed = feed([(0, 100), (1, 101), (1, 102), (2.5, 103)])
    let start: UInt64 = 77 * second
    #expect(feed.next(now: start) == .tick(feed.tape.tick(at: 0)))
    #expect(feed.next(now: start) == .wait(nanoseconds: second))
    #expect(feed.next(now: start + second - 1) == .wait(nanoseconds: 1000))
    #expect(feed.next(now: start + second) == .tick(feed.tape.tick(at: 1)))
    #expect(feed.next(now: start + second) == .tick(feed.tape.tick(at: 2)))
    #expect(feed.next(now: start + second) == .wait(nanoseconds: second * 3 / 2))
    #expect(feed.next(now: start + second * 5 / 2) == .tick(feed.tape.tick(at: 3)))
    #expect(feed.next(now: start + second * 5 / 2) == .ended)
  }

  @Test("What the band holds is passed over and the last of it shown; what it does not hold acts")
  func due() {
    let feed = feed([(0, 100), (0.2, 101), (0.4, 110), (0.6, 99), (0.8, 98)])
    let band = Band(low: 90, high: 110, deadline: .max)
    var due = feed.due(now: 0, band: band)
    #expect(due.acting == nil && due.latest?.price.ticks == 100)
    #expect(due.rest == .wait(nanoseconds: 200_000_000))
    due = feed.due(now: second, band: band)
    #expect(due.acting?.index == 2 && due.latest == due.acting && due.rest == .more)
    due = feed.due(now: second, band: wide)
    #expect(due.acting == nil && due.latest?.index == 4 && due.rest == .ended)
    due = feed.due(now: second, band: wide)
    #expect(due.latest == nil && due.rest == .ended)
  }

  @Test("Speed multiplies the pace, zero pauses, and nothing jumps when it changes")
  func speed() {
    let feed = feed([(0, 100), (10, 101), (20, 102), (30, 103)], speed: 10)
    #expect(feed.due(now: 0, band: wide).rest == .wait(nanoseconds: second))
    feed.setSpeed(0, now: second / 2)
    #expect(feed.due(now: 9 * second, band: wide).rest == .wait(nanoseconds: PacedFeed.longestWait))
    feed.setSpeed(5, now: 10 * second)
    #expect(feed.due(now: 10 * second, band: wide).rest == .wait(nanoseconds: second))
    #expect(feed.due(now: 11 * second, band: wide).latest?.index == 1)
    feed.setSpeed(.nan, now: 11 * second)
    #expect(feed.speed == 0)
    feed.setSpeed(-3, now: 11 * second)
    #expect(feed.speed == 0)
    feed.setSpeed(.infinity, now: 11 * second)
    #expect(feed.speed == PacedFeed.fastest)
    #expect(feed.due(now: 12 * second, band: wide).rest == .ended)
  }

  @Test("A step takes one tick whatever the pace, and nothing follows it while paused")
  func step() {
    let feed = feed([(0, 100), (0, 101), (5, 102), (6, 103)], speed: 0)
    #expect(feed.due(now: 0, band: .closed).acting == nil)
    #expect(feed.step(outside: wide)?.index == 0)
    #expect(feed.due(now: second, band: .closed).acting == nil)
    #expect(feed.step(outside: wide)?.index == 1)
    #expect(feed.step(outside: wide)?.index == 2)
    feed.setSpeed(1, now: 2 * second)
    #expect(feed.due(now: 2 * second, band: wide).rest == .wait(nanoseconds: second))
    #expect(feed.step(outside: wide)?.index == 3)
    #expect(feed.step(outside: wide) == nil)
  }

  @Test("A skip goes to the next tick that acts, else to the end; the pace goes on from there")
  func skip() {
    let feed = feed([(0, 100), (5, 101), (600, 110), (601, 105), (700, 104)])
    let band = Band(low: 90, high: 110, deadline: .max)
    #expect(feed.skip(outside: band)?.index == 2)
    #expect(feed.due(now: 0, band: wide).rest == .wait(nanoseconds: second))
    #expect(feed.skip(outside: band)?.index == 4)
    #expect(feed.skip(outside: band) == nil)
    #expect(feed.due(now: 1, band: wide).rest == .ended)
  }

  @Test("A skip through an endless market ends")
  func endlessSkip() throws {
    let feed = PacedFeed(simulated: Simulated(seed: 1, instrument: bitcoin))
    let tick = try #require(feed.skip(outside: .quiet))
    #expect(tick.index >= 999_999)
    #expect(feed.step(outside: .quiet)?.index == tick.index + 1)
  }

  @Test("Volume is told at a trade's price, and of a bar with its close, over its range")
  func volume() {
    func told(_ tape: Tape, _ from: Int, _ to: Int) -> [String] {
      var told: [String] = []
      PacedFeed(tape: tape, identity: .pipe).feed.trades(from, to) { prices, quantity in
        told.append("\(quantity.steps) at \(prices.lowerBound.ticks) to \(prices.upperBound.ticks)")
      }
      return told
    }
    #expect(told(tape([(0, 100), (1, 101), (2, 99)]), 1, 9) == ["1 at 101 to 101", "1 at 99 to 99"])
    let bars = bars([[100, 90, 110, 105], [105, 80, 106, 95], [95, 95, 95, 95]], volumes: [7, 9, 0])
    #expect(told(bars, 0, 15) == ["7 at 90 to 110", "9 at 80 to 106"])
    // Before its close nothing of a bar is told, and behind it not again.
    #expect(told(bars, 0, 3).isEmpty && told(bars, 4, 8).isEmpty)
    #expect(told(bars, 3, 4) == ["7 at 90 to 110"])
  }

  @Test("Within a bar every edge is met on the way, by pace, by step and by skip")
  func withinBars() {
    let tape = bars([[100, 90, 110, 105], [105, 80, 106, 95]])
    let band = Band(low: 95, high: 108, deadline: .max)
    let paced = PacedFeed(tape: tape, identity: .pipe)
    #expect(paced.due(now: 0, band: band).acting?.price.ticks == 95)
    #expect(paced.due(now: 0, band: Band(low: 85, high: 108, deadline: .max)).acting?.price.ticks == 108)
    #expect(paced.due(now: 0, band: wide).latest?.price.ticks == 105)
    #expect(paced.skip(outside: Band(low: 93, high: 200, deadline: .max))?.price.ticks == 93)
    #expect(paced.step(outside: wide)?.price.ticks == 80)
    let stepped = PacedFeed(tape: tape, identity: .pipe)
    #expect(stepped.step(outside: band)?.price.ticks == 100)
    #expect(stepped.step(outside: band)?.price.ticks == 95)
    #expect(stepped.step(outside: wide)?.price.ticks == 90)
    #expect(
      stepped.next(now: 0)
        == .tick(Tick(index: 2, time: stepped.tape.tick(at: 2).time, price: Price(ticks: 91))))
  }

  @Test(
    "Whatever the speed: what acts is the same, at its time, and it is asked at most 55 times a second"
  )
  func fast() {
    let seed = UInt64.random(in: .min ... .max)
    print("paced feed seed \(seed)")
    for speed: Double in [1, 20, 1000] {
      var random = seed
      let feed = PacedFeed(simulated: Simulated(seed: seed, instrument: bitcoin), speed: speed)
      var cursor = TapeCursor()
      var band = Band.closed
      var now: UInt64 = 5
      var questions = 0
      var acted = 0
      let end = now + 20 * second
      while now < end {
        let due = feed.due(now: now, band: band)
        if let tick = due.acting {
          acted += 1
          let same = cursor.next(outside: band, on: feed.tape, before: feed.tape.count)
          #expect(tick == same, "seed \(seed), speed \(speed)")
          let recorded = Double(now - 5) / 1000 * speed
          let late = recorded - Double(tick.time.microseconds - feed.tape.times[0])
          #expect((-1...(2 + speed / 100)).contains(late), "seed \(seed), speed \(speed), \(late) µs late")
          random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let width = Int32(1 + (random >> 40) % 900)
          let price = Int32(tick.price.ticks)
          band = Band(low: price - width, high: price + width, deadline: tick.time.microseconds + 60_000_000)
        }
        switch due.rest {
        case .more: break
        case .wait(let nanoseconds):
          questions += 1
          now += nanoseconds
        case .ended: Issue.record("a simulated market ended")
        }
      }
      #expect(acted > 0)
      #expect(questions <= 55 * 20 + acted, "speed \(speed): \(questions) questions, \(acted) acted")
    }
  }

  @Test("A suspended program finds the market where it left it")
  func suspended() {
    let feed = feed([(0, 100), (10, 101), (20, 102), (3600, 103)])
    #expect(feed.due(now: 0, band: wide).rest == .wait(nanoseconds: 10 * second))
    // Asked half a second late: the market went on meanwhile.
    #expect(feed.due(now: second * 21 / 2, band: wide).rest == .wait(nanoseconds: second * 19 / 2))
    // An hour late: that hour was no market.
    let due = feed.due(now: 3620 * second, band: wide)
    #expect(due.latest?.index == 2 && due.rest == .wait(nanoseconds: 3580 * second))
  }

  @Test("A start time and a place to resume at")
  func places() throws {
    let feed = feed([(0, 100), (5, 101), (5, 102), (9, 103)])
    let base = feed.tape.times[0]
    #expect(feed.start(from: Timestamp(microseconds: base + 4_000_000)))
    #expect(feed.due(now: 0, band: .closed).acting?.index == 1)
    #expect(!feed.start(from: Timestamp(microseconds: base + 9_000_001)))
    #expect(feed.resume(after: feed.tape.tick(at: 2)))
    #expect(feed.due(now: 0, band: wide).rest == .wait(nanoseconds: 4 * second))
    var stranger = feed.tape.tick(at: 2)
    stranger.price = Price(ticks: 999)
    #expect(!feed.resume(after: stranger))
    stranger.index = 4
    #expect(!feed.resume(after: stranger))

    let onBars = PacedFeed(tape: bars([[100, 90, 110, 105], [105, 80, 106, 95]]), identity: .pipe)
    #expect(onBars.start(from: Timestamp(microseconds: 1)))
    #expect(onBars.step(outside: wide)?.index == 5)
    #expect(!onBars.start(from: Timestamp(microseconds: 60_000_001)))
    let amid = Tick(index: 1, time: Timestamp(microseconds: 0), price: Price(ticks: 95))
    #expect(onBars.resume(after: amid))
    #expect(onBars.step(outside: .closed)?.price.ticks == 94)

    let market = PacedFeed(simulated: Simulated(seed: 5, instrument: bitcoin))
    let late = Simulated.defaultTime + Span(seconds: 40_000)
    #expect(market.start(from: late))
    let tick = try #require(market.step(outside: wide))
    #expect(tick.time >= late && tick.time < late + Span(seconds: 5))
    let again = PacedFeed(simulated: Simulated(seed: 5, instrument: bitcoin))
    #expect(again.resume(after: tick))
    #expect(again.step(outside: wide) == market.step(outside: wide))
    #expect(market.identity == .simulated(seed: 5))
  }

  @Test(
    "As closures it answers the same; a feed that only tells tick by tick is asked so"
  )
  func closures() throws {
    let feed = feed([(0, 100), (1, 120), (2, 90), (3, 95)])
    let closures = feed.feed
    #expect(closures.isPaced && closures.identity == .pipe)
    #expect(try closures.due(0, wide).latest?.index == 0)
    #expect(try closures.step(wide)?.index == 1)
    #expect(try closures.skip(Band(low: 92, high: 1000, deadline: .max))?.index == 2)
    #expect(closures.range(0, 4) == Price(ticks: 90)...Price(ticks: 120))
    let begin = Timestamp(microseconds: 1_700_000_000_000_000)
    #expect(closures.minutes(begin, 3) == feed.tape.minutes(since: begin, before: 3))
    #expect(closures.minutes(begin, 3).map(\.volume.steps) == [3])
    closures.setSpeed(3, 0)
    #expect(feed.speed == 3)

    let ticks = PacedFeedTests.plain(tape([(0, 100), (1, 101), (2, 150), (3, 95)]))
    let band = Band(low: 90, high: 150, deadline: .max)
    #expect(try ticks.due(0, band).acting?.index == 2)
    let rest = try ticks.due(0, band)
    #expect(rest.acting == nil && rest.latest?.index == 3 && rest.rest == .ended)
    #expect(ticks.range(0, 4) == nil)
    #expect(ticks.minutes(begin, 4).isEmpty)
  }

  @Test("A simulated market tells bars of one minute of what came, also where it began later")
  func simulatedMinutes() throws {
    let market = PacedFeed(simulated: Simulated(seed: 5, instrument: bitcoin))
    #expect(market.start(from: Simulated.defaultTime + Span(seconds: 7_200)))
    let tick = try #require(market.step(outside: .closed))
    let bars = market.feed.minutes(Simulated.defaultTime, tick.index)
    #expect(bars.count == 120)
    #expect(bars.first?.start == Simulated.defaultTime)
    #expect(bars.map(\.volume.steps).reduce(0, +) == market.tape.quantities[..<tick.index].reduce(0, +))
    #expect(market.feed.minutes(tick.time, tick.index).isEmpty, "nothing of what is still to come")
  }

  /// A feed that hands out everything at once, tick by tick.
  private static func plain(_ tape: Tape) -> Feed {
    var index = 0
    return Feed(
      identity: .pipe, isPaced: false,
      next: { _ in
        guard index < tape.count else { return .ended }
        index += 1
        return .tick(tape.tick(at: index - 1))
      }, setSpeed: { _, _ in }, step: { _ in nil }, skip: { _ in nil })
  }
}
