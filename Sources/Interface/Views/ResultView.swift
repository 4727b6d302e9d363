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
    lines.append([Run("fees".padded(10), .muted), Run(result.fees.text())])
    if result.funding != .zero {
      lines.append([Run("funding".padded(10), .muted), Run((-result.funding).text(signed: true))])
    }
    lines.append([Run("because".padded(10), .muted), Run(result.cause.cut(columns - 10))])
    let isOneDay = Wording.day(result.opened) == Wording.day(result.closed)
    let times = [result.opened, result.closed].map { Wording.moment($0, isOneDay: isOneDay) }
    let span = times.joined(separator: " to ")
    lines.append([Run("open".padded(10), .muted), Run(span)])
    return Block("closed", lines)
  }
}
