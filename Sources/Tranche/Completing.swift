import ArgumentParser
import Glibc
import Interface
import TradeStore
import Trading

/// What completes an argument in a shell. Each looks into a folder or two and nothing else; where something cannot be
/// read it offers less, and never says so: its words would stand in the middle of a command line.
enum Completing {
  /// Plans by name, and files.
  static let plans = words { offered(PlanSource.names, $0) + files($0, ["yaml", "yml"]) }
  /// The names of plans alone.
  static let planNames = words { offered(PlanSource.names, $0) }
  /// Trades by name, open and closed: whether one is open only its journal tells, which is not read here.
  static let trades = words { offered(tradeNames(), $0) }
  /// Themes by name, and files.
  static let themes = words { word in
    let names = BuiltInThemes.all.map(\.name) + UserFiles.names(.themes)
    return offered(names, word) + files(word, ["yaml", "yml"])
  }
  /// The simulated market, and recorded files.
  static let feeds = words { offered(["sim", "-"], $0) + files($0, ["csv"]) }
  /// Contracts by name, the built-in and the user's own; those of Binance by their symbol alone.
  static let instruments = words { word in
    let known = (try? KnownInstruments.load())?.catalogue ?? .builtIn
    let names = known.instruments.map { $0.name.hasPrefix("binance:") ? $0.symbol : $0.name }
    return offered(names, word, ignoringCase: true)
  }
  static let instrumentFiles = CompletionKind.file(extensions: ["yaml", "yml"])

  /// What is offered for the word that was begun. The parser says how the line's last word begins, which is another
  /// one where the cursor is not at the end.
  private static func words(_ offer: @escaping @Sendable (String) -> [String]) -> CompletionKind {
    .custom { line, index, begun in
      offer(index < line.count - 1 && index >= 0 ? line[index] : begun)
    }
  }

  /// The words that begin as what was typed does, each once.
  private static func offered(_ words: [String], _ typed: String, ignoringCase: Bool = false) -> [String] {
    var seen: Set<String> = []
    return words.filter { word in
      let fits =
        ignoringCase ? word.lowercased().hasPrefix(typed.lowercased()) : word.hasPrefix(typed)
      return fits && seen.insert(word).inserted
    }
  }

  private static func tradeNames() -> [String] {
    guard let folder = try? TradeFolder.statePath() else { return [] }
    return TextFile.names(in: folder).filter { $0.hasSuffix(".trade") }.map { String($0.dropLast(6)) }
  }

  /// Files of these extensions, and folders with a slash behind them, at the path that was begun. A folder that is
  /// the only answer is gone into, so that no shell ends the word behind it.
  private static func files(_ typed: String, _ extensions: [String]) -> [String] {
    var found = entries(typed, extensions)
    // A chain of folders that hold one folder each may be a loop of links.
    for _ in 0..<8 {
      guard found.count == 1, let folder = found.first, folder.hasSuffix("/") else { break }
      let inside = entries(folder, extensions)
      if inside.isEmpty { break }
      found = inside
    }
    return found
  }

  private static func entries(_ typed: String, _ extensions: [String]) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let begun = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    let path = opened(folder)
    return TextFile.names(in: path.isEmpty ? "." : path).compactMap { name in
      guard name.hasPrefix(begun), begun.hasPrefix(".") || !name.hasPrefix(".") else { return nil }
      // A line is an answer to the shell.
      guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return nil }
      var status = stat()
      guard stat(path + name, &status) == 0 else { return nil }
      if status.st_mode & S_IFMT == S_IFDIR { return folder + name + "/" }
      return extensions.contains { name.lowercased().hasSuffix("." + $0) } ? folder + name : nil
    }
  }

  /// The folder as the system opens it: the shell has not yet put the home folder in the place of `~`.
  private static func opened(_ folder: String) -> String {
    guard folder.hasPrefix("~/"), let home = getenv("HOME") else { return folder }
    return String(cString: home) + folder.dropFirst()
  }
}
