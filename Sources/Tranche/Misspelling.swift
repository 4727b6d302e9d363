import Trading

/// What was probably meant by a word of the command line.
enum Misspelling {
  /// A plan's name, or a plan in the same folder; nil where nothing is near.
  static func plan(_ typed: String) -> String? {
    let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
    let file = String(typed.dropFirst(folder.count))
    guard !file.isEmpty else { return nil }
    let files = TextFile.names(in: folder.isEmpty ? "." : folder).filter(isPlanFile)
    let names = folder.isEmpty ? PlanSource.names : []
    return Vocabulary.nearest(to: file, among: names + files).map { folder + $0 }
  }

  private static func isPlanFile(_ name: String) -> Bool { name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  /// A first word that is no command is a plan for `open`; where it is nearly a command and no plan, it was meant to be
  /// one.
  ///
  /// Throws `Failure` that names the command.
  static func checkCommand(_ arguments: [String]) throws {
    guard let word = arguments.first, let first = word.first, first.isLetter,
      word.allSatisfy({ $0.isLetter || $0 == "-" })
    else { return }
    let commands = Tranche.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard !commands.contains(word), !TextFile.exists(word) else { return }
    let plans = PlanSource.names
    guard !plans.contains(word), let meant = Vocabulary.nearest(to: word, among: commands + plans),
      commands.contains(meant)
    else { return }
    throw Failure("there is no command \(word); did you mean \"tranche \(meant)\"?", .usage)
  }
}
