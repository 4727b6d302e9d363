import Glibc
import Markets
import Trading

/// Rows and bytes a second that a recorded file is read with.
enum ReadingBenchmark {
  private static let instrument = Instrument(
    name: "binance:BTCUSDT", priceDigits: 1, quantityDigits: 3, smallestQuantity: Quantity(steps: 1),
    largestQuantity: Quantity(steps: 1_000_000), smallestNotional: Cash(whole: 100), makerFee: .zero,
    takerFee: .zero, largestLeverage: 125, tiers: [])

  private static let times = 5

  static func run() {
    print("reading a recorded file that lies in memory, the best of \(times)")
    FigureTable.line("", ["Mrows/s", "MB/s", "B/row"])
    read(RecordedRows(layout: .trades, instrument: instrument, count: 3_000_000))
    read(RecordedRows(layout: .aggregatedTrades, instrument: instrument, count: 3_000_000))
    read(RecordedRows(layout: .klines, instrument: instrument, count: 1_000_000))
  }

  private static func read(_ rows: RecordedRows) {
    var template = Array("/tmp/tranche-reading-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return print("reading: no temporary file could be made") }
    let path = template.withUnsafeBufferPointer { String(cString: Array($0)) }
    defer {
      close(descriptor)
      unlink(path)
    }
    let text = rows.text()
    guard write(text, to: descriptor) else { return print("reading: the file could not be written") }
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<times {
      let start = clock.now
      let file = try? RecordedFile.load(path: path, instrument: instrument, side: .long, digest: { _ in "" })
      guard file?.tape.count == rows.ticks, file?.layout == rows.layout else {
        return print("reading: the file of \(rows.layout) could not be read")
      }
      best = min(best, TapeBenchmark.seconds(clock.now - start))
    }
    let (count, bytes) = (Double(rows.count), Double(text.count))
    let figures = [count / best / 1e6, bytes / best / 1e6, bytes / count]
    FigureTable.line("\(rows.count) rows of \(rows.layout)", figures.map(Figures.short))
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { space in
      var done = 0
      while done < space.count {
        let count = Glibc.write(descriptor, space.baseAddress.map { $0 + done }, space.count - done)
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
