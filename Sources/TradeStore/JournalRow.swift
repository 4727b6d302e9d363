import Trading

/// One event as the journal keeps it: the journal knows its bytes, not what they mean.
public struct JournalEntry: Hashable, Sendable {
  /// The version of the event's form, so that a later program reads it as it was meant.
  public var version: Int64
  /// The event's name, for whoever looks into the file.
  public var kind: String
  /// The feed's time in microseconds and the position in the feed; 0 before the first price.
  public var feedTime: Int64
  public var feedIndex: Int64
  /// When it was written: microseconds since 1970. It says nothing about order; the sequence number does.
  public var wallTime: Int64
  /// JSON in UTF-8, byte for byte what is read back later.
  public var body: [UInt8]

  public init(
    version: Int64, kind: String, feedTime: Int64, feedIndex: Int64, wallTime: Int64, body: [UInt8]
  ) {
    self.version = version
    self.kind = kind
    self.feedTime = feedTime
    self.feedIndex = feedIndex
    self.wallTime = wallTime
    self.body = body
  }
}

/// An event in its place in the journal.
public struct JournalRow: Hashable, Sendable {
  /// Gapless from 1.
  public var sequence: Int64
  public var entry: JournalEntry
  /// The 32 bytes that stand for this event and all before it.
  public var hash: [UInt8]
}

/// The chain: each event's hash covers the hash before it and the stored bytes of every column.
///
///     hash(n) = SHA-256( hash(n − 1) ‖ seq ‖ version ‖ feed_time ‖ feed_index ‖ wall_time
///                        ‖ length(kind) ‖ kind ‖ length(body) ‖ body )
///
/// Numbers and lengths are 8 bytes, most significant first, in two's complement; lengths count bytes; texts
/// are UTF-8; hash(0) is 32 zero bytes.
enum JournalChain {
  static let origin = [UInt8](repeating: 0, count: 32)

  static func hash(after previous: [UInt8], sequence: Int64, entry: JournalEntry) -> [UInt8] {
    let kind = Array(entry.kind.utf8)
    var bytes = previous
    bytes.reserveCapacity(previous.count + 56 + kind.count + entry.body.count)
    let numbers = [sequence, entry.version, entry.feedTime, entry.feedIndex, entry.wallTime]
    for number in numbers { append(number, to: &bytes) }
    append(Int64(kind.count), to: &bytes)
    bytes += kind
    append(Int64(entry.body.count), to: &bytes)
    bytes += entry.body
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }
}
