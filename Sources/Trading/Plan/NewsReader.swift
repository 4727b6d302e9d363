/// Reads a news file: an event a line, `2026-11-20T13:30Z [30m [30m]] text`, or the same with commas between,
/// `2026-11-20T13:30Z,30m,30m,text`. Times are UTC.
///
/// The spans are the window before and after the event; one alone counts for both. Blank lines and lines that begin
/// with `#` are passed over.
public enum NewsReader {
  public static let mostEvents = 100_000
  /// Characters of a text that are kept.
  public static let longestText = 80
  /// The window before and after an event whose line gives none.
  public static let window = Span(seconds: 30 * 60)

  /// The events of a text in the order of their times, those of one time in the order of their lines; or all that
  /// is wrong with it, an error a line. `most` for tests.
  public static func events(_ text: String, most: Int = mostEvents) throws(PlanErrors) -> [NewsEvent] {
    var errors: [PlanError] = []
    var lines: [NewsEvent: Int] = [:]
    var entries = 0
    // Some programs begin a file with a mark of its encoding.
    let body = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    for (index, line) in body.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd).enumerated()
    {
      guard let first = line.first(where: { !NewsLine.isBlank($0) }), first != "#" else { continue }
      entries += 1
      guard entries <= most else {
        errors.append(tooMany(most, line: index + 1))
        break
      }
      do throws(PlanError) {
        var reader = NewsLine(line, number: index + 1)
        let event = try reader.event()
        if let earlier = lines[event] {
          throw reader.error(
            "this event stands in line \(earlier) already", remedy: "take one of them out", at: line)
        }
        lines[event] = index + 1
      } catch {
        errors.append(error)
      }
    }
    guard errors.isEmpty else { throw PlanErrors(errors) }
    return lines.sorted { ($0.key.time, $0.value) < ($1.key.time, $1.value) }.map { shortened($0.key) }
  }

  private static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

  private static func tooMany(_ most: Int, line: Int) -> PlanError {
    PlanError(
      "these are more than \(most) events", remedy: "take out what is past",
      place: Document.Place(line: line, column: 1))
  }

  private static func shortened(_ event: NewsEvent) -> NewsEvent {
    var event = event
    event.text = String(event.text.prefix(longestText))
    return event
  }
}
