import CursesTerminal
import Glibc
import Synchronization

/// What ends a run without a terminal: a signal, or the run itself.
enum PlainStop {
  /// Written by the signal handler, read by the poll of whoever runs.
  nonisolated(unsafe) private static var pipeEnds: (read: Int32, write: Int32) = (-1, -1)
  private static let stopped = Atomic<Bool>(false)
  private static let signalled = Atomic<Bool>(false)

  /// All that would end the program, or have it ask what to do, while nobody looks.
  private static let ending = Supervisor.endingSignals + [SIGHUP, SIGUSR2]

  /// Catches the signals that end a program; the descriptor becomes readable once it is to end.
  static func install() throws -> Int32 {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure("pipe: \(String(cString: strerror(errno)))") }
    pipeEnds = (ends[0], ends[1])
    for number in ending {
      signal(number) { _ in
        PlainStop.signalled.store(true, ordering: .sequentiallyConsistent)
        PlainStop.stop()
      }
    }
    return ends[0]
  }

  static var isStopped: Bool { stopped.load(ordering: .sequentiallyConsistent) }

  /// Nobody may be reading the last lines: a signal ends the wait for that after a fifth of a second.
  static func leave<Post: Sendable>(_ printer: PlainPrinter<Post>, with line: String?) {
    printer.finish(with: line)
    var waited = 0
    while !printer.isDone {
      if signalled.load(ordering: .sequentiallyConsistent), waited >= 200 { return }
      usleep(10_000)
      waited += 10
    }
  }

  /// Where nothing could be printed a script is told by the status, and a person on the other stream. `trade` is one
  /// that nobody watches now.
  static func endIfFailed<Post: Sendable>(_ printer: PlainPrinter<Post>, trade: String?) {
    guard printer.hasFailed, let why = printer.failure else { return }
    mention(why + (trade.map { "; nobody watches it now: tranche resume \($0)" } ?? ""))
    exit(Failure.Status.failed.rawValue)
  }

  static func stop() {
    stopped.store(true, ordering: .sequentiallyConsistent)
    var byte: UInt8 = 1
    _ = Glibc.write(pipeEnds.write, &byte, 1)
  }
}
