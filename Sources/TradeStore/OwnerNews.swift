import Trading

/// What only a trade's owner knows, as it tells its watchers: one packet, whole or not at all.
///
/// A packet is UTF-8 text of at most 1000 bytes, a line each of key, blank and value; the order does not matter, a
/// key stands once, and an unknown one is passed over:
///
///     tranche 1                            the version of this form; another one is not read
///     trade btcusdt-20261123-1412-1
///     sequence 17                          the last event that is durable
///     tick 1234 1800000000000000 304123    the last price: position, microseconds of the feed, ticks
///     direction -1                         against the price before: -1, 0 or 1
///     size 125                             steps traded at that price; missing where nobody tells
///     feed sim seed 7
///     speed 20.0                           missing for a live feed
///     paused 1                             missing if not, like `ended`
///     ended 1
///     age 200                              milliseconds since the price came; missing for a recorded feed
///     holder program                       who holds the stop: program, venue or nobody
///     look 12                              milliseconds since the owner has last said anything to the broadcast
///     turn 3                               milliseconds since the owner's thread last went round
///     bye by q or a signal                 the owner ends, and why; this is its last packet
public struct OwnerNews: Hashable, Sendable {
  public var trade: String
  public var sequence: Int
  public var tick: Tick
  public var direction: Int
  public var size: Quantity?
  public var feed: String
  public var speed: Double?
  public var isPaused = false
  public var hasEnded = false
  /// Milliseconds; nil for a recorded feed.
  public var age: Int64?
  public var stopHolder: Snapshot.StopHolder
  /// Milliseconds between the owner's last word to its broadcast and this packet.
  public var look: Int64 = 0
  /// Milliseconds since the owner's thread last went round: it may hang while its broadcast goes on speaking.
  public var turn: Int64 = 0
  public var bye: String?

  static let longest = 1000

  public init(
    trade: String, sequence: Int, tick: Tick, direction: Int = 0, feed: String = "",
    stopHolder: Snapshot.StopHolder = .program
  ) {
    self.trade = trade
    self.sequence = sequence
    self.tick = tick
    self.direction = direction
    self.feed = feed
    self.stopHolder = stopHolder
  }

  /// What an owner tells of what it has posted. The trade goes by the name of its files.
  init(_ posted: Posted, trade: String) {
    let feed = posted.snapshot.feed
    self.init(
      trade: trade, sequence: posted.snapshot.sequence, tick: posted.tick,
      direction: posted.snapshot.lastDirection, feed: feed.name, stopHolder: posted.snapshot.stopHolder)
    size = posted.snapshot.lastSize
    speed = feed.speed
    isPaused = feed.isPaused
    hasEnded = feed.hasEnded
    age = feed.age.map { max(0, $0.microseconds / 1000) }
  }

  /// The packet.
  var packet: [UInt8] {
    var lines = [
      "tranche 1", "trade \(Self.line(trade, 64))", "sequence \(sequence)",
      "tick \(tick.index) \(tick.time.microseconds) \(tick.price.ticks)", "direction \(direction)",
      "feed \(Self.line(feed, 200))", "holder \(Self.word(stopHolder))", "look \(look)",
      "turn \(turn)",
    ]
    if let size { lines.append("size \(size.steps)") }
    if let speed { lines.append("speed \(speed)") }
    if isPaused { lines.append("paused 1") }
    if hasEnded { lines.append("ended 1") }
    if let age { lines.append("age \(age)") }
    if let bye { lines.append("bye \(Self.line(bye, 200))") }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Nil for anything but a whole packet of this version.
  init?(packet: some Collection<UInt8>) {
    guard packet.count <= Self.longest, let text = String(validating: packet, as: UTF8.self) else {
      return nil
    }
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard values.updateValue(parts.count == 2 ? parts[1] : "", forKey: parts[0]) == nil else { return nil }
    }
    guard values["tranche"] == "1", let trade = values["trade"], let tick = Self.tick(values["tick"] ?? ""),
      let sequence = values["sequence"].flatMap({ Int($0) }), sequence > 0,
      let direction = values["direction"].flatMap({ Int($0) }), (-1...1).contains(direction),
      let holder = Self.holder(values["holder"] ?? ""), let look = Self.milliseconds(values["look"]),
      let turn = Self.milliseconds(values["turn"]), let feed = values["feed"]
    else { return nil }
    self.init(
      trade: String(trade), sequence: sequence, tick: tick, direction: direction, feed: Self.line(feed, 200),
      stopHolder: holder)
    self.look = look
    self.turn = turn
    if let text = values["size"] {
      guard let steps = Int(text), (1...Quantity.largest.steps).contains(steps) else { return nil }
      size = Quantity(steps: steps)
    }
    if let text = values["speed"] {
      guard let speed = Double(text), speed.isFinite, speed > 0 else { return nil }
      self.speed = speed
    }
    if let text = values["age"] {
      guard let age = Self.milliseconds(text) else { return nil }
      self.age = age
    }
    isPaused = values["paused"] == "1"
    hasEnded = values["ended"] == "1"
    bye = values["bye"].map { Self.line($0, 200) }
  }

  /// Microseconds since 1970, up to the year 9999: nothing that anybody adds to them overflows.
  private static let times: ClosedRange<Int64> = 0...253_402_300_799_999_999

  private static func tick(_ text: Substring) -> Tick? {
    let parts = text.split(separator: " ")
    guard parts.count == 3, let index = Int(parts[0]), index >= 0, let time = Int64(parts[1]),
      times.contains(time),
      let ticks = Int(parts[2])
    else { return nil }
    let price = Price(ticks: ticks)
    return price.isPossible ? Tick(index: index, time: Timestamp(microseconds: time), price: price) : nil
  }

  /// Up to a year: nothing that anybody adds to it overflows.
  private static func milliseconds(_ text: Substring?) -> Int64? {
    guard let text, let value = Int64(text), (0...31_536_000_000).contains(value) else { return nil }
    return value
  }

  private static func word(_ holder: Snapshot.StopHolder) -> String {
    switch holder {
    case .program: "program"
    case .venue: "venue"
    case .nobody: "nobody"
    }
  }

  private static func holder(_ word: Substring) -> Snapshot.StopHolder? {
    switch word {
    case "program": .program
    case "venue": .venue
    case "nobody": .nobody
    default: nil
    }
  }

  /// Text that stays one line of at most so many bytes.
  private static func line(_ text: some StringProtocol, _ bytes: Int) -> String {
    var line = ""
    for scalar in text.unicodeScalars {
      let isPlain = scalar.value >= 0x20 && scalar.value != 0x7f
      let next = isPlain ? Character(scalar) : " "
      guard line.utf8.count + next.utf8.count <= bytes else { break }
      line.append(next)
    }
    return line
  }
}
