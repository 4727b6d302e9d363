import Trading
import Yams

/// Text to `Document`: the part of YAML a plan or a theme needs, and an error for everything else.
///
/// Every scalar stays text: `12:30`, `010`, `.nan` and `yes` mean what the reader of the plan makes of them.
/// There are no anchors, aliases, tags, merge keys, block texts, second documents, tabs or invisible
/// characters; a key stands once; a `#` never cuts a list item short. Columns count Unicode scalars from 1, a
/// leading byte order mark not counted.
public enum StrictYAML {
  /// The largest text taken, in bytes of UTF-8.
  public static let byteLimit = 65_536
  /// Lists and mappings within each other at most.
  public static let depthLimit = 16

  /// Reads one document.
  ///
  /// Throws `PlanError` with the place of the first thing that is wrong; a text that breaks several rules is
  /// told about one of them at a time.
  public static func document(_ text: String) throws(PlanError) -> Document {
    guard text.utf8.count <= byteLimit else {
      throw PlanError(
        "the text has \(text.utf8.count) bytes, more than \(byteLimit)",
        remedy: "a plan or a theme is a page: is this the right file?", place: nil)
    }
    let source = SourceText(text)
    try source.checkCharacters()
    try source.checkAliases()
    guard let root = try compose(source) else {
      throw PlanError(
        "the text holds nothing but comments and space", remedy: "write `key: value` lines", place: nil)
    }
    return try TreeReader(source: source).read(root, depth: 1)
  }

  /// The node tree of the text. Yams stops at a repeated key but names the first of them; the second is
  /// searched.
  private static func compose(_ source: SourceText) throws(PlanError) -> Node? {
    do {
      return try parse(source.text)
    } catch .duplicatedKeysInMapping(_, let context) {
      throw RepeatedKey(source: source).failure(first: Document.Place(context.mark))
    } catch {
      throw source.failure(error)
    }
  }

  /// One pass of the parser proper, with nothing resolved: every scalar is a string to it.
  static func parse(_ text: String) throws(YamlError) -> Node? {
    // The parser keeps a pointer into the string's storage between calls. A string of up to 15 bytes has no
    // storage of its own, so empty lines at the end make every text longer than that.
    let lasting = text + String(repeating: "\n", count: 32)
    do {
      return try withExtendedLifetime(lasting) {
        try Parser(yaml: lasting, resolver: .basic, constructor: .default, encoding: .utf8).singleRoot()
      }
    } catch let error as YamlError {
      throw error
    } catch {
      throw YamlError.reader(problem: "\(error)", offset: nil, value: -1, yaml: text)
    }
  }
}

extension Document.Place {
  init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }
}
