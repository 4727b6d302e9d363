import CursesTerminal
import Interface

/// Where a session is seen: a terminal with a palette, or plain lines.
enum Surface {
  case terminal(TerminalDevice, StyleSheet)
  case plain

  /// Opened before anything of a trade is touched, so that a terminal that cannot be used costs nothing.
  static func open(_ options: ScreenOptions, _ configuration: UserConfiguration) throws -> Surface {
    let theme = try configuration.theme(options.theme).theme
    guard !options.plain else { return .plain }
    do {
      let colors = options.colorOptions.policy(else: configuration.chosen.colors?.value)
      let device = try TerminalDevice.open(
        trueColor: colors.wantsExact, titles: configuration.chosen.usesTitles,
        mouse: configuration.chosen.hearsMouse?.value ?? true)
      return .terminal(device, theme.resolved(depth: colors.depth(device)))
    } catch {
      guard error != .noTerminal else {
        complain("\(error); printing lines instead")
        return .plain
      }
      throw Failure("\(error); or use --plain", .usage)
    }
  }
}
