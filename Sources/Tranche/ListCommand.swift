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
    var cause: String?
    var owner: String?
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
        for line in lines { say(text(line)) }
        let risk = lines.compactMap(\.atStop).reduce(Cash.zero) { $0 + min($1, .zero) }
        if lines.contains(where: { $0.atStop != nil }) {
          say("at risk at the stops together: \(risk.text(signed: true))")
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
          ? "the program was killed before its first price; its files can be removed" : "\(error)")
    }
    let trade = told.trade
    let owner = TradeLock.holder(of: files).map { "\($0)" }
    let atStop = trade.stop.map { trade.net(stoppedAt: $0.price) }
    let isOpen = trade.position.isOpen
    return Line(
      trade: files.id, plan: trade.plan.name, instrument: trade.instrument.symbol, side: trade.side.rawValue,
      state: trade.isClosed ? "closed" : isOpen ? "open" : "waiting",
      open: trade.instrument.text(trade.position.open, marks: !json),
      planned: trade.instrument.text(trade.total, marks: !json),
      stop: isOpen ? trade.stop.map { trade.instrument.text($0.price, marks: !json) } : nil,
      atStop: isOpen ? atStop : nil,
      net: trade.result?.net, cause: trade.result?.cause, owner: owner)
  }

  private func text(_ line: Line) -> String {
    if let problem = line.problem {
      return "\(line.trade)  \(line.state == "unreadable" ? "cannot be read" : line.state): \(problem)"
    }
    var parts = [line.trade, line.state, line.side, line.instrument, "\(line.open) of \(line.planned)"]
    if let stop = line.stop, let atStop = line.atStop {
      parts.append("stop \(stop), \(atStop.text(signed: true)) there")
    }
    if let net = line.net { parts.append("net \(net.text(signed: true)), \(line.cause ?? "")") }
    parts.append(line.plan)
    if line.state != "closed" { parts.append(line.owner.map { "owned by \($0)" } ?? "nobody watches it") }
    return parts.joined(separator: "  ")
  }
}
