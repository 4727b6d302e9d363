import Glibc
import TerminalTesting

/// Prices that wander about 30,000 and never far, the same at every run: whatever a benchmark does with them, a trade
/// whose stop and targets are farther off stays open.
struct PriceWalk {
  private var state: UInt64 = 1
  /// In steps of a tenth.
  private var price = 300_000

  /// The next price and quantity, as an exchange writes them.
  mutating func next() -> (price: String, quantity: String) {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    price = min(302_000, max(298_000, price + Int((state >> 33) % 11) - 5))
    let steps = Int((state >> 50) % 400) + 1
    let digits = String(steps)
    return ("\(price / 10).\(price % 10)", "0.\(String(repeating: "0", count: 3 - digits.count))\(digits)")
  }

  /// Rows of the layout `trades` at so many a second, evenly, for so many seconds.
  static func trades(perSecond rate: Int, seconds: Int) -> String {
    var walk = PriceWalk()
    var text = "id,price,qty,quote_qty,time,is_buyer_maker\n"
    text.reserveCapacity((rate * seconds + 1) * 64)
    for index in 0...(rate * seconds) {
      let (price, quantity) = walk.next()
      let time = 1_723_000_000_000 + index * 1000 / rate
      text += "\(5_266_583_935 + index),\(price),\(quantity),100.00,\(time),\(index % 3 == 0)\n"
    }
    return text
  }
}

/// Writes lines into a pipe at a rate, as a program would that hears an exchange: what has come together within ten
/// milliseconds is written together.
final class PriceWriter {
  /// The end that a program reads.
  let input: Int32
  private let output: Int32
  private let rate: Int
  private var walk = PriceWalk()
  private var begun: Double?
  private var lastAt = 0.0
  private var count = 0
  /// What the pipe did not take.
  private var rest: [UInt8] = []
  /// The most bytes that ever waited for the reader.
  private(set) var mostBehind = 0

  private static let batch = 0.01

  init(perSecond rate: Int) throws {
    self.rate = rate
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CallFailed("pipe") }
    (input, output) = (ends[0], ends[1])
    // No program but the one it is for may hold it open. The reader's end keeps waiting, as pipes do.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    // A reader that has gone must not end the benchmarks.
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    close(input)
    close(output)
  }

  func forget() { mostBehind = rest.count }

  /// Milliseconds until the next lines are due.
  var pause: Int32 {
    guard let begun else { return 0 }
    let due = max(begun + Double(count) / Double(rate), lastAt + Self.batch)
    return Int32(max(0, ((due - now()) * 1000).rounded(.up)))
  }

  /// Writes what is due by now; the clock begins with the first.
  func write() {
    let time = now()
    let begun = begun ?? time
    self.begun = begun
    guard time - lastAt >= Self.batch else { return }
    lastAt = time
    let due = Int((time - begun) * Double(rate)) + 1
    var clock = timespec()
    clock_gettime(CLOCK_REALTIME, &clock)
    let milliseconds = clock.tv_sec * 1000 + clock.tv_nsec / 1_000_000
    while count < due {
      let (price, quantity) = walk.next()
      rest += "\(milliseconds),\(price),\(quantity)\n".utf8
      count += 1
    }
    guard !rest.isEmpty else { return }
    let written = Glibc.write(output, rest, rest.count)
    if written > 0 { rest.removeFirst(written) }
    mostBehind = max(mostBehind, rest.count)
  }
}
