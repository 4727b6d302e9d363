import ArgumentParser
import Glibc

/// Shows the file of the user's own choices.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print your configuration; with --example, one with every key commented out.",
    discussion: """
      It is config.yaml in $XDG_CONFIG_HOME/tranche (~/.config/tranche). To begin one:

        mkdir -p ~/.config/tranche && tranche config --example > ~/.config/tranche/config.yaml

      Without a file the example is printed as well. Exit status 65 if the file is wrong; `tranche doctor` says what is \
      in force, and from where.
      """)

  @Flag(help: "An example with every key, commented out.")
  var example = false

  func run() {
    reporting {
      guard !example else { return say(ConfigurationExample.text) }
      guard let path = UserConfiguration.path, TextFile.exists(path) else {
        // Unless something that is no file stands there.
        _ = try UserConfiguration.load()
        let place = UserConfiguration.path ?? "XDG_CONFIG_HOME and HOME are no absolute paths, so it"
        complain("\(place) is not there: all is as the program comes; this would be the file")
        return say(ConfigurationExample.text)
      }
      let text = try TextFile.read(path, remedy: "make it readable")
      say(harmless(text.hasSuffix("\n") ? String(text.dropLast()) : text))
      // What is wrong with it is told behind it.
      let configuration = try UserConfiguration.load()
      _ = try configuration.theme(nil)
    }
  }
}
