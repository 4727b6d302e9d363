import Interface
import StrictYAML

/// The themes that come with the program, read the way the program reads them.
enum ThemeReading {
  static func sheet(_ name: String, _ depth: ColorDepth) throws -> StyleSheet {
    try Theme(document: StrictYAML.document(BuiltInThemes.text(name) ?? "")).resolved(depth: depth)
  }
}
