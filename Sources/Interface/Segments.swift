import Screen

/// A part of a line. When a line is too narrow, parts are shortened and then dropped, the highest rank first.
struct Segment {
  /// The same in several lengths, the longest first.
  var variants: [[Run]]
  /// 0 is never dropped.
  var rank: Int

  init(_ rank: Int, _ variants: [Run]...) {
    self.rank = rank
    self.variants = variants.filter { !$0.isEmpty }
  }
}

enum Segments {
  /// The runs of a line that fits, with `gap` blanks between segments.
  static func fitted(_ segments: [Segment], columns: Int, gap: Int = 3) -> [Run] {
    var left = segments.filter { !$0.variants.isEmpty }
    while width(left, gap) > columns, let index = weakest(left) {
      if left[index].variants.count > 1 {
        left[index].variants.removeFirst()
      } else {
        left.remove(at: index)
      }
    }
    let space = width(left, gap) > columns ? 1 : gap
    var runs: [Run] = []
    for segment in left {
      if !runs.isEmpty { runs.append(Run(String(repeating: " ", count: space))) }
      runs += segment.variants[0]
    }
    return runs
  }

  static func width(_ runs: [Run]) -> Int { runs.reduce(0) { $0 + $1.columns } }

  private static func width(_ segments: [Segment], _ gap: Int) -> Int {
    segments.reduce(max(0, segments.count - 1) * gap) { $0 + width($1.variants[0]) }
  }

  /// The segment that gives way next; nil when nothing may.
  private static func weakest(_ segments: [Segment]) -> Int? {
    let yielding = segments.indices.filter { segments[$0].rank > 0 || segments[$0].variants.count > 1 }
    return yielding.max { (segments[$0].rank, $0) < (segments[$1].rank, $1) }
  }
}
