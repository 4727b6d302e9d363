import Trading

/// How a closed trade ended.
enum ResultView {
  static func block(_ result: TradeResult, _ scene: Scene, columns: Int) -> Block {
    let role = scene.moneyRole(result.net)
    let r = Ratio(Int128(result.rE8), over: 100_000_000)
    var lines: [[Run]] = [
      [Run("net".padded(10), .muted), Run(result.net.text(signed: true), role)],
      [
        Run("".padded(10)), Run(Wording.r(r), role),
        Run(" of distance, on all entered".cut(columns - 17), .muted),
      ],
    ]
    if let risk = Wording.risk(result.net, result.riskAmount) {
      lines.append([Run("".padded(10)), Run(risk), Run(" (\(result.riskAmount.text()) at risk)", .muted)])
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
    if let report = scene.snapshot.report { lines.append(hand(report, columns: columns)) }
    return Block("closed", lines)
  }

  /// How far it went against and for its holder.
  private static func excursion(_ swing: Swing, _ scene: Scene, columns: Int) -> [[Run]] {
    [("MAE", swing.adverse), ("MFE", swing.favourable)].map { label, cash in
      var runs = [
        Run(label.padded(10), .muted), Run(cash.text(signed: true), scene.moneyRole(cash)),
      ]
      if let r = scene.snapshot.report?.inR(cash) { runs.append(Run(" " + Wording.r(r), .muted)) }
      return runs
    }
  }

  private static func hand(_ report: TradeReport, columns: Int) -> [Run] {
    let acts = report.handActs == 0 ? "nothing" : "\(report.handActs)"
    let stops = report.handMoves == 0 ? "" : ", \(report.handMoves) of the stop"
    let overrides = report.overrides == 0 ? "" : ", \(report.overrides) overridden"
    return [
      Run("by hand".padded(10), .muted), Run((acts + stops + overrides).cut(columns - 10)),
    ]
  }
}
