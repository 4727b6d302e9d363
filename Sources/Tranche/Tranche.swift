import ArgumentParser

/// The program: without a command it opens the built-in plan on the built-in market.
///
/// Every command says its own name: made from their types' names, they cost a millisecond at each start.
@main
struct Tranche: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tranche",
    abstract: "Manages one open futures trade from the keyboard: scale in, scale out, keep the stop.",
    discussion: """
      Without a command it opens the built-in pyramid plan on a simulated market, on paper, at 20 times its \
      pace. Press ? for the keys and q to leave; `tranche resume` goes on. `tranche watch` in another terminal \
      looks on.
      """,
    version: "0.1.0",
    subcommands: [
      Open.self, Resume.self, Watch.self, List.self, Show.self, Check.self, BacktestCommand.self, Levels.self,
      Plans.self, Instruments.self, Themes.self, Keys.self, Config.self, Completions.self, Doctor.self,
    ],
    defaultSubcommand: Open.self)

  static func main() {
    holdStreams()
    reporting { try Misspelling.checkCommand(Array(CommandLine.arguments.dropFirst())) }
    main(nil)
  }
}
