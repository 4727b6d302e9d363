import Glibc
import Markets
import Replay
import Testing
import Trading

private let rows = [
  "5266583935,61800.30,0.006,370.80180,1723161256322,false",
  "5266583936,61800.3,0.199,12298.25970,1723161256344,true",
  "5266583937,61799,1,61799,1723161256344,False",
]
private let header = "id,price,qty,quote_qty,time,is_buyer_maker\n"
private let plain = rows.joined(separator: "\n") + "\n"
private let mark = "\u{FEFF}"

private let spellings: [String] = [
  plain,
  header + plain,
  mark + header + plain,
  mark + plain,
  rows.joined(separator: "\r\n") + "\r\n",
  rows.joined(separator: "\n"),
  rows.joined(separator: "\r\n"),
  plain.replacing("6322,", with: "6322000,").replacing("6344,", with: "6344000,"),
  plain.replacing(",61799,1,", with: ",6.1799e4,1000E-3,"),
  plain.replacing(",1,", with: ",1.00000000000000000000,"),
  plain.replacing(",61799,1,", with: ",0000000000000000000061799.0,1e+0,"),
]

@Suite("Recorded file: layouts")
struct RecordedFileTests {
  @Test("Trades in every spelling read the same", arguments: spellings)
  func spelling(text: String) throws {
    let file = try load(text)
    #expect(file.layout == .trades)
    #expect(file.tape.kind == .trades)
    #expect(Array(file.tape.prices) == [618_003, 618_003, 617_990])
    #expect(Array(file.tape.quantities) == [6, 199, 1000])
    #expect(Array(file.tape.times) == [1_723_161_256_322_000, 1_723_161_256_344_000, 1_723_161_256_344_000])
    #expect(!file.tape.continuous(at: 1))
  }

  @Test("Aggregated trades have seven columns, on spot eight, and there times are microseconds")
  func aggregatedTrades() throws {
    let futures = try load(
      """
      agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker
      1,61800.30,0.205,5266583935,5266583936,1723161256322,false
      2,61800.20,0.056,5266583937,5266583938,1723161256431,true
      """)
    let spot = try load(
      """
      1,61800.30,0.205,5266583935,5266583936,1723161256322000,False,True
      2,61800.20,0.056,5266583937,5266583938,1723161256431000,True,True
      """)
    #expect(futures.layout == .aggregatedTrades && spot.layout == .aggregatedTrades)
    #expect(Array(futures.tape.prices) == [618_003, 618_002])
    #expect(futures.tape.prices == spot.tape.prices && futures.tape.times == spot.tape.times)
    #expect(futures.tape.quantities == spot.tape.quantities)
  }

  @Test(
    "A bar goes to its adverse extreme first",
    arguments: [(Side.long, [955, 948, 961]), (.short, [955, 961, 948])])
  func klines(side: Side, path: [Int32]) throws {
    let file = try load(
      """
      open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy,taker_buy_quote,ignore
      1746372780000,95.5,96.1,94.8,95.0,16.536,1746372839999,123456789012.12345678,12,0,0.5,0
      1746372840000,95.0,95.0,95.0,95.0,0,1746372899999,0,0,0,0,17928899.62484339
      """, side: side)
    let tape = file.tape
    #expect(file.layout == .klines && tape.kind == .bars)
    #expect(Array(tape.prices) == path + [950, 950] + [950, 950, 950, 950, 950])
    #expect(tape.times[3] == 1_746_372_780_000_000 && tape.times[4] == 1_746_372_839_999_000)
    #expect(Array(tape.quantities) == [0, 0, 0, 16_536, 0, 0, 0, 0, 0, 0])
    #expect((0..<10).map { tape.continuous(at: $0) }.filter { $0 }.count == 6)
    #expect(!tape.continuous(at: 0) && !tape.continuous(at: 4) && !tape.continuous(at: 5))
  }

  @Test("Files strung together repeat their header")
  func repeatedHeader() throws {
    let file = try load(
      header + "1,100,1,100,1723161256322,true\n" + header + "2,101,1,101,1723161256323,true\n")
    #expect(Array(file.tape.prices) == [1000, 1010])
  }

  @Test("Any other tick and step")
  func otherGrid() throws {
    var coarse = bitcoin
    coarse.priceDigits = 2
    coarse.tickUnits = 25
    coarse.quantityDigits = 0
    coarse.stepUnits = 10
    let file = try load(
      "1,100.75,120,0,1723161256322,true\n2,1e2,3e1,0,1723161256322,true", instrument: coarse)
    #expect(Array(file.tape.prices) == [403, 400])
    #expect(Array(file.tape.quantities) == [12, 3])
  }

  @Test("Rows across the reader's pieces: none is lost or doubled")
  func longFile() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("recorded file seed \(seed)")
    var state = seed
    var text = "id,price,qty,quote_qty,time,is_buyer_maker\n"
    var prices: [Int32] = []
    for index in 0..<60_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let ticks = Int(1 + (state >> 40))
      prices.append(Int32(ticks))
      let time = 1_723_161_256_322 + index / 3
      text += "\(index),\(ticks / 10).\(ticks % 10),0.00\(ticks % 10),0,\(time),\(ticks % 2 == 0)\n"
    }
    let tape = try load(text).tape
    #expect(tape.prices == ContiguousArray(prices), "seed \(seed)")
    #expect(
      tape.range(from: 0, to: tape.count)?.upperBound.ticks == prices.max().map(Int.init), "seed \(seed)")
  }

  @Test("A file is known by its size and its ends; the digest covers both")
  func identity() throws {
    let many = (0..<5000).map { "\($0),100,1,100,1723161256322,true" }.joined(separator: "\n")
    let bytes = Array(many.utf8)
    try withFile(bytes) { path in
      var digested: [UInt8] = []
      let file = try RecordedFile.load(
        path: path, instrument: bitcoin, side: .long,
        digest: {
          digested = $0
          return "abc"
        })
      #expect(digested == Array(bytes.prefix(65_536) + bytes.suffix(65_536)))
      guard case .file(_, let size, let modified, "abc") = file.identity else {
        Issue.record("a file is \(file.identity)")
        return
      }
      #expect(size == Int64(bytes.count) && modified > 1_600_000_000_000_000)
      #expect(try RecordedFile.identity(path: path, digest: { _ in "abc" }) == file.identity)
    }
    try withFile(Array(plain.utf8)) { path in
      let short = try RecordedFile.load(
        path: path, instrument: bitcoin, side: .long, digest: { String(decoding: $0, as: UTF8.self) })
      guard case .file(_, _, _, plain) = short.identity else {
        Issue.record("a short file is \(short.identity)")
        return
      }
    }
  }

  @Test("Progress ends at the whole file, and can end the reading")
  func progress() throws {
    struct Enough: Error {}
    try withFile(Array(plain.utf8)) { path in
      var last: RecordedFile.Progress?
      _ = try RecordedFile.load(
        path: path, instrument: bitcoin, side: .long, digest: { _ in "" }, progress: { last = $0 })
      #expect(last?.bytesDone == Int64(plain.utf8.count) && last?.bytesTotal == last?.bytesDone)
      #expect(last?.ticks == 3)
      #expect(throws: Enough.self) {
        try RecordedFile.load(
          path: path, instrument: bitcoin, side: .long, digest: { _ in "" }, progress: { _ in throw Enough() }
        )
      }
    }
  }

  @Test("A pipe reads like a file, also when it hands over the header alone")
  func pipes() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    defer { close(readEnd) }
    let pieces = [header, "5266583935,6180", "0.30,0.006,3"]
    let rest = "70.80180,1723161256322,false"
    try pieces[0].utf8.withContiguousStorageIfAvailable { bytes in
      try #require(write(writeEnd, bytes.baseAddress, bytes.count) == bytes.count)
    }
    // The rest is written by another process-wide thread of its own while the reader waits.
    let writer = PipeWriter(descriptor: writeEnd, pieces: Array(pieces.dropFirst()) + [rest])
    try writer.start()
    let file = try RecordedFile.load(
      path: "/dev/fd/\(readEnd)", instrument: bitcoin, side: .long, digest: { _ in "" })
    #expect(file.identity == .pipe)
    #expect(Array(file.tape.prices) == [618_003] && Array(file.tape.quantities) == [6])
  }
}

/// Writes pieces into a pipe on a thread of its own, then closes it.
private final class PipeWriter: Sendable {
  let descriptor: Int32
  let pieces: [String]

  init(descriptor: Int32, pieces: [String]) {
    self.descriptor = descriptor
    self.pieces = pieces
  }

  func start() throws {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<PipeWriter>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    try #require(result == 0)
    pthread_detach(thread)
  }

  private func run() {
    for piece in pieces {
      usleep(2000)
      _ = Array(piece.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
    close(descriptor)
  }
}
