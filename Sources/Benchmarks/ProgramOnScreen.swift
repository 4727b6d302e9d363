import Foundation
import TerminalTesting

/// The built program in a terminal whose picture is followed, so that what is waited for is what a person reads.
final class ProgramOnScreen {
  struct NeverCame: Error, CustomStringConvertible {
    let text: String
    let picture: [String]

    var description: String { (["never shown: \(text)"] + picture).joined(separator: "\n") }
  }

  /// A plan that buys half at once and then stays as it is: stop and break are far off.
  static let plan = """
    plan: half at once
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 5
    stop: 5%
    rules:
      - enter 50%
      - then enter 50% on break 1R
      - at 2R take 50%, stop to breakeven

    """

  let process: Child
  private(set) var picture: TerminalPicture
  /// What was drawn since `forget`.
  private(set) var drawn = Drawn()
  private let terminal: PseudoTerminal

  /// Bytes, and the pictures that they came in.
  struct Drawn {
    var bytes = 0
    var frames = 0
    fileprivate var lastAt = 0.0
  }

  /// Silence that parts two pictures: news is drawn every 33 ms at most, and one picture in a moment.
  private static let silence = 0.02

  /// Starts it with these arguments.
  init(
    _ arguments: [String], in folder: StateFolder, columns: Int = 120, rows: Int = 40, input: Int32? = nil
  ) throws {
    picture = TerminalPicture(columns: columns, rows: rows)
    terminal = try PseudoTerminal(columns: UInt16(columns), rows: UInt16(rows))
    process = Child(
      try SessionProcess.spawn(
        [SessionProcess.sibling("tranche")] + arguments, environment: folder.environment,
        terminal: terminal.path, input: input))
  }

  /// A trade of that plan on the simulated market, paused: nothing moves but what is done by hand.
  static func paused(in folder: StateFolder) throws -> ProgramOnScreen {
    let plan = try folder.write(plan, to: "plan.yaml")
    let program = try ProgramOnScreen(["open", plan, "--seed", "7", "--speed", "1"], in: folder)
    try program.wait(for: "0.050 of 0.100")
    program.type("p")
    try program.wait(for: "PAUSED")
    return program
  }

  func type(_ keys: String) { terminal.type(keys.utf8) }

  /// Reads what several programs have drawn, waiting for it; answers when each was read, before anything is made
  /// of it. Without a text, a text that is not shown, or news, there is no time.
  @discardableResult static func read(
    _ programs: [ProgramOnScreen], milliseconds: Int32, showing text: String? = nil
  ) -> [Double?] {
    PseudoTerminal.wait(for: programs.map(\.terminal), milliseconds: milliseconds)
    let times = programs.map { $0.fetch() }
    return zip(programs, times).map { program, time in
      program.takeIn(time)
      guard let time, let text, program.picture.shows(text) else { return nil }
      return time
    }
  }

  /// When a text stood in the terminal.
  @discardableResult func wait(for text: String) throws -> Double {
    let limit = now() + 10
    while now() < limit {
      if let time = Self.read([self], milliseconds: 100, showing: text)[0] { return time }
    }
    throw NeverCame(text: text, picture: picture.text)
  }

  /// Follows what several programs draw, for so many seconds.
  static func follow(_ programs: [ProgramOnScreen], for seconds: Double) {
    let end = now() + seconds
    while case let left = end - now(), left > 0 { read(programs, milliseconds: Int32(left * 1000) + 1) }
  }

  func forget() { drawn = Drawn(lastAt: drawn.lastAt) }

  /// When something was read, if there was anything.
  private func fetch() -> Double? {
    guard terminal.unreadCount > 0 else { return nil }
    terminal.read(waitingMilliseconds: 0)
    return terminal.output.isEmpty ? nil : now()
  }

  private func takeIn(_ time: Double?) {
    guard let time else { return }
    drawn.bytes += terminal.output.count
    if time - drawn.lastAt >= Self.silence { drawn.frames += 1 }
    drawn.lastAt = time
    picture.take(terminal.output)
    terminal.forgetOutput()
  }
}
