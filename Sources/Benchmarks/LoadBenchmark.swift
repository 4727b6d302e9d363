import Foundation
import Interface

/// What an open trade costs while nothing is done by hand: computing, drawing and memory, at several rates of prices,
/// in every view, and with others looking on.
enum LoadBenchmark {
  private static let rates = [1, 100, 10_000]
  private static let sizes = [(columns: 80, rows: 24), (columns: 200, rows: 60)]
  /// Seconds: until all have settled, and that are measured then.
  private static let settling = 4
  private static let measured = 12

  static func run() {
    do {
      let folder = try StateFolder(in: try StateFolder.buildFolder())
      print("load of an open trade, over \(measured) s after \(settling) s, in 256 colours")
      FigureTable.line("", ["CPU %", "frames/s", "B/frame", "own MiB"])
      for source in Source.allCases {
        for size in sizes {
          for rate in rates { try trade(rate, source, size, in: folder) }
        }
      }
      for view in ViewChoice.allCases { try showing(view.rawValue, in: folder) }
      for count in [0, 1, 8] { try watched(by: count, in: folder) }
      print(conditions(folder))
    } catch {
      print("load: \(error)")
    }
  }

  private static func conditions(_ folder: StateFolder) -> String {
    """
      CPU %: of one core, user and system, all threads, by the process's own clock
      frame: what is drawn between two silences of 20 ms; B: bytes
      own: Private_Dirty in the end, with all ticks of a file, which is read at once and played at its pace;
        standard input (-) gets lines every 10 ms at most
      prices wander by up to 0.5 a tick, and no rule acts; journal on \(folder.fileSystem)
    """
  }

  private enum Source: CaseIterable {
    case file, pipe
  }

  private static func trade(
    _ rate: Int, _ source: Source, _ size: (columns: Int, rows: Int), in folder: StateFolder
  ) throws {
    let writer = source == .pipe ? try PriceWriter(perSecond: rate) : nil
    let owner = try open(rate, writer, size, in: folder)
    let load = try measure([owner], writer)[0]
    line("\(source == .pipe ? "-" : "file"), \(ticks(rate)), \(size.columns)x\(size.rows)", load)
    guard let writer, writer.mostBehind > 0 else { return }
    print("    up to \(writer.mostBehind) bytes waited that the pipe did not take")
  }

  /// At the rate at which a busy market is shown, in the largest window.
  private static func showing(_ view: String, in folder: StateFolder) throws {
    let owner = try open(10, nil, sizes[1], view: view, in: folder)
    line("\(ticks(10)), --view \(view), 200x60", try measure([owner], nil)[0])
  }

  /// One of eight watchers is stopped, as by `Ctrl-Z`: it reads nothing, and its owner should not notice.
  private static func watched(by count: Int, in folder: StateFolder) throws {
    let rate = 100
    let owner = try open(rate, nil, sizes[0], in: folder)
    var watchers: [ProgramOnScreen] = []
    for _ in 0..<count {
      let watcher = try ProgramOnScreen(["watch"], in: folder, columns: 80, rows: 24)
      try watcher.wait(for: "heard 0")
      watchers.append(watcher)
    }
    if count > 1 { watchers.last?.process.suspend() }
    let loads = try measure([owner] + watchers, nil)
    let whom = count == 0 ? "none" : count == 1 ? "one" : "\(count), one of them stopped"
    line("the owner: \(ticks(rate)), watchers: \(whom)", loads[0])
    if count > 0 { line("  the first of them", loads[1]) }
  }

  /// A new trade on these prices; it is there once half of it is bought, at the first price.
  private static func open(
    _ rate: Int, _ writer: PriceWriter?, _ size: (columns: Int, rows: Int), view: String? = nil,
    in folder: StateFolder
  ) throws -> ProgramOnScreen {
    let plan = try folder.write(ProgramOnScreen.plan, to: "plan.yaml")
    var feed = "-"
    if writer == nil {
      // Longer than is needed: starting many watchers takes a while.
      let rows = PriceWalk.trades(perSecond: rate, seconds: settling + measured + 10)
      feed = try folder.write(rows, to: "BTCUSDT-trades-\(rate).csv")
    }
    let owner = try ProgramOnScreen(
      ["open", plan, "--feed", feed] + (view.map { ["--view", $0] } ?? []), in: folder, columns: size.columns,
      rows: size.rows, input: writer?.input
    )
    writer?.write()
    try owner.wait(for: "0.050 of 0.100")
    return owner
  }

  private struct Load {
    var share: Double
    var frames: Double
    var bytes: Double
    var memory: Double
  }

  private static func measure(_ programs: [ProgramOnScreen], _ writer: PriceWriter?) throws -> [Load] {
    follow(programs, writer, for: Double(settling))
    programs.forEach { $0.forget() }
    writer?.forget()
    let start = now()
    let before = try programs.map { try $0.process.computed() }
    follow(programs, writer, for: Double(measured))
    let seconds = now() - start
    return try zip(programs, before).map { program, before in
      let drawn = program.drawn
      return Load(
        share: (try program.process.computed() - before) / seconds * 100,
        frames: Double(drawn.frames) / seconds, bytes: Double(drawn.bytes) / Double(max(1, drawn.frames)),
        memory: program.process.privateDirty)
    }
  }

  /// Reads all that is drawn, so that nothing waits for its terminal, and writes the prices that are due.
  private static func follow(_ programs: [ProgramOnScreen], _ writer: PriceWriter?, for seconds: Double) {
    let end = now() + seconds
    while case let left = end - now(), left > 0 {
      writer?.write()
      let pause = Int32(left * 1000) + 1
      ProgramOnScreen.read(programs, milliseconds: min(pause, writer?.pause ?? pause))
    }
  }

  private static func ticks(_ rate: Int) -> String { rate == 1 ? "1 tick/s" : "\(rate) ticks/s" }

  private static func line(_ name: String, _ load: Load) {
    FigureTable.line(name, [load.share, load.frames, load.bytes, load.memory].map(Figures.short))
  }
}
