import Screen

/// A part of a line. When a line is too narrow, the least important parts are left out; what room is left
/// then goes to the longer wordings, the most important first.
struct Segment {
  /// The same in several lengths, the longest first.
  var variants: [[Run]]
  /// From this rank on a part only comes in when every other has its longest wording.
  static let extra = 20

  /// Who comes first; 0 is never left out.
  var rank: Int
  /// Who gets the longer wording first; the rank, unless it says otherwise.
  var growth: Int
  /// Stands at the line's right end.
  var isRight = false

  init(_ rank: Int, grows growth: Int? = nil, _ variants: [Run]...) {
    self.rank = rank
    self.growth = growth ?? rank
    self.variants = variants.filter { !$0.isEmpty }
  }

  var right: Segment {
    var copy = self
    copy.isRight = true
    return copy
  }
}

enum Segments {
  /// The runs of a line that fits: those from the left, and those that end at the right edge.
  static func fitted(_ segments: [Segment], columns: Int, gap: Int = 3) -> (left: [Run], right: [Run]) {
    // Measured once: every part is tried in several lengths.
    let widths = segments.map { $0.variants.map(width) }
    var chosen = [Int?](repeating: nil, count: segments.count)
    func total(_ space: Int) -> Int {
      var (sum, count) = (0, 0)
      for (index, variant) in chosen.enumerated() {
        guard let variant else { continue }
        sum += widths[index][variant]
        count += 1
      }
      return sum + max(0, count - 1) * space
    }
    func admit(_ index: Int) {
      guard let shortest = segments[index].variants.indices.last else { return }
      chosen[index] = shortest
      if segments[index].rank > 0, total(gap) > columns { chosen[index] = nil }
    }
    let order = ranked(segments) { $0.rank }
    for index in order where segments[index].rank < Segment.extra { admit(index) }
    func grow(_ index: Int) {
      for variant in segments[index].variants.indices {
        let before = chosen[index]
        chosen[index] = variant
        if total(gap) <= columns { break }
        chosen[index] = before
      }
    }
    for index in ranked(segments, { $0.growth }) where chosen[index] != nil { grow(index) }
    let extras = order.filter { segments[$0].rank >= Segment.extra }
    for index in extras { admit(index) }
    for index in extras where chosen[index] != nil { grow(index) }
    let space = total(gap) <= columns ? gap : 1
    let shown = segments.indices
    func runs(_ index: Int) -> [Run]? { chosen[index].map { segments[index].variants[$0] } }
    return (
      joined(shown.filter { !segments[$0].isRight }.compactMap(runs), space),
      joined(shown.filter { segments[$0].isRight }.compactMap(runs), space)
    )
  }

  static func width(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.columns } }

  private static func ranked(_ segments: [Segment], _ key: (Segment) -> Int) -> [Int] {
    let keys = segments.map(key)
    return segments.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  private static func joined(_ parts: [[Run]], _ space: Int) -> [Run] {
    Array(parts.joined(separator: [Run(String(repeating: " ", count: space))]))
  }
}
