import Foundation

/// How soon the program answers a key: from the byte that goes in to the first that comes out.
enum KeysBenchmark {
  static func run() {
    do {
      let folder = try StateFolder(in: FileManager.default.temporaryDirectory.path)
      let program = try open(in: folder, columns: 120, rows: 40)
      let table = FigureTable.delays("keystroke to bytes, ms", aim: "p99 2")
      // What no program can save: two processes, a terminal between them, and whatever else the machine does.
      let command = ["/bin/sh", "-c", "stty raw -echo; printf on; exec cat"]
      let echo = try ProgramInTerminal(folder, command: command)
      try echo.wait(for: "on")
      table.row("a program that only sends the key back", try times(echo, ["j", "k"], 300)[0])
      table.row("j, k: the cursor", try times(program, ["j", "k"], 600)[0])
      let large = try open(in: folder, columns: 200, rows: 60)
      table.row("j, k: the cursor, 200 by 60, chart and all", try times(large, ["j", "k"], 600)[0])
      let preview = try times(program, ["b", "\u{1B}"], 600, separately: true, shows: ["Enter", nil])
      table.row("b: a preview opens", preview[0])
      table.row("Esc: it closes, once no sequence has followed", preview[1])
    } catch {
      print("keys: \(error)")
    }
  }

  /// On to the first fill, where the market pauses: now there is a position that a preview can be of.
  private static func open(in folder: StateFolder, columns: UInt16, rows: UInt16) throws -> ProgramInTerminal
  {
    let program = try ProgramInTerminal(folder, columns: columns, rows: rows)
    _ = try program.waitForFrame()
    try program.press("e", until: "filled")
    program.settle()
    return program
  }

  /// Presses keys in turn; each one's times, or those of all as one.
  private static func times(
    _ program: ProgramInTerminal, _ keys: [String], _ count: Int, separately: Bool = false,
    shows texts: [String?] = [nil, nil]
  ) throws -> [Figures] {
    var times = [[Double]](repeating: [], count: keys.count)
    var unanswered = 0
    for number in 0..<count {
      let key = number % keys.count
      if let time = try program.time(keys[key], shows: texts[key]) {
        times[key].append(time * 1000)
      } else {
        unanswered += 1
      }
      // Not in step with anything the program does at intervals.
      usleep(UInt32(number * 7919 % 13_000))
    }
    if unanswered > 0 { print("  \(unanswered) of \(count) keys drew nothing") }
    return separately ? times.map { Figures($0) } : [Figures(times.flatMap { $0 })]
  }
}
