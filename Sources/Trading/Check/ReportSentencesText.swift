/// The report's rules as plain text, each method's sentence above the rules that it stands for.
extension PlanReport {
  func sentenceLines(_ width: Int) -> [String] {
    guard !rules.isEmpty || !methods.isEmpty else { return [] }
    var lines = ["Rules"]
    for rule in rules {
      for method in methods where method.rules.first == rule.number { lines += head(of: method, width) }
      lines += ruleLines(rule, isPart: methods.contains { $0.rules.contains(rule.number) }, width)
    }
    // One that names nothing but a runner stands for no rule.
    for method in methods where method.rules.isEmpty { lines += head(of: method, width) }
    return lines
  }

  private func head(of method: MethodSentence, _ width: Int) -> [String] {
    var brings = method.stop.map { ["stop: \($0)"] } ?? []
    if method.keepsEntries { brings.append("entries: keep") }
    let lines = WrappedText.lines(method.sentence, head: "  ", width: width)
    guard !brings.isEmpty else { return lines }
    return lines + WrappedText.lines(brings.joined(separator: ", "), head: "    brings ", width: width)
  }

  /// A method's rule stands further in than one that was written by itself.
  private func ruleLines(_ rule: Sentence, isPart: Bool, _ width: Int) -> [String] {
    let margin = isPart ? "    " : "  "
    let number =
      String(repeating: " ", count: rules.count > 9 && rule.number < 10 ? 1 : 0) + "\(rule.number)"
    return WrappedText.lines(rule.sentence, head: "\(margin)\(number)  ", width: width)
      + WrappedText.lines(rule.words, head: margin + "     ", width: width)
  }
}
