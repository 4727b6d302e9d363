import Foundation
import TerminalTesting

/// How soon the program is there: from the start of its process to its first whole frame.
enum StartBenchmark {
  private static let times = 20

  static func run() {
    do {
      let table = FigureTable.spread("start, ms", aim: "20")
      // What no program can save, and what this one spends before it does anything of its own.
      table.row("a process that does nothing", try ended(["/bin/true"]))
      table.row("tranche --version", try ended([SessionProcess.sibling("tranche"), "--version"]))
      // The journal is on the disk before the frame: the difference is the disk's.
      let disk = FileManager.default.temporaryDirectory.path
      for (name, folder) in [("in memory", "/dev/shm"), ("on disk", disk)] where access(folder, W_OK) == 0 {
        table.row("first full frame, journal \(name)", try frames(folder))
      }
    } catch {
      print("start: \(error)")
    }
  }

  private static func frames(_ parent: String) throws -> Figures {
    let folder = try StateFolder(in: parent)
    return try measured { try ProgramInTerminal(folder).waitForFrame() }
  }

  private static func ended(_ arguments: [String]) throws -> Figures {
    try measured {
      let start = now()
      let process = try SessionProcess.spawn(arguments, environment: [], terminal: nil)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      return now() - start
    }
  }

  /// Milliseconds; the first time is left out, which may read the program from the disk.
  private static func measured(_ seconds: () throws -> Double) throws -> Figures {
    Figures(try (0...times).map { _ in try seconds() * 1000 }.dropFirst().map { $0 })
  }
}
