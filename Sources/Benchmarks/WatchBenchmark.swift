import Foundation

/// How soon a second monitor shows what its owner shows, and what many of them take from the owner's own time.
enum WatchBenchmark {
  private static let times = 120

  static func run() {
    do {
      let folder = try StateFolder(in: try StateFolder.buildFolder())
      let owner = try ProgramOnScreen.paused(in: folder)
      let watcher = try ProgramOnScreen(["watch"], in: folder)
      // Only the owner's voice says so; by the journal alone a watcher looks four times a second.
      try watcher.wait(for: "PAUSED")
      ProgramOnScreen.follow([owner, watcher], for: 2.5)
      let table = FigureTable.delays("to the watcher's bytes, ms")
      for action in RepeatedAction.allCases {
        let (lags, whole) = try measure(action, owner, watcher)
        table.row("\(action.name): behind the owner's bytes", lags)
        table.row("\(action.name): behind Enter", whole)
      }
      try crowd(folder)
      print("  all 120 by 40, 256 colours, the market paused, journal on \(folder.fileSystem)")
    } catch {
      print("watch: \(error)")
    }
  }

  /// The owner's own time from Enter to the bytes that show a stop moved, alone and beside eight watchers of which
  /// one is stopped, as by `Ctrl-Z`. In turn, so that what else the machine does falls on both.
  private static func crowd(_ folder: StateFolder) throws {
    let alone = try ProgramOnScreen.paused(in: folder)
    let watched = try ProgramOnScreen.paused(in: folder)
    var watchers: [ProgramOnScreen] = []
    for _ in 0..<8 {
      let watcher = try ProgramOnScreen(["watch"], in: folder)
      try watcher.wait(for: "PAUSED")
      watchers.append(watcher)
    }
    watchers.last?.process.suspend()
    let rest = Array(watchers.dropLast())
    ProgramOnScreen.follow([alone, watched] + watchers, for: 2.5)
    var times: [[Double]] = [[], []]
    for number in 0..<times.count * Self.times {
      let owner = number % 2 == 0 ? alone : watched
      let story = try RepeatedAction.stopMove.prepare(number, in: owner, beside: rest)
      let start = now()
      owner.type("\r")
      times[number % 2].append((try owner.wait(for: story) - start) * 1000)
      ProgramOnScreen.follow(rest, for: 0.05)
    }
    let table = FigureTable.delays("the owner's own time from Enter, ms")
    table.row("stop moved by a tick: nobody watches", Figures(times[0]))
    table.row("stop moved by a tick: eight watch, one stopped", Figures(times[1]))
  }

  /// From the owner's bytes, and from Enter. The owner's can come last: it tells its watchers some
  /// milliseconds after its own screen, and this process may read the one that drew later first.
  private static func measure(
    _ action: RepeatedAction, _ owner: ProgramOnScreen, _ watcher: ProgramOnScreen
  ) throws -> (Figures, Figures) {
    var lags: [Double] = []
    var whole: [Double] = []
    for number in 0..<times {
      let story = try action.prepare(number, in: owner, beside: [watcher])
      let start = now()
      owner.type("\r")
      let (own, other) = try wait(for: story, owner, watcher)
      lags.append((other - own) * 1000)
      whole.append((other - start) * 1000)
    }
    return (Figures(lags), Figures(whole))
  }

  private static func wait(
    for story: String, _ owner: ProgramOnScreen, _ watcher: ProgramOnScreen
  ) throws -> (Double, Double) {
    let limit = now() + 10
    var own: Double?
    var other: Double?
    while now() < limit {
      let read = ProgramOnScreen.read([owner, watcher], milliseconds: 100, showing: story)
      own = own ?? read[0]
      other = other ?? read[1]
      if let own, let other { return (own, other) }
    }
    let late = own == nil ? owner : watcher
    throw ProgramOnScreen.NeverCame(text: story, picture: late.picture.text)
  }
}
