import ArgumentParser
import Interface
import Trading

/// Shows the built-in plans.
struct Plans: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Show the built-in plans; with a name, print that plan.")

  @Argument(help: "A built-in plan to print, as a start for your own file.")
  var name: String?

  func run() {
    reporting {
      if let name {
        guard let plan = PlanSource.builtIn.first(where: { $0.name == name }) else {
          let known = PlanSource.builtIn.map(\.name).joined(separator: ", ")
          throw Failure("there is no built-in plan \(name); there are: \(known)", .usage)
        }
        return say(String(decoding: plan.bytes, as: UTF8.self))
      }
      let width = PlanSource.builtIn.map(\.name.count).max() ?? 0
      for plan in PlanSource.builtIn {
        let text = String(decoding: plan.bytes, as: UTF8.self)
        let first = text.split(separator: "\n").first.map(String.init) ?? ""
        let use = first.hasPrefix("#") ? String(first.drop { $0 == "#" || $0 == " " }) : ""
        say(plan.name.padded(to: width) + "  " + use)
      }
    }
  }
}

/// Shows every key.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Show every key and what it does.")

  func run() {
    reporting { say(KeyMap.markdown) }
  }
}

extension String {
  /// Blanks behind it up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
