import ArgumentParser
import Foundation
import Glibc
import TradeStore
import Trading

/// Tells the story of one trade.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Tell the story of a trade: its result, its ledger, all that happened.",
    discussion: """
      Of an open trade it says what its journal knows: no price is looked at. Times are the feed's own, UTC. \
      The form of the JSON is versioned; prices, quantities and amounts are decimal strings.
      """)

  @Argument(
    help: "The trade's name (tranche list); the newest one if none is given.", completion: Completing.trades)
  var trade: String?

  @Flag(help: "As JSON, amounts as decimal strings.")
  var json = false

  func run() {
    reporting {
      let folder = try TradeFolder(path: try TradeFolder.statePath())
      let told = try StoredTrades.readWhole(try files(in: folder))
      if json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(ShownTrade(told)), as: UTF8.self))
      } else {
        say(text(told, width: OutputTerminal.width()))
      }
    }
  }

  private func files(in folder: TradeFolder) throws -> TradeFiles {
    let all = try folder.list()
    if let trade {
      guard let files = all.first(where: { $0.id == trade }) else {
        throw Failure("there is no trade \(trade); tranche list shows them", .usage)
      }
      return files
    }
    guard let newest = all.last else { throw Failure("no trades yet; tranche opens one", .usage) }
    return newest
  }

  private func text(_ told: ToldTrade, width: Int) -> String {
    let trade = told.trade
    var lines = trade.reportLines(feed: trade.opening.feed.text, width: width)
    lines += ["", "story"]
    let isOneDay = Set(told.story.map(\.time.day)).count <= 1
    if isOneDay, let first = told.story.first { lines[lines.count - 1] += ", \(first.time.date())" }
    for line in told.story {
      let time = isOneDay ? line.time.clock() : line.time.utcText
      lines += WrappedText.lines(line.text, head: "  \(time)  ", width: width)
    }
    return lines.joined(separator: "\n")
  }
}
