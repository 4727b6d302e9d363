TapeBenchmark.run()
ReadingBenchmark.run()
