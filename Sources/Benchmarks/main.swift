TapeBenchmark.run()
