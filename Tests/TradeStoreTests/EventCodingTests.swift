import Foundation
import Testing
import Trading

@testable import TradeStore

@Suite struct EventCodingTests {
  private func row(_ entry: JournalEntry, _ sequence: Int) -> JournalRow {
    JournalRow(sequence: Int64(sequence), entry: entry, hash: [])
  }

  @Test func everyFactComesBackAsItWas() throws {
    let facts = try FactSamples.all()
    #expect(Set(facts.map(FactSamples.name)).count == 40, "there is a sample of each case")
    for (index, fact) in facts.enumerated() {
      let tick = Tick(index: index, time: Timestamp(microseconds: -7), price: Price(ticks: 300_000))
      let event = Event(sequence: index + 1, tick: tick, fact: fact)
      let entry = try EventCoding.entry(event, wallTime: 5)
      #expect(entry.kind == FactSamples.name(fact))
      #expect(!entry.body.contains(0), "a text column ends at a NUL")
      #expect(try EventCoding.event(row(entry, index + 1)) == event)
      #expect(try EventCoding.entry(event, wallTime: 5) == entry, "the same event is the same bytes")
    }
  }

  /// What was once written must be read for ever, and is still written so: one line a fact.
  @Test func theFormOfEveryFactIsFixed() throws {
    let lines = try FactSamples.all().map { fact in
      let tick = Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 300_000))
      let entry = try EventCoding.entry(Event(sequence: 1, tick: tick, fact: fact), wallTime: 0)
      return String(decoding: entry.body, as: UTF8.self)
    }
    #expect(lines == (try Golden.lines("facts-1.jsonl", orRecord: lines)))
  }

  /// Whole numbers of every size of price and quantity stay below what other readers of JSON keep; money is text.
  @Test func moneyIsText() throws {
    let event = Event(
      sequence: 1, tick: Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 1)),
      fact: .fundingPaid(Cash(units: 999_999_999_999_999_999_999_999_999_999_999)))
    let body = String(decoding: try EventCoding.entry(event, wallTime: 0).body, as: UTF8.self)
    #expect(body.contains("\"999999999999999.999999999999999999\""), "\(body)")
  }

  @Test func aLaterVersionIsNotGuessedAt() throws {
    var entry = try EventCoding.entry(
      Event(
        sequence: 1, tick: Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 1)),
        fact: .resumed), wallTime: 0)
    entry.version = 2
    let later = row(entry, 9)
    #expect(
      refusal { _ = try EventCoding.event(later) }
        == "event 9 has version 2, this program reads up to 1; update it")
  }
}

/// Recorded files that must hold for ever.
enum Golden {
  static func path(_ name: String, _ source: String = #filePath) -> URL {
    URL(fileURLWithPath: source).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  }

  /// The lines of a recorded file; a new one is recorded only where `TRANCHE_RECORD` is set and there is none.
  static func lines(_ name: String, orRecord new: @autoclosure () throws -> [String]) throws -> [String] {
    let file = path(name)
    if !FileManager.default.fileExists(atPath: file.path),
      ProcessInfo.processInfo.environment["TRANCHE_RECORD"] != nil
    {
      try Data((try new().joined(separator: "\n") + "\n").utf8).write(to: file)
    }
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
