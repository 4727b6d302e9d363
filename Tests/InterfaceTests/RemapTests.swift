import Screen
import StrictYAML
import Testing
import Trading

@testable import Interface

/// Keys that a user has changed: state and keys give state, sentences and a part of the screen.
@Suite struct RemapTests {
  struct Remap: Sendable, CustomTestStringConvertible {
    var keys: String
    var typed: String
    var acts: [String] = []
    var mode = Mode.normal
    var screen = ""
    var testDescription: String { "\(keys) \(typed)" }
  }

  static let cases: [Remap] = [
    Remap(keys: "flatten: o", typed: "o⏎", acts: ["close"]),
    Remap(keys: "flatten: o", typed: "f", screen: "f does nothing; ? lists the keys"),
    Remap(keys: "flatten: [f, F9]", typed: "⑨⏎", acts: ["close"]),
    Remap(keys: "flatten: [f, F9]", typed: "f⏎", acts: ["close"]),
    Remap(keys: "flatten: [f, F9]", typed: "t", mode: .preview),
    Remap(keys: "note: none", typed: "n", screen: "n does nothing"),
    Remap(keys: "{help: none, note: \"?\"}", typed: "?x⏎", acts: ["note \"x\""]),
    Remap(keys: "help: none", typed: "Z", screen: "Z does nothing"),
    Remap(keys: "take now: F9", typed: "⑨", acts: ["take next"]),
    Remap(keys: "flatten now: X", typed: "X", screen: "X again within a second closes all 0.800"),
    Remap(keys: "flatten now: X", typed: "XX", acts: ["close"]),
    Remap(keys: "flatten now: X", typed: "FF", screen: "F does nothing"),
    Remap(
      keys: "F5: take 25%, stop to breakeven", typed: "⑤", mode: .preview, screen: "take 25%, stop to break"),
    Remap(keys: "F5: take 25%, stop to breakeven", typed: "⑤⏎", acts: ["take 25%, stop to breakeven"]),
    Remap(keys: "F5: take 25%, stop to breakeven", typed: "⑤⎋"),
    Remap(keys: "F5: sell 25%", typed: "⑤⏎", acts: ["take 25%"]),
    Remap(keys: "F5: take 25%", typed: "⑤:", mode: .command, screen: ":take 25%"),
    Remap(keys: "F5: take 25%", typed: "t⑤⏎", acts: ["take 25%"]),
    Remap(keys: "F5: enter 50%", typed: "⑤⏎", mode: .reason, screen: "because:"),
    Remap(keys: "F5: enter 50%", typed: "⑤⏎late⏎", acts: ["enter 50% because \"late\""]),
    Remap(keys: "F5: take 25%", typed: ":⑤", mode: .command),
    Remap(keys: "1: take 10%", typed: "1⏎", acts: ["take 10%"]),
    Remap(keys: "1: take 10%", typed: "t1⏎", acts: ["take 1%"]),
    Remap(keys: "take: 1", typed: "1⏎", acts: ["take next"]),
    Remap(keys: "take: 1", typed: "113⏎", acts: ["take 13%"]),
    Remap(keys: "redraw: r", typed: ":take 10%r", mode: .command, screen: ":take 10%r"),
    Remap(keys: "enter: y", typed: "ty", acts: ["take next"]),
    Remap(keys: "enter: y", typed: "t⏎", acts: ["take next"]),
    Remap(keys: "enter: y", typed: "ny⏎", acts: ["note \"y\""]),
    Remap(keys: "leave: none", typed: "t⎋"),
    Remap(keys: "quit: none", typed: "␃", mode: .quitting),
    Remap(keys: "quit: Q", typed: "Q", mode: .quitting),
    Remap(keys: "cancel entries: o", typed: "o⏎", acts: ["cancel entries"]),
  ]

  private static func driver(_ keys: String, _ snapshot: Snapshot = Samples.long) throws -> Driver {
    let isFlow = keys.hasPrefix("{")
    let text = isFlow ? "keys: \(keys)" : "keys:\n  \(keys)"
    let chosen = try ConfigurationTests.read(text)
    var driver = Driver(snapshot)
    driver.state.obey(chosen)
    return driver
  }

  @Test(arguments: cases) func changedKeysDoWhatTheTableSays(_ item: Remap) throws {
    var driver = try Self.driver(item.keys)
    driver.press(item.typed)
    #expect(driver.acts == item.acts)
    #expect(driver.state.mode == item.mode)
    #expect(driver.frame().text.contains(item.screen) || item.screen.isEmpty, "\(driver.frame().text)")
  }

  /// Footer, help, words and the printed table name the keys as they are.
  @Test func everythingNamesTheKeysAsTheyAre() throws {
    var driver = try Self.driver(
      "{flatten: o, cancel entries: \"%\", F5: take 25%, help: h, stop to cursor: M}")
    driver.state.size = Size(columns: 200, rows: 60)
    let footer = driver.frame().text(row: 59)
    for part in ["o flatten 0.800", "M stop to 30,412.3", "h help", "F5 take 25%"] {
      #expect(footer.contains(part), "\(footer)")
    }
    driver.press("h")
    let help = driver.frame().text
    #expect(help.contains("F5        take 25%") && help.contains("o         flatten: close all"), "\(help)")
    let table = driver.state.keys.markdown
    #expect(table.contains("| `o` | flatten | ladder | flatten: close all that is open |"))
    #expect(table.contains("| `F5` | sentence | ladder | take 25% |") && !table.contains("| `f` |"))
    driver = try Self.driver("cancel entries: \"%\"", Samples.waiting)
    driver.press("f")
    #expect(driver.frame().text.contains("nothing is open; % cancels what waits"))
    driver = try Self.driver("acknowledge: W", Samples.alarmed)
    #expect(driver.frame().text.contains("W: seen"))
  }

  /// Whatever is changed, these go on: back, Enter, a way out of the trade and of the program.
  @Test func noChangeTakesTheWayOut() throws {
    let actions = KeyAction.allCases.filter { $0 != .sentence && $0 != .flattenNow }
    let none = actions.map { "  \($0.name): none" }.joined(separator: "\n")
    let keys = try ConfigurationTests.read("keys:\n" + none).keys
    for mode in Mode.allCases {
      #expect(keys.action(.escape, in: mode) == .leave)
      #expect([.leave, .quit].contains(keys.action(.control("c"), in: mode)), "\(mode)")
    }
    for mode in Mode.allCases where mode.showsPanel || mode == .quitting || mode == .note {
      #expect(keys.action(.enter, in: mode) == .enter)
    }
    #expect(keys.action(.character("F"), in: .normal) == .flattenNow)
  }

  /// Whatever is asked for: where nothing is found wrong, no key means two things, text stays text, and the ways out
  /// stay.
  @Test func randomChangesAreEitherRefusedOrSound() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(state: seed)
    let actions = KeyAction.allCases.filter { $0 != .sentence }
    let keys = (KeyName.all + "abcxyzABTF019[?:".map { String($0) }).compactMap(KeyName.key)
    var sound = 0
    for _ in 0..<2000 {
      var changes: [KeyChange] = []
      for index in 0..<Int.random(in: 1...3, using: &random) {
        let chosen = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
          keys.randomElement(using: &random)
        }
        let action = actions.randomElement(using: &random) ?? .add
        let isSentence = Bool.random(using: &random) && !chosen.isEmpty
        changes.append(
          KeyChange(isSentence ? .sentence(chosen[0], "take 25%") : .keys(action, chosen), index: index))
      }
      let (map, conflicts) = KeyMap.standard.changed(changes)
      guard conflicts.isEmpty else { continue }
      sound += 1
      for mode in Mode.allCases {
        let lines = map.bindings.filter { $0.modes.contains(mode) }
        let meanings = Dictionary(
          grouping: lines.flatMap { line in line.keys.map { ($0, line.action) } }, by: \.0)
        #expect(meanings.values.allSatisfy { Set($0.map(\.1)).count == 1 }, "seed \(seed): \(changes)")
        #expect(map.action(.escape, in: mode) == .leave, "seed \(seed): \(changes)")
        guard mode.isText else { continue }
        let isTyped = map.bindings.contains {
          $0.modes.contains(mode) && $0.keys.contains(where: KeyName.types)
        }
        #expect(!isTyped, "seed \(seed): \(changes)")
      }
      #expect(map.key(.flattenNow) != nil, "seed \(seed): \(changes)")
    }
    #expect(sound > 100, "seed \(seed): too few changes were sound to tell anything")
  }

  @Test func presetsAreTheUsersOwn() throws {
    var driver = Driver(Samples.long)
    driver.state.obey(try ConfigurationTests.read("take presets: [10, 33.3]"))
    driver.press("t⇥⏎t⇥⇥⏎t⇥⇥⇥⏎")
    #expect(driver.acts == ["take 10%", "take 33.3%", "take next"])
  }

  @Test(arguments: KeyName.all + ["a", "?", "é", "Ctrl-X"]) func namesAreReadAsTheyAreWritten(_ name: String)
  {
    #expect(KeyName.key(name).map(KeyName.text) == name)
    #expect(KeyName.key(name.count > 1 ? name.lowercased() : name) == KeyName.key(name))
  }

  @Test(arguments: ["", "ab", "F0", "F21", "Ctrl-", "Ctrl-1", "\u{301}", "字", "\u{7}", " "])
  func whatNamesNoKey(_ text: String) {
    #expect(KeyName.key(text) == nil)
  }
}
