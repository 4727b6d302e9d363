import Glibc
import Interface
import StrictYAML
import Trading

/// Themes by the name of a built-in one, else by file.
struct ThemeSource {
  /// The built-in theme's name, or the name a file gives itself.
  var name: String
  /// When to use it, in its own words.
  var purpose: String
  var theme: Theme

  static func builtIn() throws -> [ThemeSource] { try BuiltInThemes.names.map(find) }

  static func find(_ name: String) throws -> ThemeSource {
    let text: String
    if let builtIn = BuiltInThemes.text(name) {
      text = builtIn
    } else {
      guard access(name, R_OK) == 0 else { throw Failure(unknown(name), .usage) }
      text = try PlanSource.read(name, remedy: "give a theme's name or its file")
    }
    do {
      let theme = try Theme(document: try StrictYAML.document(text))
      return ThemeSource(
        name: theme.name.isEmpty ? name : theme.name, purpose: BuiltInThemes.purpose(in: text), theme: theme)
    } catch {
      throw Failure(error.text(file: name), .badPlan)
    }
  }

  private static func unknown(_ name: String) -> String {
    let nearest = Vocabulary.nearest(to: name, among: BuiltInThemes.names)
    let question = nearest.map { "did you mean \($0)? " } ?? ""
    return "there is no theme \(name); \(question)There are: \(BuiltInThemes.names.joined(separator: ", ")), "
      + "or give a file"
  }
}
