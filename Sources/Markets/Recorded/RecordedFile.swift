import Replay
import Trading

/// Prices read from a CSV file in one of the exchange's download layouts, or from its recorded market stream, from a
/// path or a pipe such as `/dev/stdin`. The content decides which it is; a header line may be there or not; times
/// are milliseconds or microseconds.
///
/// A bar becomes the path open, adverse extreme, favourable extreme, close of a trade on the given side.
public struct RecordedFile: Sendable {
  /// How far the reading is.
  public struct Progress: Sendable {
    public let bytesDone: Int64
    /// Nil for a pipe.
    public let bytesTotal: Int64?
    public let ticks: Int
  }

  /// The most ticks a tape may take: four gigabytes.
  public static let largestTape = 200_000_000

  /// Nil for a recorded stream.
  public let layout: RecordedLayout?
  public let tape: Tape
  public let identity: FeedIdentity
  /// What was bid and asked; nil where it was not recorded.
  public private(set) var depth: DepthRecord?

  /// Reads the whole file.
  ///
  /// - Parameters:
  ///   - largest: the most ticks to hold; more is an error.
  ///   - digest: of the bytes that identify the file.
  ///   - progress: called every few megabytes; throwing ends the reading with its error.
  /// - Throws: `RecordedFileError` for the first line that is no row, or what `progress` throws. Nothing is
  ///   skipped.
  public static func load(
    path: String, instrument: Instrument, side: Side, largest: Int = largestTape,
    digest: ([UInt8]) -> String, progress: (Progress) throws -> Void = { _ in }
  ) throws -> RecordedFile {
    var source = try ByteSource(path: path)
    let fault = RecordedFault(path: path, instrument: instrument)
    guard let first = try source.lines(from: 1) else { throw empty(path) }
    let start = try RecordedStart(first, path: path)
    if StreamReader.isStream(first[start.offset...]) {
      return try stream(
        &source, first: first, from: start, instrument, largest: largest, digest: digest, progress: progress)
    }
    var piece: UnsafeBufferPointer? = UnsafeBufferPointer(rebasing: first[start.offset...])
    // A pipe may hand over the header before the first row.
    if start.offset == first.count { piece = try source.lines(from: start.line) }
    guard let rows = piece else { throw empty(path) }
    let layout = try RecordedStart.layout(of: rows, at: start.line, fault: fault)
    var reader = RowReader(layout: layout, instrument: instrument, side: side, line: start.line)
    var reported: Int64 = 0
    while let lines = piece {
      try read(lines, into: &reader, header: start.header, fault: fault)
      guard reader.tape.count <= largest else { throw tooLong(path, line: reader.line, largest: largest) }
      if reported == 0 { reserve(&reader, source: source, largest: largest) }
      if source.done - reported >= 4 << 20 {
        reported = source.done
        try progress(
          Progress(bytesDone: source.done, bytesTotal: source.total, ticks: reader.tape.count))
      }
      piece = try source.lines(from: reader.line)
    }
    guard !reader.tape.isEmpty else { throw empty(path) }
    try progress(Progress(bytesDone: source.done, bytesTotal: source.total, ticks: reader.tape.count))
    return RecordedFile(layout: layout, tape: reader.tape, identity: try source.identity(digest: digest))
  }

  /// Who a file is, without reading it whole: to see whether a rehearsal meets the prices it began with.
  public static func identity(
    path: String, digest: ([UInt8]) -> String
  ) throws(RecordedFileError) -> FeedIdentity {
    try ByteSource(path: path).identity(digest: digest)
  }

  /// Reads lines; a line that repeats the header, as in files strung together, is passed over.
  private static func read(
    _ lines: UnsafeBufferPointer<UInt8>, into reader: inout RowReader, header: [UInt8], fault: RecordedFault
  ) throws(RecordedFileError) {
    var rest = lines
    while let stop = reader.read(rest) {
      let line = UnsafeBufferPointer(rebasing: rest[stop...].prefix { $0 != UInt8(ascii: "\n") })
      guard !header.isEmpty, line.elementsEqual(header) else {
        throw fault.error(in: line, at: reader.line, layout: reader.layout, after: reader.latest)
      }
      reader.passLine()
      rest = UnsafeBufferPointer(rebasing: rest[(stop + line.count + 1)...])
    }
  }

  /// Makes room for the whole file once its first piece has told how long rows are.
  private static func reserve(_ reader: inout RowReader, source: borrowing ByteSource, largest: Int) {
    guard let total = source.total, source.done > 0, total > source.done else { return }
    let expected = Double(reader.tape.count) * Double(total) / Double(source.done) * 1.02
    reader.reserveCapacity(min(largest, Int(expected)))
  }

  private static func stream(
    _ source: inout ByteSource, first: UnsafeBufferPointer<UInt8>, from start: RecordedStart,
    _ instrument: Instrument, largest: Int, digest: ([UInt8]) -> String,
    progress: (Progress) throws -> Void
  ) throws -> RecordedFile {
    var reader = StreamReader(instrument: instrument, line: start.line)
    var piece: UnsafeBufferPointer? = UnsafeBufferPointer(rebasing: first[start.offset...])
    var reported: Int64 = 0
    while let lines = piece {
      try reader.read(lines, path: source.path)
      guard reader.tape.count <= largest else {
        throw tooLong(source.path, line: reader.line, largest: largest)
      }
      if source.done - reported >= 4 << 20 {
        reported = source.done
        try progress(
          Progress(bytesDone: source.done, bytesTotal: source.total, ticks: reader.tape.count))
      }
      piece = try source.lines(from: reader.line)
    }
    guard !reader.tape.isEmpty else {
      throw RecordedFileError(
        path: source.path, problem: "there is no trade of \(instrument.symbol) in it",
        remedy: "give the stream of the plan's instrument, recorded with its trades")
    }
    try progress(Progress(bytesDone: source.done, bytesTotal: source.total, ticks: reader.tape.count))
    var file = RecordedFile(
      layout: nil, tape: reader.tape, identity: try source.identity(digest: digest))
    if reader.depth.count > 0 { file.depth = reader.depth }
    return file
  }

  private static func empty(_ path: String) -> RecordedFileError {
    RecordedFileError(path: path, problem: "there is no row in it", remedy: RecordedFault.remedyForLayout)
  }

  private static func tooLong(_ path: String, line: Int, largest: Int) -> RecordedFileError {
    RecordedFileError(
      path: path, line: line, problem: "these are more than \(largest) ticks",
      remedy: "take fewer days, or the aggTrades or klines of them")
  }
}
