import Trading
import Yams

/// The parser's tree into a `Document`, refusing what the strict subset does not have.
struct TreeReader {
  let source: SourceText

  func read(_ node: Node, depth: Int) throws(PlanError) -> Document {
    let start = node.mark.map(Document.Place.init) ?? Document.Place(line: 1, column: 1)
    let place = source.clamped(start)
    try refuseProperties(at: place)
    guard depth <= StrictYAML.depthLimit else {
      throw PlanError(
        "more than \(StrictYAML.depthLimit) lists and mappings within each other",
        remedy: "write it flatter", place: place)
    }
    switch node {
    case .scalar(let scalar):
      return Document(.scalar(try text(scalar, place: place)), place: place)
    case .sequence(let sequence):
      return try list(sequence, place: place, depth: depth)
    case .mapping(let mapping):
      return try self.mapping(mapping, place: place, depth: depth)
    case .alias:
      throw PlanError("an alias", remedy: "write the value out", place: place)
    }
  }

  private func list(
    _ sequence: Node.Sequence, place: Document.Place, depth: Int
  ) throws(PlanError) -> Document {
    var items: [Document] = []
    for node in sequence {
      let item = try read(node, depth: depth + 1)
      if case .scalar(let scalar) = node, scalar.style == .plain {
        try refuseComment(behind: scalar.string, at: item.place)
      }
      items.append(item)
    }
    return Document(.list(items), place: place)
  }

  private func mapping(
    _ mapping: Node.Mapping, place: Document.Place, depth: Int
  ) throws(PlanError) -> Document {
    var entries: [Document.Entry] = []
    for (keyNode, valueNode) in mapping {
      let key = try read(keyNode, depth: depth + 1)
      guard case .scalar(let name) = key.content, !name.isEmpty else {
        throw PlanError("a key that is not a word", remedy: "write `key: value`", place: key.place)
      }
      guard name != "<<" else {
        throw PlanError("a merge key", remedy: "write the values out", place: key.place)
      }
      let value = try read(valueNode, depth: depth + 1)
      entries.append(Document.Entry(key: name, keyPlace: key.place, value: value))
    }
    return Document(.mapping(entries), place: place)
  }

  /// A scalar's text, which escapes in double quotes may have filled with what the text itself must not hold.
  private func text(_ scalar: Node.Scalar, place: Document.Place) throws(PlanError) -> String {
    if scalar.style == .literal || scalar.style == .folded {
      throw PlanError(
        "a block text (`|` or `>`)", remedy: "write it in one line, or in quotes over several", place: place)
    }
    if let hidden = scalar.string.unicodeScalars.first(where: SourceText.isForbidden) {
      throw PlanError(
        "a text with the character \(SourceText.name(hidden)) in it",
        remedy: "take the escape or the empty line out", place: place)
    }
    return scalar.string
  }

  /// A node's place is where its anchor or tag begins if it has one, and no plain text may begin with these.
  private func refuseProperties(at place: Document.Place) throws(PlanError) {
    switch source.scalar(at: place) {
    case "&": throw PlanError("an anchor", remedy: "write the value out where it is used", place: place)
    case "*": throw PlanError("an alias", remedy: "write the value out", place: place)
    case "!": throw PlanError("a tag", remedy: "every value is text here: take it away", place: place)
    default: return
    }
  }

  /// A comment behind an unquoted list item. Half a rule is another rule, so a `#` in a sentence must not
  /// pass for the beginning of a comment; behind a header's value it may.
  private func refuseComment(behind value: String, at place: Document.Place) throws(PlanError) {
    guard let end = end(of: value, from: place) else { return }
    let line = source.lines[end.line - 1]
    let rest = line[(end.column - 1)...]
    guard rest.first == " ", let hash = rest.firstIndex(where: { $0 != " " }), line[hash] == "#" else {
      return
    }
    throw PlanError(
      "a # cuts this sentence short",
      remedy: "put the comment on a line of its own, or write it as `because \"…\"`; "
        + "a # that belongs to the text needs the whole sentence in single quotes",
      place: Document.Place(line: end.line, column: hash + 1))
  }

  /// Where a plain text ends. It stands in the source letter by letter but for its spaces, which fold line
  /// ends.
  private func end(of value: String, from place: Document.Place) -> Document.Place? {
    var (line, column) = (place.line - 1, place.column - 1)
    for scalar in value.unicodeScalars where scalar != " " {
      while line < source.lines.count {
        if column >= source.lines[line].count {
          (line, column) = (line + 1, 0)
        } else if source.lines[line][column] == " " {
          column += 1
        } else {
          break
        }
      }
      guard line < source.lines.count, source.lines[line][column] == scalar else { return nil }
      column += 1
    }
    return Document.Place(line: line + 1, column: column + 1)
  }
}
