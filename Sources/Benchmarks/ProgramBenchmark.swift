import Foundation
import TerminalTesting

/// The built program in a terminal of 120 by 40: how soon it is there, and how soon it answers a key.
enum ProgramBenchmark {
  static func start() {
    do {
      let folder = try StateFolder()
      var starts: [Double] = []
      var floors: [Double] = []
      for _ in 0..<20 {
        floors.append(try folder.version() * 1000)
        let program = try Program(folder)
        starts.append(try program.waitForFrame() * 1000)
        program.end()
      }
      print("start to first full frame: \(Figures(starts).text) ms")
      print("of that, to start a process and print its version: \(Figures(floors).text) ms")
    } catch {
      print("start: \(error)")
    }
  }

  static func keys() {
    do {
      let program = try Program(StateFolder())
      _ = try program.waitForFrame()
      program.press("p", count: 1)
      program.settle()
      report("a cursor key", program.times(["j", "k"], 500))
      report("the preview of a stop move, and its end", program.times(["s", "\u{1B}"], 200))
      program.end()
    } catch {
      print("keys: \(error)")
    }
  }

  private static func report(_ what: String, _ seconds: [Double]) {
    let figures = Figures(seconds.map { $0 * 1000 })
    let (half, most) = (Figures.short(figures.percentile(0.5)), Figures.short(figures.percentile(0.99)))
    print("keystroke to bytes, \(what): p50 \(half) ms, p99 \(most) ms, \(seconds.count) times")
  }
}

/// A folder for the journals, removed in the end.
private final class StateFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("tranche-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var environment: [String] {
    var all = ProcessInfo.processInfo.environment
    all["XDG_STATE_HOME"] = path
    all["TERM"] = "xterm-256color"
    all["LC_ALL"] = "C.UTF-8"
    return all.map { "\($0.key)=\($0.value)" }
  }

  /// Seconds until the program has printed its version and ended.
  func version() throws -> Double {
    let program = try SessionProcess.sibling("tranche")
    let start = now()
    _ = try SessionProcess.run([program, "--version"], environment: environment, directory: path)
    return now() - start
  }
}

private final class Program {
  struct NeverCame: Error {}

  private let terminal: PseudoTerminal
  private let folder: StateFolder
  private let process: pid_t
  private let started: Double

  init(_ folder: StateFolder) throws {
    self.folder = folder
    terminal = try PseudoTerminal(columns: 120, rows: 40)
    let path = try SessionProcess.sibling("tranche")
    started = now()
    process = try SessionProcess.spawn([path], environment: folder.environment, terminal: terminal.path)
  }

  /// Seconds until the last words of the last line have come: rows are drawn from the top.
  func waitForFrame() throws -> Double {
    for _ in 0..<2000 {
      terminal.read(waitingMilliseconds: 50)
      if terminal.outputText.contains("help") { return now() - started }
    }
    throw NeverCame()
  }

  func press(_ text: String, count: Int) { terminal.type(text.utf8) }

  /// Waits until nothing is drawn any more, the marks of changed cells included.
  func settle() {
    usleep(2_500_000)
    terminal.read(waitingMilliseconds: 1)
    terminal.forgetOutput()
  }

  /// Seconds from each key, in turn, to the first byte of what it draws.
  func times(_ keys: [String], _ count: Int) -> [Double] {
    (0..<count).compactMap { number in
      terminal.forgetOutput()
      let start = now()
      terminal.type(keys[number % keys.count].utf8)
      terminal.read(waitingMilliseconds: 500)
      let time = now() - start
      guard !terminal.output.isEmpty else { return nil }
      // The rest of that frame; longer than the program waits to tell Esc from a sequence.
      usleep(60_000)
      terminal.read(waitingMilliseconds: 1)
      return time
    }
  }

  func end() {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
