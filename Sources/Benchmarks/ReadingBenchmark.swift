import Glibc
import Markets
import Trading

/// Rows a second that a recorded file is read with.
enum ReadingBenchmark {
  private static let instrument = Instrument(
    name: "binance:BTCUSDT", priceDigits: 1, quantityDigits: 3, smallestQuantity: Quantity(steps: 1),
    largestQuantity: Quantity(steps: 1_000_000), smallestNotional: Cash(whole: 100), makerFee: .zero,
    takerFee: .zero, largestLeverage: 125, tiers: [])

  static func run() {
    let rows = 3_000_000
    var template = Array("/tmp/tranche-reading-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return print("reading: no temporary file could be made") }
    let path = template.withUnsafeBufferPointer { String(cString: Array($0)) }
    defer {
      close(descriptor)
      unlink(path)
    }
    guard write(trades(rows), to: descriptor) else { return print("reading: the file could not be written") }
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<5 {
      let start = clock.now
      let file = try? RecordedFile.load(path: path, instrument: instrument, side: .long, digest: { _ in "" })
      guard file?.tape.count == rows else { return print("reading: the file could not be read") }
      best = min(best, TapeBenchmark.seconds(clock.now - start))
    }
    print("reading: \((Double(rows) / best / 1e5).rounded() / 10) million rows of trades/s")
  }

  /// Rows as the exchange writes them, with the lengths of a busy day.
  private static func trades(_ rows: Int) -> [UInt8] {
    let tape = TapeBenchmark.walk(count: rows)
    var text: [UInt8] = Array("id,price,qty,quote_qty,time,is_buyer_maker\n".utf8)
    text.reserveCapacity(rows * 64)
    for index in 0..<rows {
      let tick = tape.tick(at: index)
      let quantity = Quantity(steps: Int(tape.quantities[index]))
      let amount = instrument.notional(tick.price, quantity).units / 10_000_000_000_000_000
      text += "\(5_266_583_935 + index),\(instrument.text(tick.price, marks: false))0,".utf8
      text += "\(instrument.text(quantity)),\(amount / 100).\(amount % 100 / 10)\(amount % 10)000,".utf8
      text += "\(tick.time.microseconds / 1000),\(tape.quantities[index] % 3 == 0)\n".utf8
    }
    return text
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
