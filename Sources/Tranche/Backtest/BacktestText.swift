import Replay
import Screen
import Trading

/// A backtest as text: one trade as `tranche show` tells it, many as a table and their totals, several plans side by
/// side.
struct BacktestText {
  private let work: BacktestWork
  private let limit: Int
  private let width: Int

  init(_ work: BacktestWork, trades limit: Int, width: Int) {
    self.work = work
    self.limit = limit
    self.width = width
  }

  /// Lines of at most the width that was given.
  var lines: [String] {
    let told: [String]
    if work.isComparison {
      told = head + ComparisonText(work.all, width: width).lines
    } else if let only {
      told = self.only(only)
    } else {
      told = head + TradeTable(work.first, limit: limit, width: width).lines + totals
    }
    return told + notes
  }

  /// The one trade in which something was entered, or the first one where there was none.
  private var only: Trade? {
    guard work.first.totals.trades < 2, limit > 0 else { return nil }
    let candidates = work.first.runs.compactMap(\.only)
    return candidates.first { $0.position.entered > .zero } ?? candidates.first
  }

  // MARK: heads

  private var head: [String] {
    let plan = work.first.plan
    let how =
      work.isComparison
      ? "\(work.all.count) plans, each from where a trade of the first began"
      : plan.repeats ? "trade after trade" : "one trade a file"
    let what = "\(plan.side.rawValue) \(plan.instrument.name), \(size(plan)), \(how)"
    return wrapped("\(SafeText.line(plan.name)): \(what)", head: "") + tapes + [""]
  }

  private func size(_ plan: Plan) -> String {
    switch plan.size {
    case .quantity(let quantity): "\(plan.instrument.text(quantity)) planned"
    case .risk(let cash): "risk \(cash.text())"
    case .riskShare(let rate): "risk \(NumberText.fixed(rate.ratio * Ratio(100), digits: 2))%"
    }
  }

  private var tapes: [String] {
    work.tapes.flatMap { tape -> [String] in
      guard let first = tape.first, let last = tape.last else {
        return wrapped("\(tape.name): no price between --from and --to", head: "  ")
      }
      let count = tape.bars.map { "\(NumberText.grouped(String($0))) bars" }
      let prices = count ?? "\(NumberText.grouped(String(tape.points))) prices"
      return wrapped(
        "\(tape.name): \(prices), \(first.time.utcText) to \(last.time.utcText)", head: "  ")
    }
  }

  private func wrapped(_ text: String, head: String) -> [String] {
    WrappedText.lines(text, head: head, width: width)
  }

  // MARK: one trade

  private func only(_ trade: Trade) -> [String] {
    let feed = trade.opening.feed
    let name = work.tapes.first { $0.identity == feed }?.name
    var lines = trade.reportLines(feed: name ?? feed.text, width: width) + [""] + tapes
    if let told = work.first.trades.first, !told.history.stops.isEmpty {
      lines += ["", "stop"]
      for stop in told.history.stops {
        lines += wrapped(
          stop.cause, head: "  \(stop.tick.time.utcText)  \(trade.instrument.text(stop.price))  ")
      }
    }
    let others = work.first.totals.nothingEntered - (work.first.totals.trades == 0 ? 1 : 0)
    if others > 0 {
      lines += ["", "\(others) more \(others == 1 ? "trade" : "trades") began, and nothing was entered"]
    }
    return lines
  }

  // MARK: totals

  private var totals: [String] {
    ["", "totals"]
      + TotalsText(work.first.totals).parts.flatMap { label, text in
        wrapped(text, head: "  " + label.padded(to: 10))
      }
  }

  private var notes: [String] {
    guard work.tapes.contains(where: { $0.kind == .bars }) else { return [] }
    return [""]
      + wrapped(
        "A bar was walked through open, adverse extreme, favourable extreme, close, and every tick between: the "
          + "order inside a bar is not known, and only its open can gap.", head: "")
  }
}
