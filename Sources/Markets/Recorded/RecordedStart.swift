/// What the first lines tell: a mark of the encoding, a header, and the layout of the first row.
struct RecordedStart {
  /// Where the first row begins, and the number of its line.
  private(set) var offset: Int
  private(set) var line = 1
  /// The header as it was written, without its line feed; empty if there is none.
  private(set) var header: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, path: String) throws(RecordedFileError) {
    try RecordedStart.refuseArchives(bytes, path: path)
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }
    guard let byte = first.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) else {
      return
    }
    header = Array(first)
    offset += first.count + 1
    line = 2
  }

  /// The layout of the row at the head of these bytes.
  static func layout(
    of bytes: UnsafeBufferPointer<UInt8>, at line: Int, fault: RecordedFault
  ) throws(RecordedFileError) -> RecordedLayout {
    let row = UnsafeBufferPointer(rebasing: bytes.prefix { $0 != UInt8(ascii: "\n") })
    let columns = row.count { $0 == UInt8(ascii: ",") } + 1
    guard let layout = RecordedLayout(columnCount: columns) else {
      throw fault.error(in: row, at: line, layout: nil, after: .min)
    }
    return layout
  }

  private static func refuseArchives(
    _ bytes: UnsafeBufferPointer<UInt8>, path: String
  ) throws(RecordedFileError) {
    let program =
      bytes.starts(with: Array("PK\u{3}\u{4}".utf8))
      ? "unzip -p" : bytes.starts(with: [0x1F, 0x8B]) ? "gzip -dc" : ""
    guard program.isEmpty else {
      throw RecordedFileError(
        path: path, problem: "is packed", remedy: "unpack it: \(program) FILE | tranche … --feed /dev/stdin")
    }
  }
}
