import Foundation
import TerminalTesting

/// The built program on the built-in market, or another one, in a terminal of its own.
final class ProgramInTerminal {
  struct NeverCame: Error { let text: String }

  private let terminal: PseudoTerminal
  private let process: Child
  private let started: Double

  init(_ folder: StateFolder, command: [String]? = nil, columns: UInt16 = 120, rows: UInt16 = 40) throws {
    terminal = try PseudoTerminal(columns: columns, rows: rows)
    let command = try command ?? [SessionProcess.sibling("tranche")]
    let environment = folder.environment
    started = now()
    process = Child(
      try SessionProcess.spawn(command, environment: environment, terminal: terminal.path))
  }

  /// Seconds from the start of the process until the first frame is whole. Rows are drawn from the top, and the
  /// last words of the last row are those of the key for help.
  func waitForFrame() throws -> Double { try wait(for: "help") - started }

  /// When a text had come.
  @discardableResult func wait(for text: String) throws -> Double {
    let limit = now() + 20
    while now() < limit {
      terminal.read(waitingMilliseconds: 100)
      let time = now()
      if terminal.shows(text) { return time }
    }
    throw NeverCame(text: text)
  }

  /// Presses a key again and again, until a text has come.
  func press(_ key: String, until text: String) throws {
    for _ in 0..<40 {
      terminal.type(key.utf8)
      readRest()
      if terminal.shows(text) { return }
    }
    throw NeverCame(text: text)
  }

  /// Waits until nothing is drawn any more, the marks of changed cells included.
  func settle() {
    usleep(2_500_000)
    readRest()
    terminal.forgetOutput()
  }

  /// Seconds from a key to the first byte of what it draws; nil if it draws nothing. What is drawn may be asked
  /// for a text.
  func time(_ key: String, shows text: String? = nil) throws -> Double? {
    terminal.forgetOutput()
    let start = now()
    terminal.type(key.utf8)
    terminal.read(waitingMilliseconds: 500)
    let time = now() - start
    guard !terminal.output.isEmpty else { return nil }
    readRest()
    if let text, !terminal.shows(text) { throw NeverCame(text: text) }
    return time
  }

  /// Reads until nothing has come for a while.
  private func readRest() {
    var count = -1
    while terminal.output.count > count {
      count = terminal.output.count
      terminal.read(waitingMilliseconds: 12)
    }
  }
}
