/// The report of a trade as text for a terminal.
extension Trade {
  /// Lines of at most `width` columns: what it was, its result, its ledger. `feed` names where its prices came from.
  public func reportLines(feed: String, width: Int) -> [String] {
    let report = report
    return headLines(report, feed, width) + [""] + resultLines(report, width) + ledgerLines(report, width)
  }

  private func headLines(_ report: TradeReport, _ feed: String, _ width: Int) -> [String] {
    let state = isClosed ? "closed" : position.isOpen ? "open" : "waiting"
    var lines = [
      "\(opening.trade)  \(state)",
      "  \(plan.name): \(opening.mode) \(side.rawValue) \(instrument.name), \(instrument.text(total)) planned",
      "  prices from \(feed)",
    ]
    guard let opened = report.opened else { return lines }
    var time = "  first fill \(opened.utcText)"
    if let closed = report.closed {
      time +=
        ", closed \(closed.day == opened.day ? closed.clock() : closed.utcText): \((closed - opened).text)"
    }
    lines.append(time)
    if let cause = report.cause { lines += WrappedText.lines(cause, head: "  ended by: ", width: width) }
    return lines
  }

  private func resultLines(_ report: TradeReport, _ width: Int) -> [String] {
    guard report.entered > .zero else {
      return ["  nothing was ever entered"]
        + guardLines.flatMap { WrappedText.lines($0, head: "    ", width: width) }
    }
    var lines: [String] = []
    func add(_ label: String, _ parts: [String]) {
      lines += WrappedText.lines(
        parts.joined(separator: ", "),
        head: "  " + label + String(repeating: " ", count: max(1, 10 - label.count)),
        width: width)
    }
    var result = [report.net.text(signed: true)]
    if let r = report.r { result.append(NumberText.fixed(r, digits: 2, signed: true) + "R") }
    if report.riskAmount > .zero {
      let times = NumberText.fixed(report.net.ratio / report.riskAmount.ratio, digits: 2)
      result.append("\(times) × risk (the largest risk at the stop was \(report.riskAmount.text()))")
    }
    add(isClosed ? "net" : "realised", result)
    add(
      "fees",
      [
        "\((report.entryFees + report.exitFees).text()): \(report.entryFees.text()) in",
        "\(report.exitFees.text()) out",
      ] + (report.funding == .zero ? [] : ["funding \((-report.funding).text(signed: true))"]))
    if report.carried != .zero {
      add("before", ["\(report.carried.text(signed: true)) realised when the position was adopted"])
    }
    if let swing = report.swing { add("MAE", ["\(inMoneyAndR(swing.adverse, report)) at the worst price"]) }
    if let swing = report.swing {
      add("MFE", ["\(inMoneyAndR(swing.favourable, report)) at the best price" + kept(swing, report)])
    }
    var average = [report.averageEntry.map { "\(instrument.text(ticks: $0)) in" } ?? ""]
    if let exit = report.averageExit { average.append("\(instrument.text(ticks: exit)) out") }
    if let oneR { average.append("1R is \(instrument.text(Price(ticks: oneR)))") }
    add("average", average)
    add("by hand", [handWords(report)])
    for (index, line) in guardLines.enumerated() { add(index == 0 ? "guards" : "", [line]) }
    if !isClosed, let stop {
      let loss = net(stoppedAt: stop.price)
      add(
        "stop", ["\(instrument.text(stop.price)): \(words(stop.cause))", "\(loss.text(signed: true)) there"])
    }
    return lines + [""]
  }

  /// The tranches that guards refused or kept off the market, each with its reason.
  private var guardLines: [String] {
    rules.indices.filter { rules[$0].isEntry }.flatMap { index -> [String] in
      let state = rules[index]
      var lines = state.keptOffBy.sorted { $0.key.rawValue < $1.key.rawValue }.map { answering, reason in
        "\(label(index)) was kept off the market (\(answering.rawValue)): \(reason)"
      }
      if case .ended(.refused(let answering, let reason), _) = state.phase {
        lines.append("\(label(index)) was refused (\(answering.rawValue)): \(reason)")
      }
      return lines
    }
  }

  private func inMoneyAndR(_ cash: Cash, _ report: TradeReport) -> String {
    let r = report.inR(cash).map { " (" + NumberText.fixed($0, digits: 2, signed: true) + "R)" } ?? ""
    return cash.text(signed: true) + r
  }

  /// How much of the best excursion the result kept.
  private func kept(_ swing: Swing, _ report: TradeReport) -> String {
    guard isClosed, swing.favourable > .zero, report.net > .zero else { return "" }
    return
      "; \(NumberText.fixed(report.net.ratio / swing.favourable.ratio * Ratio(100), digits: 0))% of it was kept"
  }

  private func handWords(_ report: TradeReport) -> String {
    guard report.handActs > 0 else { return "nothing; \(overrideWords(report.overrides))" }
    let acts = report.handActs == 1 ? "1 act" : "\(report.handActs) acts"
    let stops = report.handMoves == 0 ? "" : ", \(report.handMoves) of them the stop"
    return "\(acts)\(stops); \(overrideWords(report.overrides))"
  }

  private func overrideWords(_ count: Int) -> String {
    switch count {
    case 0: "no guard overridden"
    case 1: "1 guard overridden"
    default: "\(count) guards overridden"
    }
  }

  private func ledgerLines(_ report: TradeReport, _ width: Int) -> [String] {
    func cells(_ cell: (TradeReport.Line) -> String) -> [String] { report.lines.map(cell) }
    return TextTable([
      TextTable.Column(title: "", isNumber: false, cells: cells { $0.isEntry ? "in" : "out" }),
      TextTable.Column(title: "what", isNumber: false, cells: cells { $0.label }),
      TextTable.Column(
        title: "share", rank: 1, cells: cells { NumberText.fixed($0.share * Ratio(100), digits: 0) + "%" }),
      TextTable.Column(title: "quantity", cells: cells { instrument.text($0.quantity) }),
      TextTable.Column(title: "price", cells: cells { instrument.text(ticks: $0.price) }),
      TextTable.Column(title: "result", cells: cells { $0.result?.text(signed: true) ?? "" }),
      TextTable.Column(
        title: "R", rank: 2, cells: cells { $0.r.map { NumberText.fixed($0, digits: 2, signed: true) } ?? "" }
      ),
      TextTable.Column(title: "fee", rank: 3, cells: cells { $0.fees.text() }),
      TextTable.Column(title: "", isNumber: false, rank: 4, cells: cells { $0.isMaker ? "maker" : "taker" }),
      TextTable.Column(title: "time", isNumber: false, cells: cells { $0.time.utcText }),
    ]).lines(width: width)
      + (report.lines.contains { $0.result != nil }
        ? WrappedText.lines(
          "result: against the average entry, the exit's own fee taken off; the entries' fees are in the net alone. "
            + "R: the price's distance from the average entry.", head: "  ", width: width) : [])
  }
}

extension FeedIdentity {
  /// For people: `the simulated market, seed 7`.
  public var text: String {
    switch self {
    case .simulated(let seed): "the simulated market, seed \(seed)"
    case .file(let path, let bytes, _, _): "\(path), \(bytes) bytes"
    case .pipe: "a pipe"
    }
  }
}
