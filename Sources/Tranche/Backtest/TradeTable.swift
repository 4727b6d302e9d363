import Replay
import Trading

/// The trades of a plan, one row each.
struct TradeTable {
  private let trades: [BacktestTrade]
  private let total: Int
  private let plan: Plan
  private let width: Int

  init(_ plan: BacktestedPlan, limit: Int, width: Int) {
    let all = plan.trades
    trades = Array(all.prefix(limit))
    total = all.count
    self.plan = plan.plan
    self.width = width
  }

  var lines: [String] {
    var lines = table
    if total > trades.count {
      let left = NumberText.grouped(String(total - trades.count))
      let what = total - trades.count == 1 ? "trade is" : "trades are"
      lines.append(
        "  \(left) \(trades.isEmpty ? "" : "more ")\(what) not shown (--trades \(total) shows all)")
    }
    return lines
  }

  private var table: [String] {
    func cells(_ cell: (BacktestTrade) -> String?) -> [String] { trades.map { cell($0) ?? "" } }
    func number(_ title: String, rank: Int = 0, _ cell: (BacktestTrade) -> String?) -> TextTable.Column {
      TextTable.Column(title: title, rank: rank, cells: cells(cell))
    }
    let isOneYear = Set(trades.compactMap { $0.report.opened?.date().prefix(4) }).count <= 1
    return TextTable([
      number("#") { "\($0.number)" },
      TextTable.Column(
        title: "opened", isNumber: false, cells: cells { TradeTable.opened($0, withYear: !isOneYear) }),
      TextTable.Column(title: "side", isNumber: false, rank: 5, cells: cells { _ in plan.side.rawValue }),
      number("in", rank: 4) { "\($0.report.lines.count { $0.isEntry })" },
      number("avg", rank: 3) { $0.report.averageEntry.map { plan.instrument.text(ticks: $0) } },
      TextTable.Column(title: "exit", isNumber: false, cells: cells { TradeTable.exit($0) }),
      number("R") { NumberText.fixed(Ratio(Int128($0.rE8), over: 100_000_000), digits: 2, signed: true) },
      number("net") { $0.net.text(signed: true) },
      number("MAE R", rank: 2) { TradeTable.e8($0.adverseE8) },
      number("MFE R", rank: 1) { TradeTable.e8($0.favourableE8) },
      number("time") { $0.time.text },
    ]).lines(width: width, keepsColumns: true)
  }

  private static func opened(_ trade: BacktestTrade, withYear: Bool) -> String? {
    trade.report.opened.map { time in
      let date = time.date()
      return (withYear ? date : String(date.dropFirst(5))) + " " + time.clock(seconds: false)
    }
  }

  /// Who sold the last of it; of the stop, whether it had been moved by then.
  private static func exit(_ trade: BacktestTrade) -> String? {
    guard let last = trade.history.fills.last else { return nil }
    guard last.source == .stop, let stop = trade.history.stops.last else { return last.label }
    switch stop.provenance {
    case .initial: return "stop"
    case .rule, .hand: return "stop moved"
    case .trail: return "trail"
    }
  }

  private static func e8(_ value: Int?) -> String? {
    value.map { NumberText.fixed(Ratio(Int128($0), over: 100_000_000), digits: 2, signed: true) }
  }
}
