/// The normal form of a method's sentence; what is printed here parses back to the same method.
extension Method: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dca(let parts, let first, let every, let returns, let levels):
      var text = "dca \(parts)"
      if !first.isEmpty { text += " " + first.map(\.description).joined(separator: " or ") }
      text += " every \(every)"
      if let returns { text += " returns \(returns)" }
      return levels.isEmpty ? text : text + " or at " + Method.list(levels)
    case .pyramid(let shares, let steps):
      let places = steps.map { step in
        switch step {
        case .onBreak(let level): level.description
        case .retest: "retest"
        }
      }
      return "pyramid \(Method.shares(shares)) at " + places.joined(separator: ", ")
    case .range(let low, let high, let prices, let beyond):
      return "range \(low) to \(high) at \(Method.list(prices))" + (beyond.map { " beyond \($0)" } ?? "")
    case .targets(let shares, let levels, let runs):
      let places = levels.map(\.description) + (runs ? ["runner"] : [])
      return "targets \(Method.shares(shares)) at " + places.joined(separator: ", ")
    case .trail(let level, let distance):
      return "trail at \(level)" + (distance.map { " by \($0)" } ?? "")
    case .time(let span): return "time \(span)"
    case .fast(let level, let span): return "fast \(level) in \(span)"
    }
  }

  private static func shares(_ shares: [Decimal18]) -> String {
    shares.map(\.description).joined(separator: "/")
  }

  private static func list(_ levels: [Level]) -> String {
    levels.map(\.description).joined(separator: ", ")
  }
}
