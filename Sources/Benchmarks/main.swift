/// The benchmarks by name; without one, all of them.
let benchmarks: [(name: String, run: () -> Void)] = [
  ("start", StartBenchmark.run), ("keys", KeysBenchmark.run), ("replay", ReplayBenchmark.run),
  ("tape", TapeBenchmark.run), ("reading", ReadingBenchmark.run),
]
let wanted = Set(CommandLine.arguments.dropFirst())
for benchmark in benchmarks where wanted.isEmpty || wanted.contains(benchmark.name) { benchmark.run() }
for name in wanted.subtracting(benchmarks.map(\.name)).sorted() {
  print("there is no benchmark \(name); there are: \(benchmarks.map(\.name).joined(separator: ", "))")
}
