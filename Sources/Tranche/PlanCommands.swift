import ArgumentParser
import Interface
import Screen
import Trading

/// Shows the plans that go by a name.
struct Plans: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Show the plans that go by a name; with a name, print that plan.",
    discussion: """
      Built in, and your own: NAME.yaml in $XDG_CONFIG_HOME/tranche/plans (~/.config/tranche/plans). One of your own \
      stands in the place of a built-in one of its name.
      """)

  @Argument(help: "A plan to print, as a start for your own file.", completion: Completing.planNames)
  var name: String?

  func run() {
    reporting {
      if let name {
        guard PlanSource.names.contains(name) else {
          let known = PlanSource.names.joined(separator: ", ")
          let nearest = Vocabulary.nearest(to: name, among: PlanSource.names)
          let meant = nearest.map { "did you mean \"\($0)\"? " } ?? ""
          throw Failure("there is no plan \(name); \(meant)there are: \(known)", .usage)
        }
        return say(try PlanSource.find(name).text)
      }
      let names = PlanSource.names
      let width = names.map(\.count).max() ?? 0
      for name in names { say(SafeText.line(name).padded(to: width) + "  " + Plans.use(of: name)) }
    }
  }

  /// What a plan's first line says of its use, and where it is from if not built in; or why it cannot be read.
  private static func use(of name: String) -> String {
    do {
      let source = try PlanSource.find(name)
      let first = source.text.split(separator: "\n").first.map(String.init) ?? ""
      let use = first.hasPrefix("#") ? String(first.drop { $0 == "#" || $0 == " " }) : ""
      guard source.name != name else { return SafeText.line(use) }
      return SafeText.line(use.isEmpty ? source.name : "\(use) (\(source.name))")
    } catch {
      return SafeText.line("\(error)")
    }
  }
}

/// Shows every key.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Show every key and what it does, with your own changes.")

  func run() {
    reporting { say(try UserConfiguration.load().chosen.keys.markdown) }
  }
}

extension SafeText {
  /// Text from a file as one line that a terminal can show.
  static func line(_ text: String) -> String { String(cells(text)) }
}

extension String {
  /// Blanks behind it up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
