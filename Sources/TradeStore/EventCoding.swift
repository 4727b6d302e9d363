import Foundation
import Trading

/// Events as the journal's rows: versioned JSON, keys in a fixed order so that the same event is the same bytes.
public enum EventCoding {
  /// The form that is written now.
  public static let version: Int64 = 1

  private struct Body: Codable {
    /// Price of the feed when it happened, in ticks.
    var price: Price
    var fact: Fact
  }

  /// The row of an event, written at this wall time in microseconds since 1970.
  public static func entry(_ event: Event, wallTime: Int64) throws -> JournalEntry {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(Body(price: event.tick.price, fact: event.fact))
    return JournalEntry(
      version: version, kind: kind(event.fact), feedTime: event.tick.time.microseconds,
      feedIndex: Int64(event.tick.index), wallTime: wallTime, body: [UInt8](bytes))
  }

  /// The event of a row. Throws `StoreError` where the row is of a version this program does not know.
  public static func event(_ row: JournalRow) throws -> Event {
    guard row.entry.version == version else {
      throw UnknownVersion(sequence: row.sequence, version: row.entry.version)
    }
    let body = try JSONDecoder().decode(Body.self, from: Data(row.entry.body))
    let tick = Tick(
      index: Int(row.entry.feedIndex), time: Timestamp(microseconds: row.entry.feedTime), price: body.price)
    return Event(sequence: Int(row.sequence), tick: tick, fact: body.fact)
  }

  /// A row of a later program.
  public struct UnknownVersion: Error, CustomStringConvertible {
    public var sequence: Int64
    public var version: Int64

    public var description: String {
      "event \(sequence) has version \(version), this program reads up to \(EventCoding.version); update it"
    }
  }

  /// The name of a fact's case; what it holds is not looked at, which may be a whole plan.
  static func kind(_ fact: Fact) -> String {
    Mirror(reflecting: fact).children.first?.label ?? "\(fact)"
  }
}
