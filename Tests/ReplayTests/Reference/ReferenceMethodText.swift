/// The methods' sentences.
extension ReferencePlan {
  func text(_ method: Method) -> String {
    switch method {
    case .dca(let count, let trigger, let every, let returns, let levels):
      let way = trigger.map { " " + text($0) } ?? ""
      let again = returns.map { " returns \($0)" } ?? ""
      let lower = levels.isEmpty ? "" : " or at " + levels.map(text).joined(separator: ", ")
      return "dca \(count)\(way) every \(text(every))\(again)\(lower)"
    case .pyramid(let shares, let levels):
      let places = levels.map { $0.map(text) ?? "retest" }.joined(separator: ", ")
      return "pyramid \(text(shares: shares)) at \(places)"
    case .range(let lower, let upper, let levels, let beyond):
      let places = levels.map(text).joined(separator: ", ")
      let further = beyond.map { " beyond \(text($0))" } ?? ""
      return "range \(text(lower)) to \(text(upper)) at \(places)\(further)"
    case .single(let trigger):
      return "single " + (trigger.map { text($0) + " " } ?? "") + "because \"there is no second chance\""
    case .targets(let shares, let levels):
      let runner = shares.count > levels.count ? ["runner"] : []
      let places = (levels.map(text) + runner).joined(separator: ", ")
      return "targets \(text(shares: shares)) at \(places)"
    case .trail(let level, let distance):
      return "trail at \(text(level))" + (distance.map { " by \(text($0))" } ?? "")
    case .time(let seconds): return "time \(seconds)s"
    case .fast(let level, let seconds): return "fast \(text(level)) in \(seconds)s"
    }
  }

  private func text(shares: [Int]) -> String {
    shares.map { text(thousandths: $0) }.joined(separator: "/")
  }
}

extension ReferencePlan.Rule {
  /// Whether it says where the initial stop stands.
  var setsStop: Bool {
    if case .range? = method { return true }
    return false
  }
}
