import Foundation
import Screen
import StrictYAML
import Testing
import Trading

@testable import Interface

/// The file of a user's own choices: what is understood, and what is said of what is not.
@Suite struct ConfigurationTests {
  static func read(_ text: String) throws -> Configuration {
    try ConfigurationReader.configuration(try StrictYAML.document(text))
  }

  /// What is said of a text, one line an error, as the user sees it.
  static func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return ""
    } catch let error as PlanErrors {
      return error.text(file: "c")
    } catch let error as PlanError {
      return error.text(file: "c")
    } catch {
      return "\(error)"
    }
  }

  @Test func everyKeyIsRead() throws {
    let chosen = try Self.read(
      """
      theme: harbour
      colors: 256
      view: big
      ladder: {centred: yes, recentre: 3}
      daily loss: 3R
      take presets: [10, 33.3%, 100]
      keys:
        flatten: [f, F9]
        note: none
        F5: take 25%, stop to breakeven
      attention:
        - {on: [fill, target], do: [bell, title]}
        - on: all
          do: notify
          command: [notify-send, Tranche]
      """)
    #expect(chosen.theme?.value == "harbour" && chosen.theme?.place == Document.Place(line: 1, column: 8))
    #expect(chosen.colors?.value == .palette256)
    #expect(chosen.view?.value == .big)
    #expect(chosen.isCentred?.value == true && chosen.recentre?.value == 3)
    #expect(chosen.recentre?.place.line == 4)
    #expect(chosen.dailyLoss.map { "\($0.value)" } == "3R")
    #expect(chosen.takePresets?.value.map { "\($0)" } == ["10", "33.3", "100"])
    #expect(
      chosen.keyChanges.map { "\($0.value)" } == [
        "flatten: f F9", "note: none", "F5: \"take 25%, stop to breakeven\"",
      ])
    #expect(chosen.keyChanges.map(\.place.line) == [8, 9, 10])
    #expect(chosen.keys.action(.function(9), in: .normal) == .flatten)
    #expect(chosen.keys.action(.character("n"), in: .normal) == nil)
    #expect(
      chosen.attention.map { "\($0.value)" } == [
        "fill, target: bell, title", "all: notify, notify-send Tranche",
      ])
    #expect(chosen.attention.map(\.place.line) == [12, 13])
    #expect(chosen.usesTitles)
  }

  @Test func theMouseIsTheTerminalsWhereSomebodyWantsItSo() throws {
    #expect(try Self.read("mouse: off").hearsMouse?.value == false)
    #expect(try Self.read("mouse: on").hearsMouse?.value == true)
  }

  @Test func whoSaysNothingHasTheProgramsOwn() throws {
    let chosen = try Self.read("daily loss: 500")
    #expect("\(try #require(chosen.dailyLoss).value)" == "500")
    #expect(chosen.keys == .standard && chosen.attention.isEmpty && !chosen.usesTitles)
    #expect(chosen.theme == nil && chosen.view == nil && chosen.takePresets == nil)
  }

  /// A wrong text and what is said of it.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var text: String
    var said: String
    var testDescription: String { text }

    init(_ text: String, _ said: String) {
      self.text = text
      self.said = said
    }
  }

  static let wrong = [
    Wrong("- theme", "c:1:1: a configuration is a list of keys with values; write \"theme: …\", one a line"),
    Wrong("them: dark", "c:1:1: unknown key \"them\"; did you mean \"theme\"?"),
    Wrong("theme: [dark]", "c:1:8: theme: one text is needed here; write it behind the colon"),
    Wrong("colors: 265", "c:1:9: colors: \"265\" is not understood; did you mean \"256\"?"),
    Wrong("view: bigg", "c:1:7: view: \"bigg\" is not understood; did you mean \"big\"?"),
    Wrong(
      "view: everything",
      "c:1:7: view: \"everything\" is not understood; known are ladder, tranches, stop, chart, big, all"),
    Wrong("mouse: no", "c:1:8: mouse: \"no\" is not understood; did you mean \"on\"?"),
    Wrong("ladder: static", "c:1:9: ladder: these are keys with values; write \"centred: …\", one a line"),
    Wrong("ladder: {centered: yes}", "c:1:10: unknown key \"centered\"; did you mean \"centred\"?"),
    Wrong("ladder: {centred: maybe}", "c:1:19: centred: \"maybe\" is not understood; known are yes, no"),
    Wrong(
      "ladder: {recentre: 21}",
      "c:1:20: recentre: \"21\" is no number of rows; write 0 to 20: rows between price and edge"),
    Wrong(
      "daily loss: 3%",
      "c:1:13: daily loss: a day's loss is a number of R such as 3R, or an amount such as 500"),
    Wrong(
      "take presets: 25",
      "c:1:15: take presets: these are a list of per cents; write one to eight of them in brackets: [25, 50, 100]"
    ),
    Wrong(
      "take presets: [25, 101]",
      "c:1:20: take presets: a preset is more than 0 and at most 100 per cent; write it like 25 or 33.3"),
    Wrong(
      "take presets: [0]",
      "c:1:16: take presets: a preset is more than 0 and at most 100 per cent; write it like 25 or 33.3"),
    Wrong("take presets: [25, 25.0]", "c:1:20: take presets: 25 stands twice; take one out"),
  ]

  static let wrongKeys = [
    Wrong(
      "keys: f",
      "c:1:7: keys: these are actions with keys, or keys with sentences; write \"flatten: [f, F9]\" or \"F5: take 25%\", one a line"
    ),
    Wrong("keys: {flaten: f}", "c:1:8: \"flaten\" is neither an action nor a key; did you mean \"flatten\"?"),
    Wrong(
      "keys: {something: f}",
      "c:1:8: \"something\" is neither an action nor a key; tranche keys lists all by name"),
    Wrong("keys: {flatten: F99}", "c:1:17: flatten: \"F99\" is no key; the function keys are F1 to F20"),
    Wrong(
      "keys: {Enter: flatten}",
      "c:1:15: Enter: \"flatten\" is no key; the action stands first: flatten: Enter"),
    Wrong(
      "keys: {F21: take 25%}",
      "c:1:8: \"F21\" is neither an action nor a key; the function keys are F1 to F20"),
    Wrong(
      "view: all\nvew: big",
      "c:2:1: unknown key \"vew\"; known are theme, colors, view, ladder, mouse, daily loss, take presets, "
        + "keys, attention"),
    Wrong("keys: {flatten: [f, f]}", "c:1:21: flatten: f stands twice; take one out"),
    Wrong("keys: {flatten: []}", "c:1:17: flatten: the list is empty; write none to unbind it"),
    Wrong(
      "keys: {flatten: t}",
      "c:1:8: t would mean both take and flatten; take another key, or write \"take: none\" as well"),
    Wrong(
      "keys: {n: take 25%}",
      "c:1:8: n would mean both note and \"take 25%\"; take another key, or write \"note: none\" as well"),
    Wrong(
      "keys:\n  F5: take 25%\n  add: F5",
      "c:3:3: F5 would mean both \"take 25%\" and add; take another key"),
    Wrong("keys: {add: Enter}", "c:1:8: add: Enter always means what it means; take another key, such as F5"),
    Wrong("keys: {Esc: close}", "c:1:8: Esc always means what it means; take another key, such as F5"),
    Wrong(
      "keys: {add: Ctrl-C}", "c:1:8: add: Ctrl-C always means what it means; take another key, such as F5"),
    Wrong(
      "keys: {add: Ctrl-I}", "c:1:8: add: Ctrl-I: a terminal sends Tab for it; take another key, such as F5"),
    Wrong(
      "keys: {flatten now: none}",
      "c:1:8: flatten now: some key must close everything at once; give it another key instead of none"),
    Wrong(
      "keys: {take now: z}",
      "c:1:8: take now: z is too easily hit for what acts without a preview; take a capital letter or a function key"
    ),
    Wrong(
      "keys: {F5: take 25%, stop to breakeven}",
      "c:1:22: \"stop to breakeven\" stands without a value; in braces, a sentence with a comma needs quotes"),
    Wrong("keys:\n  F5: tak 25%", "c:2:7: F5: \"tak\" is not understood here; did you mean \"take\"?"),
    Wrong(
      "keys:\n  F5: take 25%, stop to brakeven",
      "c:2:25: F5: \"brakeven\" is not understood; did you mean \"breakeven\"?"),
  ]

  static let wrongAttention = [
    Wrong(
      "attention: bell", "c:1:12: attention: this is a list; write \"- {on: stop hit, do: bell}\", one a line"
    ),
    Wrong(
      "attention:\n  - bell", "c:2:5: attention: a line says on what to do what; write \"on: …\", one a line"),
    Wrong(
      "attention:\n  - {do: bell}", "c:2:5: attention: it does not say on what; add \"on:\" and an event"),
    Wrong(
      "attention:\n  - {on: fill}",
      "c:2:5: attention: it does not say what to do; add \"do:\" with bell, title or notify, or \"command:\""),
    Wrong(
      "attention:\n  - {on: stop hitt, do: bell}",
      "c:2:10: on: \"stop hitt\" is not understood; did you mean \"stop hit\"?"),
    Wrong(
      "attention:\n  - {on: fill, do: [bell, ttile]}",
      "c:2:27: do: \"ttile\" is not understood; did you mean \"title\"?"),
    Wrong(
      "attention:\n  - {on: fill, command: notify-send x}",
      "c:2:25: command: this is a list of a program and its arguments; write [notify-send, Tranche]; no shell reads it"
    ),
    Wrong(
      "attention:\n  - {on: fill, command: [~/bin/call, x]}",
      "c:2:26: command: \"~/bin/call\" is no program; write its name, or its whole path: no shell reads this"),
    Wrong("attention:\n  - {on: fill, run: x}", "c:2:16: unknown key \"run\"; known are on, do, command"),
  ]

  @Test(arguments: wrong + wrongAttention) func aWrongTextIsToldWithPlaceAndRemedy(_ item: Wrong) {
    #expect(Self.complaint(item.text) == item.said)
  }

  @Test(arguments: wrongKeys) func aWrongKeyIsToldWithPlaceAndRemedy(_ item: Wrong) {
    #expect(Self.complaint(item.text) == item.said)
  }

  @Test func allErrorsAreToldInTheOrderOfTheText() {
    let said = Self.complaint("view: x\ndaily loss: x\nkeys: {add: Enter}\ntheme: []")
    #expect(said.split(separator: "\n").map { $0.prefix(4) } == ["c:1:", "c:2:", "c:3:", "c:4:"], "\(said)")
  }

  /// Two actions may change places: only the end counts.
  @Test func keysMayBeSwapped() throws {
    let keys = try Self.read("keys:\n  take: b\n  breakeven: t").keys
    #expect(keys.action(.character("b"), in: .preview) == .take)
    #expect(keys.action(.character("t"), in: .normal) == .breakeven)
  }

  /// Names of levels are the plan's, so a sentence may use any that is no misspelt word.
  @Test func aSentenceMayNameALevel() throws {
    let keys = try Self.read("keys:\n  F6: stop to invalidation").keys
    #expect(keys.binding(.function(6), in: .normal)?.sentence == "stop to invalidation")
  }

  /// The page's example is one.
  @Test func thePageShowsAFileThatWorks() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appendingPathComponent("Sources/Tranche/Tranche.docc/Configuration.md"),
      encoding: .utf8)
    let examples = page.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(!examples.isEmpty)
    for example in examples { #expect(Self.complaint(example) == "", "\(example)") }
    for event in AttentionEvent.allCases { #expect(page.contains("| `\(event.rawValue)` |"), "\(event)") }
    for key in ConfigurationReader.keys { #expect(page.contains("| `\(key)` |"), "\(key)") }
  }
}
