import ArgumentParser
import Foundation
import Interface
import Screen
import Trading

/// Shows the themes.
struct Themes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "Show the themes; with a name, a sample screen in that theme.",
    discussion: """
      `tranche --theme NAME` draws in one of them, `--theme FILE` in your own or in any base16 scheme.
      """)

  @Argument(
    help: "A theme's name, or a theme's or base16 scheme's file, to show a sample screen in.",
    completion: Completing.themes)
  var theme: String?

  @OptionGroup var colorOptions: ColorOptions

  @Flag(help: "As JSON: name, purpose, ground, and every role with its colours.")
  var json = false

  func run() {
    reporting {
      let sources = try theme.map { [try ThemeSource.find($0)] } ?? ThemeSource.all()
      if json { return try sayJSON(sources) }
      let depth = colorOptions.policy.depthOfOutput
      if theme == nil {
        Themes.lines(sources, depth: depth, columns: OutputTerminal.size?.columns ?? 80).forEach { say($0) }
      } else {
        for source in sources { try saySample(source, depth: depth) }
      }
    }
  }

  private func sayJSON(_ sources: [ThemeSource]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let listings = sources.map { ThemeListing($0.theme, name: $0.name, purpose: $0.purpose) }
    say(String(decoding: try encoder.encode(listings), as: UTF8.self))
  }

  // MARK: The list

  private static let words: [(text: String, role: Role)] = [
    ("long", .long), ("short", .short), ("+1.2R", .gain), ("-0.4R", .loss), ("entry", .entry),
    ("target", .target), ("stop", .stop), ("30,412.3", .last),
  ]

  /// A line a theme, with a sample of its colours where there are any; where that would be too wide, what it is for
  /// stands below.
  static func lines(_ sources: [ThemeSource], depth: ColorDepth, columns: Int) -> [String] {
    let width = sources.map(\.name.count).max() ?? 0
    let sampleWidth = words.reduce(2) { $0 + $1.text.count + 1 }
    let widest = sources.map(\.purpose.count).max() ?? 0
    let fits = width + 2 + sampleWidth + 1 + widest <= columns
    return sources.flatMap { source -> [String] in
      let name = source.name.padded(to: width) + "  "
      guard depth != .none else { return [name + source.purpose] }
      let colors = sample(source.theme.resolved(depth: depth))
      return fits
        ? [name + colors + "  " + source.purpose]
        : [name + colors, "  " + source.purpose]
    }
  }

  private static func sample(_ sheet: StyleSheet) -> String {
    let blank = ANSIText.text(" ", style: sheet[.text])
    return blank + words.map { ANSIText.text($0.text, style: sheet[$0.role]) + blank }.joined()
  }

  // MARK: The sample screen

  private func saySample(_ source: ThemeSource, depth: ColorDepth) throws {
    var size = Size(columns: 80, rows: 24)
    if let terminal = OutputTerminal.size {
      // One row is left for the shell's next line.
      size = Size(
        columns: min(size.columns, max(60, terminal.columns)),
        rows: min(size.rows, max(16, terminal.rows - 1)))
    }
    let snapshot = try SampleTrade.snapshot()
    let picture = Themes.picture(
      snapshot, source.theme.resolved(depth: depth), size, unicode: OutputTerminal.isUnicode())
    if depth == .none {
      say(picture.text)
    } else {
      ANSIText.lines(picture).forEach { say($0) }
    }
  }

  private static func picture(
    _ snapshot: Snapshot, _ sheet: StyleSheet, _ size: Size, unicode: Bool
  ) -> CellBuffer {
    var state = InterfaceState(size: size)
    state.observe(snapshot, now: 0)
    return Frame.draw(snapshot, state: state, sheet: sheet, size: size, unicode: unicode)
  }
}
