import Foundation
import Testing

@testable import TradeStore

/// A folder of its own for each test, gone with it.
final class Scratch {
  let folder: TradeFolder
  private let root: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/tranche-XXXXXX").utf8CString)
    let path = try #require(mkdtemp(&template).map { String(cString: $0) })
    root = path
    folder = try TradeFolder(path: path + "/state/trades", force: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// A new trade's lock. The minute does not matter.
  func begin() throws -> TradeLock { try folder.begin(symbol: "BTCUSDT", wallTime: 1_795_443_120_000_000) }

  /// A journal of `count` events at rest.
  func filled(_ count: Int64) throws -> TradeFiles {
    let lock = try begin()
    let journal = try Journal.create(lock)
    if count > 0 { try journal.append((1...count).map(entry)) }
    try journal.close()
    lock.release()
    return lock.files
  }
}

/// The same event for the same number in every process: what the probe writes.
func entry(_ number: Int64) -> JournalEntry {
  let body = "{\"n\":\(number),\"text\":\"\(String(repeating: "x", count: Int(number % 97)))\"}"
  return JournalEntry(
    version: 1, kind: "probe", feedTime: number * 10, feedIndex: number, wallTime: number * 1_000,
    body: Array(body.utf8))
}

/// What an expression throws, as the user's line; nil if it does not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}

/// SplitMix64: the same numbers for the same seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The probe beside the test binary, started with its output in a pipe.
struct Probe {
  let process = Process()
  private let output = Pipe()
  /// Kept open: a holding probe ends with its input.
  private let input = Pipe()

  init(_ arguments: String...) throws {
    let binary = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: binary).deletingLastPathComponent()
      .appendingPathComponent("JournalProbe")
    process.arguments = arguments
    process.standardOutput = output
    process.standardInput = input
    try process.run()
  }

  /// The next piece of output; empty at its end.
  func piece() -> String { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }

  /// All that is still to come.
  func rest() -> String { String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }

  func kill() {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
