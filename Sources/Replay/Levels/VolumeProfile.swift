import Trading

/// How much was traded at which price, in bins of equal width, and where that has its maxima.
struct VolumeProfile {
  /// The most bins; the width is the smallest of 1, 2, 5, 10, 20, 50… ticks that needs no more, so there are 80 to
  /// 200 of them once the range has 80 ticks.
  static let mostBins = 200
  /// A maximum is a node if volume falls by this share of it, or more, before a larger one comes.
  static let prominence = 0.2

  struct Node: Hashable {
    /// First and last bin; several where their volume is the same.
    var bins: ClosedRange<Int>
    var volume: Double
  }

  /// Width of a bin in ticks.
  let width: Int
  /// Number of the first bin: bins begin at multiples of their width.
  let first: Int
  /// Volume in each bin, in steps.
  private(set) var volumes: [Double]

  /// A trade's volume stands at its price, a bar's evenly over its prices.
  init(_ history: LevelHistory) {
    let low = history.range.lowerBound.ticks
    let high = history.range.upperBound.ticks
    width = VolumeProfile.width(low: low, high: high)
    first = low / width
    volumes = Array(repeating: 0, count: high / width - first + 1)
    if history.tape.kind == .trades {
      for index in 0..<history.end {
        volumes[Int(history.tape.prices[index]) / width - first] += Double(history.tape.quantities[index])
      }
    } else {
      for index in stride(from: 0, to: history.end, by: Tape.pointsPerBar) { addBar(at: index, history) }
    }
  }

  private static func width(low: Int, high: Int) -> Int {
    var decade = 1
    while true {
      for factor in [1, 2, 5] where high / (factor * decade) - low / (factor * decade) < mostBins {
        return factor * decade
      }
      decade *= 10
    }
  }

  private mutating func addBar(at index: Int, _ history: LevelHistory) {
    let next = min(index + Tape.pointsPerBar, history.end)
    guard let range = history.tape.range(from: index, to: next) else { return }
    let volume = history.tape.quantities[index..<next].reduce(0, +)
    let low = range.lowerBound.ticks
    let high = range.upperBound.ticks
    let each = Double(volume) / Double(high - low + 1)
    for bin in low / width...high / width {
      let held = min(high, (bin + 1) * width - 1) - max(low, bin * width) + 1
      volumes[bin - first] += each * Double(held)
    }
  }

  /// Volume smoothed over five bins with the weights 1 4 6 4 1.
  var smoothed: [Double] {
    func at(_ index: Int) -> Double { volumes.indices.contains(index) ? volumes[index] : 0 }
    return volumes.indices.map { index in
      let near = at(index - 1) + at(index + 1)
      let far = at(index - 2) + at(index + 2)
      return (6 * volumes[index] + 4 * near + far) / 16
    }
  }

  /// The maxima of the smoothed volume, in order of price.
  var nodes: [Node] {
    let volumes = smoothed
    var nodes: [Node] = []
    var start = 0
    while start < volumes.count {
      let top = volumes[start]
      let next = volumes[start...].firstIndex { $0 != top } ?? volumes.count
      let isMaximum =
        top > 0 && (start == 0 || volumes[start - 1] < top) && (next == volumes.count || volumes[next] < top)
      if isMaximum {
        let valley = max(
          VolumeProfile.valley(volumes[..<start].reversed(), below: top),
          VolumeProfile.valley(volumes[next...], below: top))
        if top - valley >= VolumeProfile.prominence * top {
          nodes.append(Node(bins: start + first...next - 1 + first, volume: top))
        }
      }
      start = next
    }
    return nodes
  }

  /// The least volume on the way to a larger one; nothing where none is larger.
  private static func valley(_ way: some Sequence<Double>, below top: Double) -> Double {
    var least = top
    for volume in way {
      if volume > top { return least }
      least = min(least, volume)
    }
    return 0
  }

  /// The prices of some bins.
  func prices(_ bins: ClosedRange<Int>) -> ClosedRange<Price> {
    Price(ticks: max(1, bins.lowerBound * width))...Price(ticks: (bins.upperBound + 1) * width - 1)
  }
}

/// Where most was traded: `node.1` has the largest volume.
enum NodeLevels {
  static let most = 5

  static func add(to levels: inout TapeLevels, _ history: LevelHistory) {
    let profile = VolumeProfile(history)
    levels.bin = profile.width
    let last = history.last.price.ticks
    let found = profile.nodes.compactMap { node -> (price: Price, node: VolumeProfile.Node)? in
      let middle = Ratio(
        Int128(node.bins.lowerBound + node.bins.upperBound + 1) * Int128(profile.width) - 1, over: 2)
      return history.rounded(middle).map { ($0, node) }
    }
    // Of equals the nearest, then the one in the trade's direction: the same whichever way the chart is turned.
    let sorted = found.sorted { left, right in
      if left.node.volume != right.node.volume { return left.node.volume > right.node.volume }
      let distances = (abs(left.price.ticks - last), abs(right.price.ticks - last))
      if distances.0 != distances.1 { return distances.0 < distances.1 }
      return left.price.ticks * history.side.sign > right.price.ticks * history.side.sign
    }
    for (index, found) in sorted.prefix(most).enumerated() {
      levels.add(
        "node.\(index + 1)", found.price, .volume(profile.prices(found.node.bins)), since: 0, history)
    }
    if sorted.isEmpty { levels.miss(["node.1"], .noVolume) }
  }
}
