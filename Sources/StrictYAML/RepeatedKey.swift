import Trading
import Yams

/// Finds the second of two equal keys, which the parser's error does not tell.
///
/// The first key is renamed in the text and the text parsed again, until the parser either names a later key
/// of the same name or accepts the text, and the tree then shows the second beside the renamed first.
struct RepeatedKey {
  let source: SourceText

  private struct Insertion {
    var place: Document.Place
    var length: Int
  }

  func failure(first: Document.Place) -> PlanError {
    guard let name = keyText(at: first) else {
      return PlanError("a repeated key that is not a plain word", remedy: "write `key: value`", place: first)
    }
    let second = second(first: first, name: name)
    return PlanError(
      "the key `\(name)` stands twice",
      remedy: "keep one of them" + (second == nil ? "" : "; the first is on line \(first.line)"),
      place: second ?? first)
  }

  /// The key's own letters at its place, or nil if it is no scalar or carries an anchor or a tag.
  private func keyText(at place: Document.Place) -> String? {
    guard let head = source.scalar(at: place), !"&*![{?".unicodeScalars.contains(head) else { return nil }
    let isQuoted = head == "\"" || head == "'"
    let rest = source.lines[place.line - 1][(place.column - 1 + (isQuoted ? 1 : 0))...]
    let end = rest.indices.first { index in
      if isQuoted { return rest[index] == head }
      return rest[index] == ":" && (index + 1 == rest.endIndex || rest[index + 1] == " ")
    }
    guard let end, end > rest.startIndex else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: rest[..<end])
    return String(view)
  }

  private func second(first: Document.Place, name: String) -> Document.Place? {
    var lines = source.lines
    var insertions: [Insertion] = []
    var target = first
    var next = first
    // Each round removes one repetition; a text with more of them than this gets the first key's place.
    for round in 0..<64 {
      let prefix = Array("renamed-\(round)-".unicodeScalars)
      let quoted = ["\"", "'"].contains(lines[next.line - 1][next.column - 1])
      lines[next.line - 1].insert(contentsOf: prefix, at: next.column - 1 + (quoted ? 1 : 0))
      insertions.append(Insertion(place: next, length: prefix.count))
      if next.line == target.line, next.column < target.column { target.column += prefix.count }
      switch attempt(lines) {
      case .tree(let root):
        return find(name, beside: target, in: root).map { original($0, insertions) }
      case .repeated(let place, let again):
        if again == name, place != target { return original(place, insertions) }
        guard lines.indices.contains(place.line - 1),
          lines[place.line - 1].indices.contains(place.column - 1)
        else { return nil }
        next = place
      case .other:
        return nil
      }
    }
    return nil
  }

  private enum Attempt {
    case tree(Node)
    case repeated(Document.Place, name: String)
    case other
  }

  private func attempt(_ lines: [[Unicode.Scalar]]) -> Attempt {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: lines.joined(separator: ["\n"]))
    do {
      guard let root = try StrictYAML.parse(String(view)) else { return .other }
      return .tree(root)
    } catch .duplicatedKeysInMapping(let names, let context) {
      return .repeated(Document.Place(context.mark), name: names.first ?? "")
    } catch {
      return .other
    }
  }

  /// The first later key of this name in the mapping that has a key at this place.
  private func find(_ name: String, beside place: Document.Place, in node: Node) -> Document.Place? {
    switch node {
    case .scalar, .alias:
      return nil
    case .sequence(let sequence):
      for item in sequence {
        if let found = find(name, beside: place, in: item) { return found }
      }
      return nil
    case .mapping(let mapping):
      if mapping.contains(where: { $0.key.mark.map(Document.Place.init) == place }) {
        return mapping.first { $0.key.scalar?.string == name }?.key.mark.map(Document.Place.init)
      }
      for (_, value) in mapping {
        if let found = find(name, beside: place, in: value) { return found }
      }
      return nil
    }
  }

  /// A place in the renamed text as a place in the text the user wrote.
  private func original(_ place: Document.Place, _ insertions: [Insertion]) -> Document.Place {
    insertions.reversed().reduce(into: place) { place, insertion in
      if place.line == insertion.place.line, place.column > insertion.place.column {
        place.column -= insertion.length
      }
    }
  }
}
