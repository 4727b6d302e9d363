import Foundation
import Testing

@testable import TradeStore

@Suite struct CrashTests {
  /// What was acknowledged is there, what is there was submitted, and in this order.
  private func check(_ files: TradeFiles, acknowledged: Int64) throws -> Int64 {
    var read: [JournalEntry] = []
    let lock = try TradeLock.take(files)
    let journal = try Journal.open(lock) { read.append($0.entry) }
    #expect(read == (0..<read.count).map { entry(Int64($0) + 1) })
    #expect(journal.lastSequence >= acknowledged)
    try journal.close()
    lock.release()
    return journal.lastSequence
  }

  /// The last number acknowledged in complete lines.
  private func acknowledged(_ output: String) -> Int64 {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.compactMap { $0.hasPrefix("ack ") ? Int64($0.dropFirst(4)) : nil }.last ?? 0
  }

  @Test func aKilledOwnerLosesNothingThatWasAcknowledged() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var generator = SeededGenerator(state: seed)
    let scratch = try Scratch()
    let files = try scratch.filled(0)
    var last: Int64 = 0
    for _ in 0..<20 {
      let probe = try Probe("append", scratch.folder.path, files.id)
      let wanted = last + Int64.random(in: 1...120, using: &generator)
      var output = ""
      while acknowledged(output) < wanted {
        let piece = probe.piece()
        guard !piece.isEmpty else { break }
        output += piece
      }
      probe.kill()
      output += probe.rest()
      let promised = acknowledged(output)
      #expect(promised >= wanted, "seed \(seed): \(output.suffix(200))")
      last = try check(files, acknowledged: promised)
    }
  }

  /// A limit on the file size fails a write in the middle as a full disk does.
  @Test func aFullDiskStopsTheJournalAndSparesWhatIsThere() throws {
    let scratch = try Scratch()
    for limit in [150_000, 200_001, 310_000] {
      let files = try scratch.filled(5)
      let probe = try Probe("starve", scratch.folder.path, files.id, String(limit))
      let output = probe.rest()
      probe.process.waitUntilExit()
      #expect(probe.process.terminationReason == .exit, "not killed by SIGXFSZ")
      #expect(output.contains("threw: journal: "), "\(output.suffix(200))")
      let promised = acknowledged(output)
      #expect(promised > 5)
      #expect(try JournalReader(files).verify() >= promised)
      _ = try check(files, acknowledged: promised)
    }
  }
}
