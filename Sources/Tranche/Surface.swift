import CursesTerminal
import Glibc
import Interface

/// The looks of a session: the theme, or two where none was chosen and the terminal's background decides.
struct Palette {
  private let dark: StyleSheet
  /// Read where a light background is met, and not sooner: most never meet one.
  private let findLight: (@Sendable () -> StyleSheet)?
  private lazy var light = findLight?()
  private(set) var sheet: StyleSheet

  /// `light`: what stands in for the theme on a light background.
  init(_ theme: StyleSheet, isLight: Bool = false, light: (@Sendable () -> StyleSheet)? = nil) {
    (dark, findLight) = (theme, light)
    sheet = theme
    if isLight { stand(onLight: true) }
  }

  var depth: ColorDepth { dark.depth }

  mutating func stand(onLight isLight: Bool) { sheet = isLight ? light ?? dark : dark }
}

/// Where a session is seen: a terminal with a palette, or plain lines.
enum Surface {
  case terminal(TerminalDevice, Palette)
  case plain

  /// Opened before anything of a trade is touched, so that a terminal that cannot be used costs nothing.
  static func open(_ options: ScreenOptions, _ configuration: UserConfiguration) throws -> Surface {
    let theme = try configuration.theme(options.theme).theme
    let isChosen = options.theme != nil || configuration.chosen.theme != nil
    guard !options.plain else { return .plain }
    do {
      let colors = options.colorOptions.policy(else: configuration.chosen.colors?.value)
      let device = try TerminalDevice.open(
        trueColor: colors.wantsExact, titles: configuration.chosen.usesTitles,
        mouse: configuration.chosen.hearsMouse?.value ?? true,
        asksBackground: !isChosen && colors.choice != .none)
      let depth = colors.depth(device)
      let onLight: @Sendable () -> StyleSheet = {
        (UserConfiguration.themeOnLight ?? theme).resolved(depth: depth)
      }
      let palette = Palette(
        theme.resolved(depth: depth), isLight: saysLight, light: isChosen ? nil : onLight)
      return .terminal(device, palette)
    } catch {
      guard error != .noTerminal else {
        complain("\(error); printing lines instead")
        return .plain
      }
      throw Failure("\(error); or use --plain", .usage)
    }
  }

  /// Some terminals tell their colours at once: foreground and background, of the sixteen.
  private static var saysLight: Bool {
    guard let colors = getenv("COLORFGBG").map({ String(cString: $0) }) else { return false }
    return ["7", "15"].contains(colors.split(separator: ";").last)
  }
}
