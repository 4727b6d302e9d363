/// What `check` says about the plan's news.
extension PlanCheck {
  var newsFindings: [Finding] { newsTimes + heldByNews }

  /// How many times there are, and which comes next.
  private var newsTimes: [Finding] {
    guard let file = plan.newsFile else { return [] }
    guard let first = plan.news.first, let last = plan.news.last else {
      return [
        Finding(
          .note, .newsTimes, key: "news",
          "no time is known from \(file): no rule on news acts, and no window holds entries back")
      ]
    }
    let count = plan.news.count == 1 ? "1 time" : "\(plan.news.count) times"
    guard let now else {
      let rest = plan.news.count == 1 ? "" : ", the last \(PlanCheck.text(last))"
      return [
        Finding(
          .note, .newsTimes, key: "news",
          "\(file) tells \(count), the first \(PlanCheck.text(first))\(rest)")
      ]
    }
    guard let next = plan.news.first(where: { $0.time > now }) else {
      return [
        Finding(
          .note, .newsTimes, key: "news",
          "\(file) tells \(count), all of them past: they serve earlier recorded prices only; the last is "
            + PlanCheck.text(last))
      ]
    }
    let left = plan.news.count { $0.time > now }
    let window =
      "nothing is scaled from \(PlanCheck.text(next.windowStart)) to \(PlanCheck.text(next.windowEnd))"
    return [
      Finding(
        .note, .newsTimes, key: "news",
        "\(file) tells \(count), \(left) of them to come, the next \(PlanCheck.text(next)): \(window)")
    ]
  }

  private static func text(_ event: NewsEvent) -> String { "\(text(event.time)) \(event.text)" }

  private static func text(_ time: Timestamp) -> String { "\(time.date()) \(time.clock(seconds: false))" }

  /// An entry that the news bring within their own window waits until that has closed.
  private var heldByNews: [Finding] {
    plan.rules.enumerated().compactMap { index, rule in
      guard rule.isEntry, rule.form != .single else { return nil }
      for case .news(let span, let before) in rule.triggers {
        let windows =
          plan.news.isEmpty ? [NewsReader.window] : plan.news.map { before ? $0.before : $0.after }
        // The window holds its first moment and not its last.
        guard let window = windows.first(where: { before ? span <= $0 : span < $0 }) else { continue }
        return Finding(
          .warning, .newsHolds, rule: index,
          "rule \(index + 1) comes \(span) \(before ? "before" : "after") news, when their window "
            + "(\(window) \(before ? "before" : "after")) is open: it is held until that has closed",
          remedy: "leave more time than the window, or write single with a reason")
      }
      return nil
    }
  }
}
