import Foundation

/// How soon a person sees that something is done which may not be said before it is on the disk: from Enter to the
/// bytes that show its line in the story.
enum AcknowledgedBenchmark {
  private static let times = 120

  static func run() {
    do {
      let table = FigureTable.delays("Enter to bytes that show it done, ms")
      var medians: [String: Double] = [:]
      for parent in [try StateFolder.buildFolder(), "/dev/shm"] where access(parent, W_OK) == 0 {
        try measure(in: parent, table, &medians)
      }
      tell(medians)
      print(
        "  120 by 40, 256 colours, the market paused; a panel stands for 170 ms or more before its Enter;")
      print("  a commit: 4 KiB appended and fdatasync, in the journal's folder, one after each action")
    } catch {
      print("acknowledged: \(error)")
    }
  }

  private static let disk = "disk"
  private static let memory = "memory"

  private static func measure(
    in parent: String, _ table: FigureTable, _ medians: inout [String: Double]
  ) throws {
    let folder = try StateFolder(in: parent)
    let place = parent == "/dev/shm" ? memory : disk
    let program = try ProgramOnScreen.paused(in: folder)
    // The first actions are slower than all others: files grow, pages come in.
    ProgramOnScreen.follow([program], for: 2.5)
    var commits: [Double] = []
    let clock = try DiskClock(in: folder)
    _ = try clock.commit()
    for action in RepeatedAction.allCases {
      var seconds: [Double] = []
      for number in 0..<times {
        let story = try action.prepare(number, in: program)
        let start = now()
        program.type("\r")
        seconds.append(try program.wait(for: story) - start)
        commits.append(try clock.commit())
      }
      let figures = Figures(seconds.map { $0 * 1000 })
      table.row("\(action.name), journal on \(folder.fileSystem)", figures)
      medians["\(action) \(place)"] = figures.median
    }
    let figures = Figures(commits.map { $0 * 1000 })
    table.row("a commit of the disk alone, on \(folder.fileSystem)", figures)
    medians[place] = figures.median
  }

  private static func tell(_ medians: [String: Double]) {
    guard let commit = medians[disk] else { return }
    for action in RepeatedAction.allCases {
      guard let onDisk = medians["\(action) \(disk)"] else { continue }
      var line = "  \(action.name): \(Figures.short(onDisk / commit)) commits of the disk"
      if let inMemory = medians["\(action) \(memory)"] {
        line += "; without the disk \(Figures.short(inMemory / commit)), so that it waits for "
        line += "\(Figures.short((onDisk - inMemory) / commit))"
      }
      print("\(line) (of the medians)")
    }
  }
}
