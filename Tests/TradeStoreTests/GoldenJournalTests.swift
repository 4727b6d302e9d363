import Foundation
import Replay
import Testing
import Trading

@testable import TradeStore

/// A journal that the first version wrote must tell the same trade in every later one. It is never recorded
/// anew: a change of form gets a version of its own and a journal of its own beside this one.
@Suite struct GoldenJournalTests {
  /// A row as a line.
  private struct Line: Codable {
    var seq: Int64
    var version: Int64
    var kind: String
    var feedTime: Int64
    var feedIndex: Int64
    var wallTime: Int64
    var body: String
    var hash: String

    init(_ row: JournalRow) {
      (seq, version, kind) = (row.sequence, row.entry.version, row.entry.kind)
      (feedTime, feedIndex, wallTime) = (row.entry.feedTime, row.entry.feedIndex, row.entry.wallTime)
      body = String(decoding: row.entry.body, as: UTF8.self)
      hash = SHA256.hex(row.hash)
    }

    var entry: JournalEntry {
      JournalEntry(
        version: version, kind: kind, feedTime: feedTime, feedIndex: feedIndex, wallTime: wallTime,
        body: Array(body.utf8))
    }
  }

  private static let hands = [
    150: "note \"half way\"", 330: "from 30500 take 5%", 340: "stop to 29400",
    341: "stop to 29350 because \"wider\"",
    390: "take 10%", 395: "trail 300",
  ]

  /// How the journal of version 1 came to be.
  private func record() throws -> [String] {
    let stage = try OwnerStage(
      OwnerPlans.pyramid + "\nfunding: 0.01% per 4h\n", tape: OwnerStage.mountain, hands: Self.hands)
    let scratch = try Scratch()
    var lock = try scratch.begin()
    let files = lock.files
    var owner = try stage.begin(lock)
    while owner.tick.index < 335, try stage.step(&owner) {}
    try owner.detach(reason: "left by q or a signal")
    lock.release()
    lock = try TradeLock.take(files)
    owner = try stage.resume(lock)
    while try stage.step(&owner) {}
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try JournalReader(files).rows(after: 0, limit: .max).map {
      String(decoding: try encoder.encode(Line($0)), as: UTF8.self)
    }
  }

  @Test func theFirstVersionsJournalTellsTheSameTrade() throws {
    let lines = try Golden.lines("journal-1.jsonl", orRecord: try record())
    let rows = try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
    // The stored bytes still make the stored hashes, in a file of today.
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    try journal.append(rows.map(\.entry))
    #expect(SHA256.hex(journal.lastHash) == rows.last?.hash)
    let stored = try JournalReader(lock.files).rows(after: 0, limit: .max)
    for row in stored {
      let again = try EventCoding.entry(EventCoding.event(row), wallTime: row.entry.wallTime)
      #expect(again == row.entry, "event \(row.sequence) is written as it was")
    }
    let told = try OwnerStage(OwnerPlans.pyramid + "\nfunding: 0.01% per 4h\n", tape: OwnerStage.mountain)
      .told(stored)
    let found = state(told)
    #expect(try found == Golden.lines("journal-1.state", orRecord: found))
  }

  private func state(_ told: ToldTrade) -> [String] {
    let trade = told.trade
    return [
      "events \(trade.sequence), last at \(told.lastTick.index)",
      "entered \(trade.position.entered.steps), open \(trade.position.open.steps)",
      "fees \(trade.position.fees.text()), funding \(trade.position.funding.text())",
      "1R \(trade.oneR ?? 0), risk \(trade.riskAmount.text()), overrides \(trade.overrides)",
      "result \(trade.result?.net.text(signed: true) ?? "none"): \(trade.result?.cause ?? "")",
    ] + trade.rules.map { "\($0.rule): \(ending($0))" } + told.story.map(\.text)
  }

  private func ending(_ state: RuleState) -> String {
    switch state.ending {
    case nil: "pending"
    case .filled: "filled \(state.filled.steps)"
    case .done: "done"
    case .refused(let answering, _): "refused by \(answering.rawValue)"
    case .cancelled(let cause): "cancelled: \(cause)"
    case .unless: "unless"
    case .late: "late"
    }
  }
}
