import CursesTerminal
import Glibc
import Interface
import StrictYAML
import Trading

/// Where a session is seen: a terminal with a palette, or plain lines.
enum Surface {
  case terminal(TerminalDevice, StyleSheet)
  case plain

  /// Opened before anything of a trade is touched, so that a terminal that cannot be used costs nothing.
  static func open(_ options: ScreenOptions) throws -> Surface {
    let theme = try self.theme(UserFiles.theme(options.theme ?? "dark"))
    guard !options.plain else { return .plain }
    do {
      let device = try TerminalDevice.open()
      return .terminal(device, theme.resolved(depth: depth(device)))
    } catch {
      guard error != .noTerminal else {
        complain("\(error); printing lines instead")
        return .plain
      }
      throw Failure("\(error); or use --plain", .usage)
    }
  }

  static func depth(_ device: TerminalDevice) -> ColorDepth {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return .none }
    return device.colors >= 256
      ? .palette256 : device.colors >= 16 ? .sixteen : device.colors >= 8 ? .eight : .none
  }

  private static func theme(_ name: String) throws -> Theme {
    let text: String
    if let builtIn = BuiltInThemes.text(name) {
      text = builtIn
    } else {
      let known = BuiltInThemes.all.map(\.name).joined(separator: ", ")
      guard access(name, R_OK) == 0 else {
        throw Failure("there is no theme \(name); there are: \(known), or give a file", .usage)
      }
      text = try PlanSource.find(name).text
    }
    do {
      return try Theme(document: try StrictYAML.document(text))
    } catch {
      throw Failure(error.text(file: name), .badPlan)
    }
  }
}
