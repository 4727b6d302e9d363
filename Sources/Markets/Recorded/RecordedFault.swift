import Trading

/// Finds out what is wrong with a line that is no row, column by column, with the same scanner that refused
/// it.
struct RecordedFault {
  static let remedyForLayout =
    "expected are the exchange's files of trades (6 columns), aggTrades (7, on spot 8) or klines (12), or its "
    + "recorded market stream"
  private static let remedyForDamage = "fetch the file again, or correct or remove the line"

  let path: String
  let instrument: Instrument

  /// The error for a line, which is given without its line feed.
  func error(
    in line: UnsafeBufferPointer<UInt8>, at number: Int, layout: RecordedLayout?, after latest: Int64
  ) -> RecordedFileError {
    let (problem, remedy) = fault(in: line, layout: layout, after: latest)
    return RecordedFileError(path: path, line: number, problem: problem, remedy: remedy)
  }

  private func fault(
    in line: UnsafeBufferPointer<UInt8>, layout: RecordedLayout?, after latest: Int64
  ) -> (String, String) {
    guard line.count <= ByteSource.longestLine else {
      return ("the line is longer than \(ByteSource.longestLine) bytes", RecordedFault.remedyForLayout)
    }
    var bytes = Array(line)
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard !bytes.isEmpty else { return ("the line is empty", RecordedFault.remedyForDamage) }
    let fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Array.init)
    guard let layout = layout ?? RecordedLayout(columnCount: fields.count) else {
      return ("a row of \(fields.count) columns is of no known layout", RecordedFault.remedyForLayout)
    }
    let columns = layout.columns
    guard fields.count == columns.count || layout == .aggregatedTrades && fields.count == 8 else {
      return (
        "the row has \(fields.count) columns where \(layout.rawValue) have \(columns.count)",
        RecordedFault.remedyForDamage
      )
    }
    for (index, field) in fields.enumerated() {
      let (name, column) = index < columns.count ? columns[index] : ("is_best_match", .flag)
      // What is wrong in the first row is a file of another kind; later it is damage.
      let usual = latest == .min ? RecordedFault.remedyForLayout : RecordedFault.remedyForDamage
      if let (problem, remedy) = fault(in: field, of: column, remedy: usual) {
        return ("column \(index + 1) (\(name)) \(problem)", remedy)
      }
    }
    return faultBetween(fields, layout: layout, after: latest)
  }

  private func fault(
    in field: [UInt8], of column: RecordedLayout.Column, remedy: String
  ) -> (String, String)? {
    let grids = RecordedGrids(instrument)
    let result = RecordedFault.scan(field) { scanner in
      let none = FieldFault.notANumber.rawValue
      return switch column {
      case .identifier: scanner.skipIdentifier() ? 0 : none
      case .number: scanner.skipDecimal() ? 0 : none
      case .flag: scanner.flag() ? 0 : none
      case .time: scanner.time() ?? none
      case .price: scanner.units(on: grids.price)
      case .quantity: scanner.units(on: grids.quantity)
      }
    }
    guard let fault = FieldFault(rawValue: result) else { return nil }
    let shown = RecordedFault.shown(field)
    switch fault {
    case .notANumber: return ("is \(shown), not \(RecordedFault.name(of: column))", remedy)
    case .tooSmall: return ("is \(shown), not above zero", remedy)
    case .tooLarge: return ("is \(shown), larger than \(RecordedFault.name(of: column)) can be", remedy)
    case .offGrid:
      let grid =
        column == .price
        ? "tick of \(instrument.text(Price(ticks: 1), marks: false))"
        : "step of \(instrument.text(Quantity(steps: 1)))"
      return (
        "is \(shown), off the grid of \(instrument.name) with its \(grid)",
        "name the instrument that the file is of"
      )
    }
  }

  private static func name(of column: RecordedLayout.Column) -> String {
    switch column {
    case .identifier: "a whole number"
    case .number: "a number"
    case .price: "a price"
    case .quantity: "a quantity"
    case .flag: "true or false"
    case .time: "a time in milliseconds or microseconds since 1970"
    }
  }

  /// Every column is right by itself, so columns or rows contradict each other.
  private func faultBetween(
    _ fields: [[UInt8]], layout: RecordedLayout, after latest: Int64
  ) -> (String, String) {
    let timeColumn = layout.columns.firstIndex { $0.column == .time } ?? 0
    let time = RecordedFault.scan(fields[timeColumn]) { $0.time() ?? 0 }
    if time < latest {
      let name = layout.columns[timeColumn].name
      return (
        "time goes backwards in column \(timeColumn + 1) (\(name)): \(time) µs after \(latest) µs",
        "sort the rows by time, or give files in their order"
      )
    }
    return (
      "the bar contradicts itself: open and close lie from low to high, and it closes after it opens",
      RecordedFault.remedyForDamage
    )
  }

  /// Scans one field on its own: what the scan says, or the code of no number if it left something of the
  /// field.
  private static func scan(_ field: [UInt8], _ body: (inout FieldScanner) -> Int64) -> Int64 {
    let padded = field + [UInt8(ascii: "\n")] + [UInt8](repeating: 0, count: 64)
    let powers = PowersOfTen.allocate()
    defer { powers.deallocate() }
    return padded.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var scanner = FieldScanner(position: base, powers: powers)
      let result = body(&scanner)
      let isWhole = scanner.position == base + field.count
      return result >= 0 && !isWhole ? FieldFault.notANumber.rawValue : result
    }
  }

  /// A field as a message can show it.
  private static func shown(_ field: [UInt8]) -> String {
    let characters = field.prefix(32).map { (0x20...0x7E).contains($0) ? Character(Unicode.Scalar($0)) : "?" }
    return "“\(String(characters))\(field.count > 32 ? "…" : "")”"
  }
}
