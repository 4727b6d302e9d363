/// The benchmarks by name; without one, all of them.
let benchmarks: [(name: String, tells: String, run: () -> Void)] = [
  ("start", "from the start of a process to its first frame", StartBenchmark.run),
  ("keys", "from a key to the first byte that it draws", KeysBenchmark.run),
  (
    "acknowledged", "from Enter to the bytes that show it done, and the disk's part",
    AcknowledgedBenchmark.run
  ),
  ("watch", "from an owner's action to its watcher's bytes", WatchBenchmark.run),
  ("load", "computing, drawing and memory of an open trade; takes seven minutes", LoadBenchmark.run),
  ("drawing", "what one picture costs, in every view and size", DrawingBenchmark.run),
  ("replay", "ticks a second of whole trades, replayed", ReplayBenchmark.run),
  ("tape", "ticks a second that a tape is searched with", TapeBenchmark.run),
  ("reading", "rows and bytes a second of recorded files", ReadingBenchmark.run),
]
let wanted = Set(CommandLine.arguments.dropFirst())
for benchmark in benchmarks where wanted.isEmpty || wanted.contains(benchmark.name) { benchmark.run() }
let unknown = wanted.subtracting(benchmarks.map(\.name)).sorted()
if !unknown.isEmpty {
  print(
    "there is no benchmark \(unknown.joined(separator: ", ")); there are, and without a name all of them run:"
  )
  for benchmark in benchmarks {
    let gap = String(repeating: " ", count: max(1, 14 - benchmark.name.count))
    print("  \(benchmark.name)\(gap)\(benchmark.tells)")
  }
}
