if CommandLine.arguments.count < 2 { TapeBenchmark.run() }
ReadingBenchmark.run()
