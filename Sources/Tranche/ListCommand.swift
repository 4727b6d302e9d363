import ArgumentParser
import Foundation
import Glibc
import TradeStore
import Trading

/// Shows the trades.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the trades, open and closed.")

  @Flag(help: "As JSON, amounts as decimal strings.")
  var json = false

  /// What a script reads.
  private struct Line: Codable {
    var trade: String
    var plan: String
    var instrument: String
    var side: String
    var state: String
    var open: String
    var planned: String
    var stop: String?
    var atStop: Cash?
    var net: Cash?
    /// The result in R, two decimals.
    var r: String?
    var cause: String?
    /// When the first tranche filled, and the trade closed: the feed's time.
    var firstFill: String?
    var closed: String?
    var owner: String?
    var ownerPid: Int32?
    var problem: String?
  }

  func run() {
    reporting {
      let folder = try TradeFolder(path: try TradeFolder.statePath())
      let lines = try folder.list().map(line)
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(lines), as: UTF8.self))
      } else if lines.isEmpty {
        say("no trades yet; tranche opens one")
      } else {
        say(text(lines))
        let risk = lines.compactMap(\.atStop).reduce(Cash.zero) { $0 + min($1, .zero) }
        if lines.contains(where: { $0.atStop != nil }) {
          say("at risk at the stops together: \(risk.text(signed: true))")
        }
        let alone = lines.count { $0.stop != nil && $0.ownerPid == nil }
        if alone > 0 {
          say(alone == 1 ? "1 open, and nobody watches it" : "\(alone) open, and nobody watches them")
        }
      }
      if lines.contains(where: { $0.state == "unreadable" }) { Glibc.exit(Failure.Status.failed.rawValue) }
    }
  }

  private func line(_ files: TradeFiles) -> Line {
    let told: ToldTrade
    do {
      told = try StoredTrades.read(files)
    } catch {
      let neverBegan = StoredTrades.neverBegan(error)
      return Line(
        trade: files.id, plan: "", instrument: "", side: "",
        state: neverBegan ? "never opened" : "unreadable",
        open: "", planned: "",
        problem: neverBegan
          ? "it holds no event: the program was killed before its first price, or the file beside it (-wal) is missing"
          : "\(error)")
    }
    let trade = told.trade
    let owner = TradeLock.holder(of: files)
    let report = trade.report
    let atStop = trade.stop.map { trade.net(stoppedAt: $0.price) }
    let isOpen = trade.position.isOpen
    return Line(
      trade: files.id, plan: trade.plan.name, instrument: trade.instrument.symbol, side: trade.side.rawValue,
      state: trade.isClosed ? "closed" : isOpen ? "open" : "waiting",
      open: trade.instrument.text(trade.position.open, marks: !json),
      planned: trade.instrument.text(trade.total, marks: !json),
      stop: isOpen ? trade.stop.map { trade.instrument.text($0.price, marks: !json) } : nil,
      atStop: isOpen ? atStop : nil,
      net: trade.result?.net,
      r: trade.isClosed ? report.r.map { NumberText.plain($0, digits: 2) } : nil, cause: trade.result?.cause,
      firstFill: report.opened?.isoText, closed: report.closed?.isoText, owner: owner.map { "\($0)" },
      ownerPid: owner?.pid)
  }

  /// One row a trade; those that cannot be shown so, below.
  private func text(_ lines: [Line]) -> String {
    let shown = lines.filter { $0.problem == nil }
    func cells(_ cell: (Line) -> String?) -> [String] { shown.map { cell($0) ?? "" } }
    let table = TextTable([
      TextTable.Column(title: "trade", isNumber: false, cells: cells { $0.trade }),
      TextTable.Column(title: "state", isNumber: false, cells: cells { $0.state }),
      TextTable.Column(title: "side", isNumber: false, rank: 2, cells: cells { $0.side }),
      TextTable.Column(title: "instrument", isNumber: false, rank: 6, cells: cells { $0.instrument }),
      TextTable.Column(title: "open", cells: cells { $0.state == "closed" ? "" : $0.open }),
      TextTable.Column(title: "of", rank: 4, cells: cells { $0.state == "closed" ? "" : $0.planned }),
      TextTable.Column(title: "stop", rank: 1, cells: cells { $0.stop }),
      TextTable.Column(title: "at stop", cells: cells { $0.atStop?.text(signed: true) }),
      TextTable.Column(title: "net", cells: cells { $0.net?.text(signed: true) }),
      TextTable.Column(
        title: "R", rank: 3, cells: cells { $0.r.map { $0.hasPrefix("-") ? "−" + $0.dropFirst() : "+" + $0 } }
      ),
      TextTable.Column(
        title: "owner", isNumber: false,
        cells: cells { $0.state == "closed" ? nil : $0.ownerPid.map { "pid \($0)" } ?? "nobody" }),
      TextTable.Column(title: "plan", isNumber: false, rank: 5, cells: cells { $0.plan }),
    ])
    let problems = lines.compactMap { line in
      line.problem.map {
        harmless("\(line.trade)  \(line.state == "unreadable" ? "cannot be read" : line.state): \($0)")
      }
    }
    return (table.lines(width: OutputTerminal.width(otherwise: 200), indent: 0) + problems).joined(
      separator: "\n")
  }
}
