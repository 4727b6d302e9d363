import ArgumentParser

/// Prints what completes this program's arguments in a shell.
struct Completions: ParsableCommand {
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var kind: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    discussion: """
      Commands, options, and the names of plans, trades, themes and contracts. Put it where the shell looks:

        tranche completions bash > ~/.local/share/bash-completion/completions/tranche
        tranche completions zsh > _tranche            # in a folder of your fpath, before compinit
        tranche completions fish > ~/.config/fish/completions/tranche.fish
      """)

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    reporting { say(Tranche.completionScript(for: shell.kind)) }
  }
}
