import Trading

/// The loops over a column of prices. All positions are offsets into the buffer that is passed.
enum TapeSearch {
  /// The price edges of a band, brought to what a price column can hold: prices are positive, so edges below
  /// zero mean the same as zero, and the differences below cannot overflow.
  struct Edges {
    let low: Int32
    let high: Int32

    init(_ band: Band) {
      low = max(0, band.low)
      high = max(0, band.high)
    }
  }

  struct Bounds {
    var low: Int32
    var high: Int32

    mutating func include(low otherLow: Int32, high otherHigh: Int32) {
      low = min(low, otherLow)
      high = max(high, otherHigh)
    }
  }

  /// The first position in `from..<to` at or beyond an edge, or `to`; one tick after another.
  static func loop(
    _ prices: UnsafeBufferPointer<Int32>, outside edges: Edges, from: Int, to: Int
  ) -> Int {
    guard from < to, let base = prices.baseAddress else { return to }
    var index = from
    while index < to {
      let price = base[index]
      if price <= edges.low || price >= edges.high { return index }
      index &+= 1
    }
    return to
  }

  /// The same, 64 ticks at a time: with the lower edge taken off, one unsigned comparison tells both edges,
  /// and the answers of 64 ticks are gathered before anything branches. Without unsigned comparison in the
  /// baseline instruction set, both sides are moved down by 2^31 and compared signed.
  static func simd(
    _ prices: UnsafeBufferPointer<Int32>, outside edges: Edges, from: Int, to: Int
  ) -> Int {
    guard from < to, let base = prices.baseAddress else { return to }
    let inside = Int(edges.high) - Int(edges.low) - 1
    guard inside > 0 else { return from }
    let floor = SIMD16<Int32>(repeating: edges.low &+ 1 &+ Int32.min)
    let top = SIMD16<Int32>(repeating: Int32(inside - 1) &+ Int32.min)
    var index = from
    while index &+ 64 <= to {
      let raw = UnsafeRawPointer(base + index)
      let a = raw.loadUnaligned(as: SIMD16<Int32>.self) &- floor
      let b = raw.loadUnaligned(fromByteOffset: 64, as: SIMD16<Int32>.self) &- floor
      let c = raw.loadUnaligned(fromByteOffset: 128, as: SIMD16<Int32>.self) &- floor
      let d = raw.loadUnaligned(fromByteOffset: 192, as: SIMD16<Int32>.self) &- floor
      if isAnySet((a .> top) .| (b .> top) .| (c .> top) .| (d .> top)) { break }
      index &+= 64
    }
    while index &+ 16 <= to {
      let lanes = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<Int32>.self) &- floor
      if isAnySet(lanes .> top) { break }
      index &+= 16
    }
    return loop(prices, outside: edges, from: index, to: to)
  }

  @inline(__always)
  private static func isAnySet(_ mask: SIMDMask<SIMD16<Int32>>) -> Bool {
    let wide = unsafeBitCast(mask, to: SIMD8<UInt64>.self)
    let four = wide.lowHalf | wide.highHalf
    let two = four.lowHalf | four.highHalf
    return two[0] | two[1] != 0
  }

  /// Lowest and highest in `from..<to`, which must not be empty.
  static func bounds(_ prices: UnsafeBufferPointer<Int32>, from: Int, to: Int) -> Bounds {
    var low = Int32.max
    var high = Int32.min
    guard let base = prices.baseAddress else { return Bounds(low: low, high: high) }
    var index = from
    while index < to {
      low = min(low, base[index])
      high = max(high, base[index])
      index &+= 1
    }
    return Bounds(low: low, high: high)
  }
}
