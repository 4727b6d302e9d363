import Glibc
import Interface
import StrictYAML
import Trading

/// Themes by name, built in or the user's own, or by file.
struct ThemeSource {
  /// The built-in theme's name, or the name a file gives itself.
  var name: String
  /// When to use it, in its own words.
  var purpose: String
  var theme: Theme

  static func builtIn() throws -> [ThemeSource] { try BuiltInThemes.names.map(find) }

  /// The built-in ones, and those of the user's own that can be read.
  static func all() throws -> [ThemeSource] {
    let own = UserFiles.names(.themes).filter { !BuiltInThemes.names.contains($0) }
    return try builtIn() + own.compactMap { try? find($0) }
  }

  static func find(_ name: String) throws -> ThemeSource {
    let path = UserFiles.theme(name)
    let text: String
    if path == name, let builtIn = BuiltInThemes.text(name) {
      text = builtIn
    } else {
      guard access(path, R_OK) == 0 else { throw Failure(unknown(name), .usage) }
      text = try TextFile.read(path, remedy: "give a theme's name or its file")
    }
    do {
      let theme = try Theme(document: try StrictYAML.document(text))
      return ThemeSource(
        name: theme.name.isEmpty ? name : theme.name, purpose: BuiltInThemes.purpose(in: text), theme: theme)
    } catch {
      throw Failure(error.text(file: path), .badPlan)
    }
  }

  private static func unknown(_ name: String) -> String {
    let nearest = Vocabulary.nearest(to: name, among: BuiltInThemes.names)
    let question = nearest.map { "did you mean \($0)? There" } ?? "there"
    return "there is no theme \(name); \(question) are: \(BuiltInThemes.names.joined(separator: ", ")), "
      + "or give a file"
  }
}
