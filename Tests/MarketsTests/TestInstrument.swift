import Glibc
import Markets
import Replay
import Testing
import Trading

/// A contract like the venue's BTCUSDT: tick 0.1, step 0.001.
let bitcoin = Instrument(
  name: "binance:BTCUSDT", priceDigits: 1, quantityDigits: 3, smallestQuantity: Quantity(steps: 1),
  largestQuantity: Quantity(steps: 1_000_000), smallestNotional: Cash(whole: 100), makerFee: .zero,
  takerFee: .zero, largestLeverage: 125, tiers: [])

/// A file that lives as long as the closure runs.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/tranche-markets-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  let path = template.withUnsafeBufferPointer { bytes in
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  defer {
    close(descriptor)
    unlink(path)
  }
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    try #require(count > 0)
    done += count
  }
  return try body(path)
}

/// Reads text as a recorded file.
func load(
  _ text: String, instrument: Instrument = bitcoin, side: Side = .long,
  largest: Int = RecordedFile.largestTape
) throws -> RecordedFile {
  try withFile(Array(text.utf8)) { path in
    try RecordedFile.load(
      path: path, instrument: instrument, side: side, largest: largest, digest: { String($0.count) })
  }
}
