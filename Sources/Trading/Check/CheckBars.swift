/// What `check` says about rules that look at bars.
extension PlanCheck {
  /// One for each frame: who looks at its bars, and how many must have finished first.
  var barFindings: [Finding] {
    plan.barNeeds.compactMap { need in
      let rules = plan.rules.indices.filter { plan.rules[$0].barNeeds.contains { $0.frame == need.frame } }
      let keys = distances.filter { $0.distance.atr?.frame == need.frame }.map(\.key)
      guard let subject = PlanCheck.subject(rules, keys) else { return nil }
      let gauges = need.gauges.filter { $0 != .velocity }
      let bars = gauges.map(\.warmUp).max() ?? 1
      let span = Span(seconds: Int64(bars) * Int64(need.frame.minutes) * 60).text
      let names = gauges.isEmpty ? "" : " (\(gauges.map(\.description).joined(separator: ", ")))"
      let isOne = rules.count + keys.count == 1
      let waits = keys.contains("stop") ? "no entry begins to wait" : "what needs it waits"
      let until =
        gauges.isEmpty
        ? "only one that has ended counts"
        : "nothing is known before \(bars) have finished (\(span) of prices), and until then \(waits)"
      return Finding(
        .note, .looksAtBars, rule: keys.isEmpty ? rules.first : nil, key: keys.first,
        "\(subject) \(isOne ? "looks" : "look") at bars of \(need.frame)\(names): \(until)")
    }
  }

  /// The header's distances, with their keys.
  private var distances: [(key: String, distance: Distance)] {
    var found = [(key: "room", distance: plan.room)]
    if let chase = plan.chase { found.append(("chase", chase)) }
    switch plan.stop {
    case .distance(let distance): found.insert(("stop", distance), at: 0)
    case .level(let level):
      if let distance = level.offset?.distance { found.insert(("stop", distance), at: 0) }
    }
    return found
  }

  /// `rules 3 and 6`, `the stop`, `rule 3, the stop and room`; nil for nobody.
  private static func subject(_ rules: [Int], _ keys: [String]) -> String? {
    let numbers = rules.map { "\($0 + 1)" }
    let names = keys.map { $0 == "stop" ? "the stop" : $0 }
    guard let first = numbers.first else { return names.isEmpty ? nil : list(names) }
    return list((numbers.count == 1 ? ["rule \(first)"] : ["rules \(first)"] + numbers.dropFirst()) + names)
  }

  private static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Without recorded prices nothing tells how far a stop in average ranges is.
  var stopWithoutValue: Finding {
    let words =
      switch plan.stop {
      case .distance(let distance): distance.description
      case .level(let level): level.description
      }
    return Finding(
      .note, .needsBars, key: "stop",
      "the stop (\(words)) counts in average ranges, which bars tell: for the tables give recorded prices "
        + "(--feed FILE) that hold enough of them")
  }
}

extension Gauge {
  /// Finished bars from which on it says something; a swing may need more.
  var warmUp: Int {
    switch self {
    case .indicator(.ema(let length)), .indicator(.sma(let length)), .atr(let length): length
    case .indicator(.swing(let length)): 2 * length + 1
    case .velocity: VelocityMeter.length + 1
    }
  }
}

extension Distance {
  /// What it says where it counts in average ranges.
  var atr: (multiple: Decimal18, length: Int, frame: Frame)? {
    if case .atr(let multiple, let length, let frame) = self { (multiple, length, frame) } else { nil }
  }
}
