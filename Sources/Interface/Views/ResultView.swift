import Trading

/// How a closed trade ended.
enum ResultView {
  static func block(_ result: TradeResult, _ scene: Scene, columns: Int) -> Block {
    let role = scene.moneyRole(result.net)
    let r = result.r
    var lines: [[Run]] = [
      [Run("net".padded(10), .muted), Run(result.net.text(signed: true), role)],
      [
        Run("".padded(10)), Run(Wording.r(r), role),
        Run(columns >= 46 ? " of distance, on all entered" : "", .muted),
      ],
    ]
    if let risk = Wording.risk(result.net, result.riskAmount) {
      let amount = " (\(result.riskAmount.text()) at risk)"
      let fits = 10 + risk.count + amount.count <= columns
      lines.append([Run("".padded(10)), Run(risk), Run(fits ? amount : "", .muted)])
    }
    if let swing = scene.snapshot.report?.swing { lines += excursion(swing, scene, columns: columns) }
    lines.append([Run("fees".padded(10), .muted), Run(result.fees.text())])
    if result.funding != .zero {
      lines.append([Run("funding".padded(10), .muted), Run((-result.funding).text(signed: true))])
    }
    lines.append([Run("because".padded(10), .muted), Run(result.cause.cut(columns - 10))])
    let isOneDay = result.opened.day == result.closed.day
    let times = [result.opened, result.closed].map { Wording.moment($0, isOneDay: isOneDay) }
    let span = times.joined(separator: " to ")
    lines.append([Run("open".padded(10), .muted), Run(span)])
    if let report = scene.snapshot.report { lines += hand(report) }
    return Block("closed", lines)
  }

  /// How far it went against and for its holder.
  private static func excursion(_ swing: Swing, _ scene: Scene, columns: Int) -> [[Run]] {
    [("MAE", swing.adverse), ("MFE", swing.favourable)].map { label, cash in
      var runs = [
        Run(label.padded(10), .muted), Run(cash.text(signed: true), scene.moneyRole(cash)),
      ]
      let r = scene.snapshot.report?.inR(cash).map { " " + Wording.r($0) } ?? ""
      if Segments.width(runs) + r.count <= columns { runs.append(Run(r, .muted)) }
      return runs
    }
  }

  private static func hand(_ report: TradeReport) -> [[Run]] {
    let acts = report.handActs == 0 ? "nothing" : "\(report.handActs)"
    let stops = report.handMoves == 0 ? "" : ", \(report.handMoves) of the stop"
    let line = [Run("by hand".padded(10), .muted), Run(acts + stops)]
    guard report.overrides > 0 else { return [line] }
    let guards = report.overrides == 1 ? "1 guard" : "\(report.overrides) guards"
    return [line, [Run("overrode".padded(10), .muted), Run(guards, .warning)]]
  }
}
