// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "tranche",
  products: [.executable(name: "tranche", targets: ["Tranche"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .target(name: "Trading", swiftSettings: strict),
    .target(name: "Screen", swiftSettings: strict),
    .target(name: "Replay", dependencies: ["Trading"], swiftSettings: strict),
    .target(
      name: "Interface", dependencies: ["Screen", "Trading"],
      resources: [
        .embedInCode("../../Themes/colorblind.yaml"),
        .embedInCode("../../Themes/colorblind-light.yaml"),
        .embedInCode("../../Themes/contrast.yaml"),
        .embedInCode("../../Themes/contrast-light.yaml"),
        .embedInCode("../../Themes/dark.yaml"),
        .embedInCode("../../Themes/ember.yaml"),
        .embedInCode("../../Themes/harbour.yaml"),
        .embedInCode("../../Themes/light.yaml"),
        .embedInCode("../../Themes/mono.yaml"),
        .embedInCode("../../Themes/parchment.yaml"),
      ], swiftSettings: strict),
    .target(
      name: "TradeStore",
      dependencies: [
        "Trading", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "Markets", dependencies: ["Trading", "Replay"], swiftSettings: strict),
    .target(
      name: "StrictYAML", dependencies: ["Trading", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .systemLibrary(name: "CNcurses"),
    .target(name: "CursesTerminal", dependencies: ["Screen", "CNcurses"], swiftSettings: strict),
    .executableTarget(
      name: "Tranche",
      dependencies: [
        "Trading", "Screen", "Interface", "CursesTerminal", "TradeStore", "Markets", "Replay",
        "StrictYAML", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [
        .embedInCode("Plans/dca.yaml"),
        .embedInCode("Plans/dca-levels.yaml"),
        .embedInCode("Plans/levels.yaml"),
        .embedInCode("Plans/leverage.yaml"),
        .embedInCode("Plans/news.yaml"),
        .embedInCode("Plans/pyramid.yaml"),
        .embedInCode("Plans/range.yaml"),
        .embedInCode("Plans/range-breakout.yaml"),
        .embedInCode("Plans/range-short.yaml"),
        .embedInCode("Plans/rescue.yaml"),
        .embedInCode("Plans/single.yaml"),
        .embedInCode("Plans/stops.yaml"),
        .embedInCode("Plans/targets.yaml"),
        .embedInCode("Plans/targets-remaining.yaml"),
        .embedInCode("Plans/time.yaml"),
        .embedInCode("Plans/trailing.yaml"),
        .embedInCode("Plans/trailing-atr.yaml"),
        .embedInCode("Plans/trailing-levels.yaml"),
        .embedInCode("Plans/trailing-percent.yaml"),
        .embedInCode("Plans/trailing-steps.yaml"),
        .embedInCode("Plans/trailing-swing.yaml"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Trading", "Screen", "Interface", "Replay", "Markets", "StrictYAML", "TerminalTesting",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TradingTests", dependencies: ["Trading", "Replay", "StrictYAML"], exclude: ["Golden"]),
    .testTarget(name: "ScreenTests", dependencies: ["Screen"]),
    .testTarget(
      name: "ReplayTests", dependencies: ["Replay", "Trading", "StrictYAML", "Markets", "TradeStore"],
      exclude: ["Recorded"]),
    .testTarget(
      name: "InterfaceTests", dependencies: ["Interface", "Screen", "Trading", "StrictYAML"],
      exclude: ["Screens"]),
    .executableTarget(
      name: "JournalProbe", dependencies: ["TradeStore"], path: "Tests/JournalProbe",
      swiftSettings: strict),
    .testTarget(
      name: "TradeStoreTests",
      dependencies: ["TradeStore", "Trading", "Replay", "StrictYAML", "Markets", "JournalProbe"],
      exclude: ["Golden"]),
    .testTarget(name: "MarketsTests", dependencies: ["Markets", "Trading", "Replay"]),
    .testTarget(name: "StrictYAMLTests", dependencies: ["StrictYAML", "Trading"]),
    .executableTarget(
      name: "TerminalProbe", dependencies: ["CursesTerminal", "Screen"], path: "Tests/TerminalProbe",
      swiftSettings: strict),
    // Terminals and processes, for tests and benchmarks.
    .target(name: "TerminalTesting", path: "Tests/TerminalTesting", swiftSettings: strict),
    .testTarget(
      name: "CursesTerminalTests",
      dependencies: ["CursesTerminal", "Screen", "TerminalProbe", "TerminalTesting"]),
    .testTarget(name: "TrancheTests", dependencies: ["Tranche", "TerminalTesting"]),
  ],
  swiftLanguageModes: [.v6]
)
