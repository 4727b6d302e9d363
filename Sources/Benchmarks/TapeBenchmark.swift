import Replay
import Trading

/// Ticks a second that a waiting band can be searched for on a tape.
enum TapeBenchmark {
  static func run() {
    let long = walk(count: 16_000_000)
    let short = walk(count: 400_000)
    for search in Tape.Search.allCases {
      report("a band never left, 400,000 ticks", searchRate(short, width: .max / 2, by: search), search)
    }
    for width: Int32 in [20_000, 2_000, 200] {
      for search in Tape.Search.allCases {
        report("bands of ±\(width), 16 million ticks", searchRate(long, width: width, by: search), search)
      }
    }
  }

  private static func report(_ what: String, _ rate: Double, _ search: Tape.Search) {
    print("tape, \(what), \(search): \(billions(rate)) billion ticks/s")
  }

  private static func searchRate(_ tape: Tape, width: Int32, by search: Tape.Search) -> Double {
    var passed = 0
    var hits = 0
    let clock = ContinuousClock()
    let start = clock.now
    let deadline = start + .milliseconds(500)
    while clock.now < deadline {
      var index = 0
      var band = band(around: tape.prices[0], width: width)
      while let found = tape.firstIndex(outside: band, from: index, by: search) {
        band = Self.band(around: tape.prices[found], width: width)
        index = found + 1
        hits += 1
      }
      passed += tape.count
    }
    let rate = Double(passed) / seconds(clock.now - start)
    return hits >= 0 ? rate : 0
  }

  private static func band(around price: Int32, width: Int32) -> Band {
    Band(low: max(0, price - width), high: price + width, deadline: .max)
  }

  static func walk(count: Int) -> Tape {
    var state: UInt64 = 1
    var tape = Tape()
    tape.reserveCapacity(count)
    var price: Int32 = 300_000
    var time: Int64 = 1_700_000_000_000_000
    for _ in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      price = max(1000, price + Int32((state >> 33) % 21) - 10)
      time += Int64((state >> 50) % 400_000)
      tape.append(
        time: Timestamp(microseconds: time), price: Price(ticks: Int(price)),
        quantity: Quantity(steps: Int((state >> 40) % 500)))
    }
    return tape
  }

  static func seconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  private static func billions(_ rate: Double) -> Double { (rate / 1e7).rounded() / 100 }
}
