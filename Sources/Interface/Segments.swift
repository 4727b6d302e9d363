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
    var chosen: [Int: Int] = [:]
    func total(_ space: Int) -> Int {
      chosen.reduce(max(0, chosen.count - 1) * space) { $0 + widths[$1.key][$1.value] }
    }
    func admit(_ index: Int) {
      guard let shortest = segments[index].variants.indices.last else { return }
      chosen[index] = shortest
      if segments[index].rank > 0, total(gap) > columns { chosen[index] = nil }
    }
    let order = ranked(segments, \.rank)
    for index in order where segments[index].rank < Segment.extra { admit(index) }
    for index in ranked(segments, \.growth) where chosen[index] != nil {
      for variant in segments[index].variants.indices {
        let before = chosen[index]
        chosen[index] = variant
        if total(gap) <= columns { break }
        chosen[index] = before
      }
    }
    for index in order where segments[index].rank >= Segment.extra { admit(index) }
    let space = total(gap) <= columns ? gap : 1
    let shown = chosen.keys.sorted()
    func runs(_ index: Int) -> [Run]? { chosen[index].map { segments[index].variants[$0] } }
    return (
      joined(shown.filter { !segments[$0].isRight }.compactMap(runs), space),
      joined(shown.filter { segments[$0].isRight }.compactMap(runs), space)
    )
  }

  static func width(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.columns } }

  private static func ranked(_ segments: [Segment], _ key: KeyPath<Segment, Int>) -> [Int] {
    segments.indices.sorted { (segments[$0][keyPath: key], $0) < (segments[$1][keyPath: key], $1) }
  }

  private static func joined(_ parts: [[Run]], _ space: Int) -> [Run] {
    Array(parts.joined(separator: [Run(String(repeating: " ", count: space))]))
  }
}
