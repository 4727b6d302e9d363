import Trading

/// What was traded at each price, what stands in the book and how price went so far, as a trade's owner tells its watchers: for display, beside
/// `OwnerNews` and less often. One packet, whole or not at all.
///
/// A packet is ASCII text of at most `longest` bytes, a line each of key, blank and whole numbers:
///
///     market 1                 the version of this form; another one is not read
///     trade btcusdt-20261123-1412-1
///     volume 10 30400 5 0 3 12 ticks a bucket holds, number of the first bucket, steps traded in each; behind a 0 it is
///                              said in how many nothing was
///     bids 304100 20 3 7       of each price, from low to high: ticks above the one before, and steps that stand there
///     asks 304105 4 1 9        the same; these three are missing where the feed tells no depth
///     whole 303000 305000      the ticks between which the book is known whole; 0 where that end is not known
///     path 60 29766700 304100 7 5 9 1 304105 2 0 1
///                              seconds a stretch lasts; of each: how many behind the one before (the first: since 1970),
///                              ticks it opened at, how many lower it went, how many higher, and how many above its
///                              lowest it closed; missing where it is not told anew
///
/// Far from the price what was traded and what stands in the book is summed up, as it is shown in rows of that many
/// ticks or more: the buckets of `volume` in tens, prices by buckets and farther away by tens of buckets. What lies
/// farthest is left out.
struct OwnerMarket: Hashable, Sendable {
  var trade: String
  var volume: VolumeProfile
  var depth: MarketDepth?
  var path: PricePath?

  static let longest = 90_000
  /// On each side of the price: buckets told one by one, and sums of ten beyond them, at most.
  private static let mostBuckets = 2_000
  private static let mostTens = 2_000
  /// On each side of the book: prices told one by one, sums of a bucket beyond them, and of ten, at most.
  private static let mostPrices = 500
  private static let mostSums = 500
  /// More ticks or steps than any price or volume has would overflow whoever adds them up.
  private static let largest = Int(Int64.max >> 16)

  init(trade: String, volume: VolumeProfile, depth: MarketDepth?, path: PricePath? = nil) {
    self.trade = trade
    self.volume = volume
    self.depth = depth
    self.path = path
  }

  /// The packet that tells what lies nearest to a price: as much of it as fits; nil if nothing does.
  func packet(near price: Price) -> [UInt8]? {
    for part in [1, 2, 4, 8] { if let packet = near(price, part: part).packet { return packet } }
    return nil
  }

  /// What a packet is made of, or a part of that.
  func near(_ price: Price, part: Int = 1) -> OwnerMarket {
    var near = self
    near.volume = volume.summed(
      beyond: Self.mostBuckets / part, of: price.ticks, most: Self.mostTens / part)
    near.depth = depth?.summed(
      beyond: Self.mostPrices / part, by: volume.bucketTicks, most: Self.mostSums / part)
    return near
  }

  // MARK: The packet

  /// Nil if it would be too long.
  var packet: [UInt8]? {
    var lines = ["market 1", "trade \(trade)"]
    let steps = Self.shortened(volume.steps)
    lines.append(Self.line("volume", [volume.bucketTicks, volume.firstBucket] + steps))
    if let depth {
      lines.append(Self.line("bids", Self.numbers(depth.bids)))
      lines.append(Self.line("asks", Self.numbers(depth.asks)))
      let ends = [depth.lowestWhole, depth.highestWhole]
      lines.append(Self.line("whole", ends.map { $0?.ticks ?? 0 }))
    }
    if let path { lines.append(Self.line("path", Self.numbers(path))) }
    let bytes = Array(lines.joined(separator: "\n").utf8)
    return bytes.count <= Self.longest ? bytes : nil
  }

  private static func line(_ key: String, _ numbers: [Int]) -> String {
    ([key] + numbers.map(String.init)).joined(separator: " ")
  }

  /// Zeros that follow each other as one, and how many they are.
  private static func shortened(_ steps: [Int]) -> [Int] {
    var numbers: [Int] = []
    var zeros = 0
    for step in steps {
      if step == 0 {
        zeros += 1
        continue
      }
      if zeros > 0 { numbers += [0, zeros] }
      zeros = 0
      numbers.append(step)
    }
    return zeros > 0 ? numbers + [0, zeros] : numbers
  }

  /// Nil if that would be more buckets than an owner tells of.
  private static func lengthened(_ numbers: ArraySlice<Int>) -> [Int]? {
    var steps: [Int] = []
    var isCount = false
    for number in numbers {
      if isCount {
        guard number > 0, steps.count + number <= mostTold else { return nil }
        steps += repeatElement(0, count: number)
        isCount = false
      } else if number == 0 {
        isCount = true
      } else {
        steps.append(number)
      }
    }
    return isCount || steps.count > mostTold ? nil : steps
  }

  private static let mostTold = 2 * (mostBuckets + 10 * mostTens) + 100

  private static func numbers(_ path: PricePath) -> [Int] {
    var before: Int64 = 0
    let stretches = path.stretches.flatMap { stretch -> [Int] in
      defer { before = stretch.number }
      let (open, low) = (stretch.open.ticks, stretch.low.ticks)
      return [
        Int(stretch.number - before), open, open - low, stretch.high.ticks - open, stretch.close.ticks - low,
      ]
    }
    return [Int(path.span.microseconds / 1_000_000)] + stretches
  }

  private static func path(_ numbers: [Int]) -> PricePath? {
    guard let seconds = numbers.first, seconds <= 1_000_000, numbers.count % 5 == 1 else { return nil }
    var number: Int64 = 0
    var stretches: [(number: Int64, open: Price, low: Price, high: Price, close: Price)] = []
    for first in stride(from: 1, to: numbers.count, by: 5) {
      let one = numbers[first..<first + 5].map { $0 }
      number += Int64(one[0])
      guard stretches.count < PricePath.most, number <= Int64(largest) else { return nil }
      let low = one[1] - one[2]
      stretches.append(
        (
          number, Price(ticks: one[1]), Price(ticks: low), Price(ticks: one[1] + one[3]),
          Price(ticks: low + one[4])
        ))
    }
    return PricePath(span: Span(seconds: Int64(seconds)), stretches: stretches)
  }

  private static func numbers(_ side: MarketDepth.Side) -> [Int] {
    var before = 0
    return side.levels.flatMap { level in
      defer { before = level.price.ticks }
      return [level.price.ticks - before, level.quantity.steps]
    }
  }

  /// Nil for anything but a whole packet of this version.
  init?(packet: some Collection<UInt8>) {
    guard packet.count <= Self.longest else { return nil }
    var lines: [String: [UInt8]] = [:]
    for line in packet.split(separator: UInt8(ascii: "\n")) {
      let key = line.prefix { $0 != UInt8(ascii: " ") }
      let rest = Array(line.dropFirst(key.count + 1))
      guard lines.updateValue(rest, forKey: String(decoding: key, as: UTF8.self)) == nil else { return nil }
    }
    guard lines["market"] == Array("1".utf8),
      let trade = lines["trade"].flatMap({ String(validating: $0, as: UTF8.self) }),
      let volume = lines["volume"].flatMap(Self.numbers).flatMap(Self.volume)
    else { return nil }
    self.init(trade: trade, volume: volume, depth: nil)
    if let path = lines["path"] {
      guard let told = Self.numbers(path).flatMap(Self.path) else { return nil }
      self.path = told
    }
    guard lines["bids"] != nil || lines["asks"] != nil else { return }
    var depth = MarketDepth()
    guard let bids = lines["bids"].flatMap(Self.numbers), let asks = lines["asks"].flatMap(Self.numbers),
      let ends = lines["whole"].flatMap(Self.numbers), ends.count == 2,
      Self.fill(&depth.bids, bids), Self.fill(&depth.asks, asks)
    else { return nil }
    depth.lowestWhole = ends[0] > 0 ? Price(ticks: ends[0]) : nil
    depth.highestWhole = ends[1] > 0 ? Price(ticks: ends[1]) : nil
    self.depth = depth
  }

  private static func volume(_ numbers: [Int]) -> VolumeProfile? {
    guard numbers.count >= 2, (1...1_000_000).contains(numbers[0]), numbers[1] <= largest / numbers[0] else {
      return nil
    }
    guard let steps = lengthened(numbers.dropFirst(2)) else { return nil }
    return VolumeProfile(bucketTicks: numbers[0], firstBucket: numbers[1], steps: steps)
  }

  /// False if these are no prices.
  private static func fill(_ side: inout MarketDepth.Side, _ numbers: [Int]) -> Bool {
    guard numbers.count.isMultiple(of: 2) else { return false }
    var ticks = 0
    for index in stride(from: 0, to: numbers.count, by: 2) {
      ticks += numbers[index]
      let steps = numbers[index + 1]
      guard Price(ticks: ticks).isPossible, (1...Quantity.largest.steps).contains(steps) else { return false }
      side.set(Price(ticks: ticks), Quantity(steps: steps))
    }
    return true
  }

  /// Whole numbers from zero with a blank between them; nil for anything else.
  private static func numbers(_ bytes: [UInt8]) -> [Int]? {
    var numbers: [Int] = []
    var number: Int?
    for byte in bytes {
      if byte == UInt8(ascii: " ") {
        guard let whole = number else { return nil }
        numbers.append(whole)
        number = nil
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        let next = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
        guard next <= largest else { return nil }
        number = next
      }
    }
    guard let number else { return bytes.isEmpty ? [] : nil }
    return numbers + [number]
  }
}

extension VolumeProfile {
  /// So many buckets on each side of a price as they are, and `most` sums of ten beyond them, each in the first of its
  /// ten buckets.
  fileprivate func summed(beyond exact: Int, of ticks: Int, most: Int) -> VolumeProfile {
    func ten(_ bucket: Int) -> Int { bucket / 10 * 10 }
    let middle = ticks / bucketTicks
    let near = ten(max(0, middle - exact))..<ten(middle + exact) + 10
    let end = min(firstBucket + steps.count, near.upperBound + 10 * most)
    let first = max(firstBucket, near.lowerBound - 10 * most)
    guard first < end else { return VolumeProfile(bucketTicks: bucketTicks) }
    guard !(near.contains(firstBucket) && near.contains(firstBucket + steps.count - 1)) else { return self }
    let begin = near.contains(first) ? first : ten(first)
    var sums = [Int](repeating: 0, count: end - begin)
    for bucket in first..<end {
      sums[(near.contains(bucket) ? bucket : ten(bucket)) - begin] += steps[bucket - firstBucket]
    }
    return VolumeProfile(bucketTicks: bucketTicks, firstBucket: begin, steps: sums)
  }
}

extension MarketDepth {
  /// The best `exact` prices of each side as they are, beyond them `most` sums of `ticks` prices each, and as many of
  /// ten times that; what was cut off is no longer known.
  fileprivate func summed(beyond exact: Int, by ticks: Int, most: Int) -> MarketDepth {
    var part = self
    // A sum stands at the end of its prices that lies away from the market, so that it meets no price told before.
    let low = MarketDepth.fill(&part.bids, bids.levels.reversed(), exact, ticks, most) { $0 / $1 * $1 }
    let high = MarketDepth.fill(&part.asks, asks.levels, exact, ticks, most) { $0 / $1 * $1 + $1 - 1 }
    if let low { part.lowestWhole = max(low, lowestWhole ?? low) }
    if let high { part.highestWhole = min(high, highestWhole ?? high) }
    return part
  }

  /// Fills a side anew, the best price first. Returns the last price that is told whole if some were cut off.
  private static func fill(
    _ side: inout Side, _ levels: some Collection<Level>, _ exact: Int, _ ticks: Int, _ most: Int,
    place: (_ ticks: Int, _ unit: Int) -> Int
  ) -> Price? {
    guard levels.count > exact else { return nil }
    side.clear()
    for level in levels.prefix(exact) { side.set(level.price, level.quantity) }
    var sum = Level(price: Price(ticks: 0), quantity: .zero)
    var (count, unit) = (0, ticks)
    for level in levels.dropFirst(exact) {
      if place(level.price.ticks, unit) != sum.price.ticks {
        guard count < 2 * most else { return sum.price }
        if count == most { unit = 10 * ticks }
        count += 1
        sum = Level(price: Price(ticks: place(level.price.ticks, unit)), quantity: .zero)
      }
      sum.quantity = min(sum.quantity + level.quantity, .largest)
      // A price that is possible has its sum at one that is.
      side.set(Price(ticks: max(1, sum.price.ticks)), sum.quantity)
    }
    return nil
  }
}
