import ArgumentParser
import Trading

/// Explains a plan before money is in it.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Explain a plan before money is in it.")

  @Argument(help: "A plan's file, or the name of a built-in plan.")
  var plan: String

  @Option(help: ArgumentHelp("Name a level of the plan; may be repeated.", valueName: "NAME=X"))
  var level: [String] = []

  func run() {
    reporting {
      let plan = try PlanSource.find(plan).plan(levels: level)
      for line in plan.inWords { say(line) }
    }
  }
}
